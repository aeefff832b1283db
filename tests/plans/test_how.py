"""The page that writes out the rules."""

import re

import pytest
from django.test import Client

from plans.rulebook import rulebook
from tests.builders import make_profile, make_user

ADDRESS = "/how-plans-are-made/"


def text_of(response):
    return re.sub(r"<[^>]+>", " ", response.content.decode())


def shown_in(response):
    return set(re.findall(r'<details class="cond" id="(\w+)"', response.content.decode()))


@pytest.fixture
def anybody(db):
    return Client()


def test_every_rule_stands_there_with_its_reason_and_what_would_change_it(anybody):
    page = anybody.get(ADDRESS).content.decode()
    rules = rulebook()
    for rule in rules.flags.values():
        assert f'id="{rule.flag}"' in page
    for rule in rules.flags.values():
        assert rule.why.replace("’", "") in page.replace("’", "").replace("&#x27;", "'")
    assert text_of(anybody.get(ADDRESS)).count("Changes when") == len(rules.flags)


def test_no_gap_in_a_sentence_is_left_open(anybody):
    assert not re.search(r"\{\w*\}|%\(", text_of(anybody.get(ADDRESS)))


def test_every_citation_leads_to_a_source_with_the_day_it_was_taken_over(anybody):
    page = anybody.get(ADDRESS).content.decode()
    cited = set(re.findall(r'href="#s(\d+)"', page))
    listed = dict(re.findall(r'<li id="s(\d+)">.*?<small>\s*. · (\d+ \w+ \d{4})\s*</small>', page, re.DOTALL))
    assert cited
    assert cited == set(listed)


def test_a_group_shows_its_rules_only(anybody):
    assert shown_in(anybody.get(ADDRESS, {"about": "life_stage"})) == {
        rule.flag for rule in rulebook().flags.values() if rule.group == "life_stage"
    }


@pytest.mark.parametrize("about", ["", "mine", "nothing", "x" * 5000, "<script>"])
def test_whatever_is_asked_a_stranger_sees_all(anybody, about):
    page = anybody.get(ADDRESS, {"about": about})
    assert page.status_code == 200
    assert shown_in(page) == set(rulebook().flags)


def test_a_person_sees_their_own_rules_first(db):
    user = make_user()
    make_profile(user, ticked=["worse_sitting", "knee_problem"])
    client = Client()
    client.force_login(user)
    page = client.get(ADDRESS).content.decode()
    shown = set(re.findall(r'<details class="cond" id="(\w+)"', page))
    assert {"worse_sitting", "knee_problem"} <= shown
    assert "pregnancy" not in shown
    assert set(
        re.findall(r'<details class="cond" id="(\w+)"', client.get(ADDRESS, {"about": "all"}).content.decode())
    ) == set(rulebook().flags)


def test_it_asks_the_database_little(db, django_assert_max_num_queries):
    user = make_user()
    make_profile(user, ticked=["worse_sitting"])
    client = Client()
    client.force_login(user)
    with django_assert_max_num_queries(8):
        client.get(ADDRESS)


def test_only_reading(anybody):
    assert anybody.post(ADDRESS).status_code == 405


def test_exceptions_and_what_is_asked_of_a_day_are_written_out(anybody):
    page = text_of(anybody.get(ADDRESS))
    assert "On a firm bed instead of the floor." in page
    assert page.count("But not") == sum(bool(rule.unless) for rule in rulebook().flags.values())
    assert "10 minutes make a day count, in goes of at most 5." in page
