"""Leaving and coming back through the pages."""

import io
import re

import pytest

from plans.transfer import export_person
from tests.builders import make_user

pytestmark = pytest.mark.django_db


def test_the_export_is_a_private_download(client, ruth):
    client.force_login(ruth)
    answer = client.get("/you/data/export/")
    assert answer["Content-Type"] == "application/zip"
    assert re.fullmatch(r'attachment; filename="backcare-\d{4}-\d\d-\d\d.zip"', answer["Content-Disposition"])
    assert answer["Cache-Control"] == "no-store"
    assert client.post("/you/data/export/").status_code == 405
    client.logout()
    assert client.get("/you/data/export/").status_code == 302


def test_an_export_is_brought_in_through_the_page(client, ruth):
    file = io.BytesIO(export_person(ruth))
    file.name = "backcare.zip"
    other = make_user()
    client.force_login(other)
    assert "answers of the file are taken" in client.get("/you/data/import/").content.decode()
    page = client.post("/you/data/import/", {"archive": file}, follow=True)
    assert page.redirect_chain == [("/you/", 302)]
    assert "Brought in:" in page.content.decode()
    file.seek(0)
    again = client.post("/you/data/import/", {"archive": file}, follow=True).content.decode()
    assert "Nothing was added twice" in again
    assert "your answers stay" in client.get("/you/data/import/").content.decode()


def test_a_refused_file_says_why_at_its_field(client, ruth):
    client.force_login(make_user())
    file = io.BytesIO(b"nonsense")
    file.name = "x.zip"
    answer = client.post("/you/data/import/", {"archive": file})
    assert answer.status_code == 422
    assert "not a whole zip file" in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()
    assert client.post("/you/data/import/").status_code == 422
