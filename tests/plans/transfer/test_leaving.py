"""What goes into the file of a person, and what stays behind."""

import io
import zipfile

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from plans.transfer import export_person
from plans.transfer.shapes import SHAPES
from plans.transfer.tables import LEFT_BEHIND, TABLES, VERSION, columns
from tests.builders import make_log, make_profile, make_user
from tests.plans.transfer.bringing import today

pytestmark = pytest.mark.django_db


def test_no_secret_and_nobody_else_leaves_with_an_export(ruth):
    other = make_user("someone@else.example")
    make_profile(other, display_name="Someone Else")
    make_log(other, today(), note="not yours")
    with zipfile.ZipFile(io.BytesIO(export_person(ruth))) as archive:
        assert set(archive.namelist()) == {"README.txt", "backcare.json", "logs.csv"}
        text = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "not yours" not in text
    assert "Someone Else" not in text
    assert ruth.password not in text


def test_the_file_explains_itself(ruth):
    with zipfile.ZipFile(io.BytesIO(export_person(ruth))) as archive:
        about = archive.read("README.txt").decode()
    assert f"version {VERSION}" in about
    assert "How pages look and how big their text is" in about
    for table in TABLES:
        assert table.name in about
        assert all(field.name in about for field in columns(table.model))


def belongs_to_a_person(model, seen=()):
    users = get_user_model()
    links = [field.related_model for field in model._meta.concrete_fields if field.is_relation]
    return users in links or any(
        belongs_to_a_person(one, (*seen, model)) for one in links if one not in seen and one is not model and one
    )


def test_every_table_of_a_person_leaves_or_is_left_behind_on_purpose():
    """A new table that belongs to a person goes into `TABLES`, or into `LEFT_BEHIND` with the reason."""
    known = {table.model._meta.label for table in TABLES} | LEFT_BEHIND.keys()
    mine = {model._meta.label for model in apps.get_models() if belongs_to_a_person(model)}
    assert mine - known == set()


def test_every_json_column_says_what_may_stand_in_it():
    found = {str(field) for table in TABLES for field in columns(table.model) if isinstance(field, models.JSONField)}
    assert found - SHAPES.keys() == set()
