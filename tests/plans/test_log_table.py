"""Logs as a table: out for a spreadsheet, in line by line."""

import datetime
import io

import pytest

from plans.models import SessionLog
from plans.transfer.log_table import read_logs, write_logs
from tests.builders import make_log, make_profile, make_user

TODAY = datetime.date(2026, 11, 24)
GOOD = "date,activity,heart_minutes,talk_test,pain_before,note\n2026-11-20,Swim,30,talk,4,Easy\n2026-11-22,Walk,20,,,\n"


def faults(text):
    return {line.number: " ".join(line.faults) for line in read_logs(text, today=TODAY) if line.faults}


def test_a_line_says_what_was_done():
    swim, walk = read_logs(GOOD, today=TODAY)
    assert (swim.number, walk.number) == (2, 3)
    assert swim.says["date"] == datetime.date(2026, 11, 20)
    assert (swim.says["heart_minutes"], swim.says["total_minutes"], swim.says["pain_before"]) == (30, 30, 4)
    assert walk.says["pain_before"] is None
    assert walk.says["talk_test"] == ""


def test_a_first_line_for_excel_is_passed_over():
    (line, *_more), (plain, *_others) = (read_logs(text, today=TODAY) for text in (f"sep=,\n{GOOD}", GOOD))
    assert (line.number, line.says) == (plain.number + 1, plain.says)


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_semicolons_tabs_and_windows_lines_are_read(delimiter):
    text = "\ufeff" + GOOD.replace(",", delimiter).replace("\n", "\r\n")
    assert read_logs(text, today=TODAY) == read_logs(GOOD, today=TODAY)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("20.11.2026,20", "“20.11.2026” is not a day"),
        ("2026-11-25,20", "has not come yet"),
        ("1066-10-14,20", "too long ago"),
        (",20", "date is empty"),
        ("2026-11-20,", "heart_minutes is empty"),
        ("2026-11-20,-5", "whole number from 0 to 600"),
        ("2026-11-20,601", "whole number from 0 to 600"),
        ("2026-11-20,1e9", "whole number"),
        ("2026-11-20,٣", "whole number"),
        ("2026-11-20,20,10", "total_minutes can’t be less"),
        ("2026-11-20,20,,11", "pain_before must be a whole number from 0 to 10"),
        ("2026-11-20,20,,,shout", "talk_test must be one of"),
        ("2026-11-20,20,,,,abc", "client_key must stay"),
        ("2026-11-20,20,,,,,1,2", "More cells than columns"),
    ],
)
def test_a_wrong_line_is_named_with_what_is_wrong(line, words):
    text = f"date,heart_minutes,total_minutes,pain_before,talk_test,client_key\n2026-11-20,20\n{line}\n"
    found = faults(text)
    assert list(found) == [3]
    assert words in found[3]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "must name the columns"),
        ("when,minutes\n1,2", "Missing: date, heart_minutes"),
        ("date,heart_minutes,mood\n1,2,3", "mood"),
        ("date,date,heart_minutes\n1,2,3", "twice"),
        ("date,heart_minutes\n", "no line"),
        ('date,heart_minutes\n"2026-11-20,20', "can’t be read"),
        ("date,heart_minutes\n" + "2026-11-20,20\n" * 5001, "5000"),
    ],
    ids=ascii,
)
def test_what_is_no_such_table_is_refused_as_a_whole(text, words):
    with pytest.raises(ValueError, match=words):
        read_logs(text[:200_000], today=TODAY)


def test_same_lines_get_same_keys_and_twins_get_their_own():
    twins = "date,heart_minutes\n2026-11-20,20\n2026-11-20,20\n"
    first, second = read_logs(twins, today=TODAY)
    assert first.client_key != second.client_key
    assert [line.client_key for line in read_logs(twins, today=TODAY)] == [first.client_key, second.client_key]


@pytest.mark.parametrize("note", ["=1+1", "+41", "-x", "@here", "'quoted", "'=1", 'two\nlines, a "quote"; all', "ä💥"])
def test_words_come_back_as_they_were_and_never_as_a_formula(note):
    log = SessionLog(date=TODAY, heart_minutes=20, total_minutes=30, note=note)
    text = write_logs([log])
    assert not any(cell.startswith(("=", "+", "@")) for cell in text.splitlines()[1].split(","))
    (line,) = read_logs(text, today=TODAY)
    assert line.says["note"] == note
    assert line.client_key == log.client_key


@pytest.fixture
def someone(client, db):
    user = make_user()
    make_profile(user)
    client.force_login(user)
    return user


def test_the_page_shows_lines_before_it_keeps_them(client, someone):
    page = client.post("/you/data/logs/", {"text": GOOD}).content.decode()
    assert "2 new logs" in page
    assert "Swim" in page
    assert not SessionLog.objects.exists()
    answer = client.post("/you/data/logs/", {"text": GOOD, "add": "1"}, follow=True)
    assert answer.redirect_chain == [("/progress/", 302)]
    assert "2 logs were added" in answer.content.decode()
    assert SessionLog.objects.of(someone).count() == 2


def test_the_same_table_again_adds_nothing(client, someone):
    client.post("/you/data/logs/", {"text": GOOD, "add": "1"})
    assert "2 lines are here already" in client.post("/you/data/logs/", {"text": GOOD}).content.decode()
    client.post("/you/data/logs/", {"text": GOOD + "2026-11-23,Bike,25,talk,,\n", "add": "1"})
    assert SessionLog.objects.of(someone).count() == 3


def test_one_wrong_line_keeps_all_out_and_the_text_stays(client, someone):
    wrong = GOOD + "2026-11-31,Bike,25,talk,,\n"
    for extra in ({}, {"add": "1"}):
        answer = client.post("/you/data/logs/", {"text": wrong, **extra})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Line 4" in page
        assert "“2026-11-31” is not a day" in page
        assert "2026-11-31,Bike,25,talk" in page
    assert not SessionLog.objects.exists()


def test_a_file_is_read_like_the_text(client, someone):
    file = io.BytesIO(GOOD.encode("utf-8-sig"))
    file.name = "logs.csv"
    assert "2 new logs" in client.post("/you/data/logs/", {"table": file}).content.decode()
    bad = io.BytesIO("date,heart_minutes,note\n2026-11-20,20,é".encode("latin-1"))
    bad.name = "logs.csv"
    answer = client.post("/you/data/logs/", {"table": bad})
    assert answer.status_code == 422
    assert "CSV UTF-8" in answer.content.decode()
    assert "Choose a file" in client.post("/you/data/logs/", {}).content.decode()


def test_an_exported_table_brings_nothing_twice(client, someone):
    make_log(someone, datetime.date(2026, 11, 20), activity="Swim", pain_before=3, note="a, b")
    text = write_logs(SessionLog.objects.all())
    assert "1 line is here already" in client.post("/you/data/logs/", {"text": text}).content.decode()
