"""Whatever is typed or sent, no page breaks: each form answers with a page or a "not here"."""

import pytest
from django.urls import reverse

from plans.models import ExerciseSession
from tests.builders import make_plan, make_profile, make_user

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/week/9999-W52/", "/week/0001-W01/", "/week/0000-W01/", "/week/2026-W60/", "/week/2026-W53/",
    "/sessions/99999999999999999999/", "/sessions/0/", "/logs/99999999999999999999/", "/progress/?page=abc",
    "/progress/?page=-1", "/progress/?page=99999999999", "/exercises/?q=%00", "/exercises/?page=%00",
    "/exercises/?kind=%00&level=x&where=%F0", "/exercises/no-such/", "/start/week/?from=https://evil.example",
]  # fmt: skip
ODD = [
    "", "\x00", "x" * 10_000, "💥", "<script>", "-1", "1e9", "99999999999999999999", "None", "[]", "{}", "٣", "²",
    "2026-02-30", "0001-01-01", "9999-12-31", "' OR 1=1--",
]  # fmt: skip
# Sent one field at a time as well: what parsers, databases and limits stumble over.
ODD_ALONE = ("", "\x00", "x" * 10_000, "-1", "99999999999999999999", "2026-02-30")
FORMS = {
    "plans:log-new": (
        "client_key day date minutes heart_minutes total_minutes talk_test pain_before pain_after note what own_words"
    ),
    "plans:start-safety": "signs examined birth_year time_zone country not_so",
    "plans:start-back": (
        "worse better diagnosis limits health surgery life work now pain_areas pain_nrs since lying joints "
        "surgery_where bp_controlled pregnancy_weeks firm_bed pain_notes not_so leave"
    ),
    "plans:start-notes": "add flag remove confirm no is_so not_so leave",
    "plans:start-week": "fitness_level days_per_week weekdays routine_minutes equipment display_name access leave",
    "plans:clearance": "flag undo cleared_on cleared_by said answer",
    "plans:you": "lift hold use_now",
    "plans:calendar": "calendar calendar-time calendar-shows_details",
    "plans:reminders": "is_on days time when_where if_not",
    "plans:data-logs": "text add",
    "plans:data-import": "archive",
    "account_delete": "password",
    "theme": "theme text movement next",
    "account_change_password": "oldpassword password1 password2",
    "session-log": "client_key date heart_minutes total_minutes talk_test done pain_before effort_cr10 note",
    "session-move": "date",
}


@pytest.fixture
def signed_in(client):
    user = make_user()
    make_profile(user)
    make_plan(user)
    client.force_login(user)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_odd_address_breaks_nothing(signed_in, address):
    assert signed_in.get(address).status_code in (200, 302, 404)


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: ascii(odd[:20]))
def test_an_odd_answer_breaks_nothing(signed_in, odd):
    session = ExerciseSession.objects.order_by("date").last()
    for name, fields in FORMS.items():
        url = reverse(f"plans:{name}", args=[session.pk]) if name.startswith("session-") else reverse(name)
        fields = fields.split()
        alone = [{field: odd} for field in fields] if odd in ODD_ALONE else []
        for sent in (dict.fromkeys(fields, odd), *alone):
            assert signed_in.post(url, sent).status_code < 500, (name, sent)


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: ascii(odd[:20]))
def test_an_odd_visitor_breaks_nothing(client, odd):
    client.raise_request_exception = False
    for name in ("account_signup", "account_login", "account_reset_password"):
        sent = {"email": odd, "password1": odd, "login": odd, "password": odd, "next": odd}
        assert client.post(reverse(name), sent).status_code < 500


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "evil"])
def test_colours_never_lead_away(client, target):
    assert client.post(reverse("theme"), {"theme": "dark", "next": target}).url == reverse("home")
