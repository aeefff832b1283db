import stat

import pytest

from tests.backcare.installation import Installation

WRONG = {
    "DATABASE_URL": ["nonsense", "mysql://somewhere/backcare", "oops://x", "postgres://host", "sqlite://"],
    "CACHE_URL": ["nonsense", "oops://x", "redis://", "redis://host:port/0"],
    "EMAIL_URL": ["smtp+tls://me:secret@mail.example.org", "nonsense", "smtp://"],
    "SITE_URL": ["back.example.org", "https://back.example.org/week", "javascript:alert(1)"],
    "TRUSTED_PROXIES": ["one", "-1"],
    "CSRF_TRUSTED_ORIGINS": ["back.example.org", "https://back.example.org/login"],
    "ALLOWED_HOSTS": ["https://back.example.org", "back.example.org:8000", "two words"],
    "DEBUG": ["maybe"],
    "HTTPS": ["perhaps"],
    "SQLITE_SYNCHRONOUS": ["sometimes"],
    "BACKCARE_DATA_DIR": ["/proc/backcare"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_variable_is_named_in_one_line(tmp_path, name, value):
    answer = Installation(tmp_path).run("check", **{name: value})
    assert answer.returncode == 1
    assert answer.stdout.startswith(f"Setting {name} is not right: ")
    assert answer.stdout.count("\n") == 1


def test_deploy_check_is_clean_with_https_on(tmp_path):
    answer = Installation(tmp_path).run("check", "--deploy", "--fail-level", "WARNING", HTTPS="true")
    assert answer.returncode == 0, answer.stdout
    assert "no issues" in answer.stdout


def test_the_data_folder_and_its_secret_key_are_made_once_and_for_the_owner_alone(tmp_path):
    folder = tmp_path / "data"
    installation = Installation(folder)
    installation.run("check")
    key = folder / "secret_key"
    first = key.read_text()
    installation.run("check")
    assert key.read_text() == first
    assert len(first) > 60
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_models_and_migrations_agree(tmp_path):
    answer = Installation(tmp_path).run("makemigrations", "--check", "--dry-run")
    assert answer.returncode == 0, answer.stdout


@pytest.mark.django_db
def test_staff_pages_have_the_policy_without_trusted_types(admin_client):
    policy = admin_client.get("/admin/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "trusted-types" not in policy


@pytest.mark.django_db
def test_staff_log_in_where_everyone_does(client):
    answer = client.get("/admin/", follow=True)
    assert answer.request["PATH_INFO"] == "/accounts/login/"


@pytest.mark.django_db
def test_pages_have_the_strict_policy(client):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy
