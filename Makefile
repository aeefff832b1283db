# One command each. `make run` is all a newcomer needs.
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=

.PHONY: run demo test proof bench score hints lint chromium firefox

run: .venv/installed
	@$(BIN)/python manage.py start $(ARGS)

demo: .venv/installed
	@$(BIN)/python manage.py start --prepare-only
	@$(BIN)/python manage.py demo $(ARGS)

test: .venv/installed-tests chromium
	@$(BIN)/pytest -n 2 --dist worksteal $(ARGS)

# Long proofs, run by hand: one file for each under tests/proof.
proof: .venv/installed-tests chromium firefox
	@$(BIN)/pytest -s $(or $(ARGS),$(filter-out %__init__.py %firefox.py,$(wildcard tests/proof/*.py)))

# Speeds and weights, as ratios measured in one run. `make bench ARGS=100000` drafts that many plans for the memory.
bench: .venv/installed-tests chromium
	@$(BIN)/python -m tests.bench.drafting $(ARGS)
	@$(BIN)/pytest -q -s tests/bench/bench_reader.py tests/bench/bench_player.py
	@$(BIN)/python -m tests.bench.pages

# How the notes kept away from learning are read: figures alone. ARGS="FILES --misses" prints others' misreadings.
score: .venv/installed
	@$(BIN)/python manage.py score_notes $(or $(ARGS),tests/notes/held_out/*.jsonl)

# Learns anew how much each word of a note speaks for a label. ARGS=--cross=5 scores authors by what the others teach.
hints: .venv/installed-tests
	@$(BIN)/python manage.py fit_hints $(ARGS) tests/notes/own.jsonl tests/notes/open/*.jsonl tests/notes/sayings/*.jsonl tests/notes/red_flags.toml

lint: .venv/installed-tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Backcare needs Python 3.11 or newer; this is %d.%d. Try: make PYTHON=python3.12" % sys.version_info[:2])'
	@$(PYTHON) -m venv --clear .venv

.venv/installed: requirements.txt | $(BIN)/python
	@echo "Installing what the site needs (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/installed-tests: tests/requirements.txt .venv/installed
	@echo "Installing what the tests need (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	@touch $@

# Beside the browser, Playwright's driver needs libatomic, which a bare Debian lacks.
chromium:
	@missing=chromium; \
	for name in "$$CHROMIUM" chromium chromium-browser google-chrome; do \
		if command -v "$$name" >/dev/null 2>&1; then missing=; fi; \
	done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
		ldconfig -p | grep -q 'libatomic\.so\.1' || missing="$$missing libatomic1"; \
		if [ -z "$$missing" ]; then exit 0; fi; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -yqq $$missing; \
	elif [ -n "$$missing" ]; then \
		echo "No Chromium found (set CHROMIUM to its path): browser tests can't run"; \
	fi

firefox:
	@for name in "$$FIREFOX" firefox-esr firefox; do \
		if command -v "$$name" >/dev/null 2>&1; then exit 0; fi; \
	done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -yqq firefox-esr; \
	else \
		echo "No Firefox found (set FIREFOX to its path)"; \
	fi
