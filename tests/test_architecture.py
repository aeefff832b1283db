"""The arrows of the architecture, read from the source: who may import whom, and what the engine may not hold."""

import ast
from pathlib import Path

import pytest

from exercises.catalogue import catalogue
from plans.rulebook import rulebook

ROOT = Path(__file__).resolve().parent.parent
APPS = ("exercises", "plans", "backcare")
FILES = sorted(
    path for app in APPS for path in (ROOT / app).rglob("*.py") if not {"migrations", "node_modules"} & {*path.parts}
)
ENGINE = sorted((ROOT / "plans" / "engine").rglob("*.py"))
# layer → what it must not import, modules of its own apart
NEVER = {
    "plans/facts/": ("django", "plans", "exercises.catalogue", "exercises.models", "pathlib", "random", "datetime"),
    "plans/rulebook/": (
        "django", "plans.engine", "plans.models", "plans.services", "plans.queries", "plans.forms", "plans.views",
        "exercises.models",
    ),
    "exercises/catalogue.py": ("django", "exercises.models", "exercises.views"),
    "plans/models/": ("plans.services", "plans.queries", "plans.forms", "plans.views"),
    "exercises/models.py": ("exercises.views",),
    "plans/services/": ("plans.forms", "plans.views", "plans.queries", "django.http"),
    "plans/queries/": ("plans.forms", "plans.views", "django.http"),
    "plans/forms/": ("plans.views", "django.http"),
    "plans/engine/": (
        "django", "plans.models", "plans.rulebook", "plans.services", "plans.queries", "plans.forms", "plans.views",
        "exercises.catalogue", "exercises.models", "pathlib", "os", "random", "time", "tomllib", "secrets",
    ),
    "exercises/figure/": ("django", "exercises.svg", "exercises.poses", "exercises.catalogue", "exercises.models"),
    "exercises/svg/": ("django", "exercises.models", "exercises.views"),
    "exercises/": ("plans",),
}  # fmt: skip
NUMBERS = {0, 1, -1, 2, 7, 60}


def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def wrong_imports(path, tree):
    place = path.relative_to(ROOT).as_posix()
    for layer, never in NEVER.items():
        if place == layer or (layer.endswith("/") and place.startswith(layer)):
            own = layer.removesuffix(".py").replace("/", ".").rstrip(".")
            for name in imports_of(tree):
                if is_within(name, never) and not is_within(name, [own]):
                    yield f"{place} imports {name}"


def is_within(name, packages):
    return any(name == one or name.startswith(f"{one}.") for one in packages)


def is_sum(node):
    """ "2 + 1" is a number too."""
    return isinstance(node, ast.BinOp) and all(
        isinstance(side, ast.Constant) and type(side.value) in (int, float) for side in (node.left, node.right)
    )


def literals(tree):
    """Constants of a module, docstrings and annotations left out."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docs]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_follow_the_arrows(path):
    assert not list(wrong_imports(path, tree_of(path)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_import_hides_in_a_function(path):
    inside = [
        f"{path.name}:{node.lineno}"
        for function in ast.walk(tree_of(path))
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    assert not inside


def test_no_translated_sentence_hides_in_a_string():
    """What collects the sentences to translate reads templates and calls of gettext, no templates in Python."""
    assert not [
        path.name for path in FILES if "{% translate" in path.read_text() or "{% blocktrans" in path.read_text()
    ]


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: path.name)
def test_the_engine_holds_no_numbers_of_its_own(path):
    found = [
        f"{path.name}:{node.lineno}: {node.value}"
        for node in literals(tree_of(path))
        if type(node.value) in (int, float) and node.value not in NUMBERS
    ]
    found += [f"{path.name}:{node.lineno}: {ast.unparse(node)}" for node in ast.walk(tree_of(path)) if is_sum(node)]
    assert not found


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: path.name)
def test_the_engine_names_no_exercise_tag_or_flag(path):
    library, rules = catalogue(), rulebook()
    names = {*library.exercises, *library.tags, *rules.flags, *rules.red_flags}
    found = [f"{path.name}:{node.lineno}: {node.value}" for node in literals(tree_of(path)) if node.value in names]
    assert not found


def test_a_forbidden_import_would_be_seen():
    tree = ast.parse("from django.db import models\nimport random\nfrom plans.rulebook import rulebook")
    wrong = list(wrong_imports(ROOT / "plans" / "engine" / "screening.py", tree))
    assert [line.rsplit(" ", 1)[1] for line in wrong] == ["django.db", "random", "plans.rulebook"]


def test_a_layer_may_import_its_own_modules():
    tree = ast.parse("from plans.facts.flags import FlagRule\nfrom plans.engine.person import Person")
    wrong = list(wrong_imports(ROOT / "plans" / "facts" / "rulebook.py", tree))
    assert wrong == ["plans/facts/rulebook.py imports plans.engine.person"]
