"""Making an account, logging in and out, and what a stranger can learn from it."""

import re

import pytest
from django.contrib.auth import get_user_model

from tests.builders import PASSWORD, make_user

pytestmark = pytest.mark.django_db
NEW = {"email": "ruth@example.org", "password1": PASSWORD, "is_adult": "on"}


@pytest.fixture
def mail(settings, mailoutbox):
    settings.EMAIL_URL = "submission://mail.example"
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
    settings.ACCOUNT_PREVENT_ENUMERATION = True
    return mailoutbox


@pytest.fixture
def no_mail(settings):
    settings.EMAIL_URL = ""


def log_in(client, password=PASSWORD, email="ruth@example.org"):
    return client.post("/accounts/login/", {"login": email, "password": password})


def test_sign_up_leads_to_the_first_question(client, no_mail):
    response = client.post("/accounts/signup/", NEW)
    assert (response.status_code, response["Location"]) == (302, "/start/")
    assert get_user_model().objects.get().email == "ruth@example.org"


def test_sign_up_says_for_whom_and_what_it_is_not(client):
    page = client.get("/accounts/signup/").content.decode()
    assert "18 or older" in page
    assert "no diagnosis" in page


def test_sign_up_needs_an_adult_and_keeps_the_address(client, no_mail):
    page = client.post("/accounts/signup/", {**NEW, "is_adult": ""}).content.decode()
    assert not get_user_model().objects.exists()
    assert 'value="ruth@example.org"' in page
    assert 'href="#id_is_adult"' in page
    assert "<title>Error:" in page


def test_short_password_is_refused_at_its_field(client, no_mail):
    page = client.post("/accounts/signup/", {**NEW, "password1": "short"}).content.decode()
    assert re.search(r'<input[^>]*name="password1"[^>]*aria-invalid="true"', page)
    assert PASSWORD not in page


def test_sign_up_with_mail_asks_for_the_code_it_sent(client, mail):
    assert client.post("/accounts/signup/", NEW)["Location"] == "/accounts/confirm-email/"
    assert "ruth@example.org" in client.get("/accounts/confirm-email/").content.decode()
    code = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", mail[0].body, re.MULTILINE).group(1)
    wrong = client.post("/accounts/confirm-email/", {"code": "AAAAAA"}).content.decode()
    assert "not right" in wrong
    assert client.post("/accounts/confirm-email/", {"code": code}).status_code == 302
    assert client.get("/week/").status_code != 404
    assert client.session["_auth_user_id"]


def test_a_code_that_has_run_out_is_said_and_logging_in_sends_another(client, mail, settings):
    make_user("taken@example.org")
    for address in ("taken@example.org", "ruth@example.org"):
        client.cookies.clear()
        client.post("/accounts/signup/", {**NEW, "email": address})
        settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = -1
        page = client.post("/accounts/confirm-email/", {"code": "AAAAAA"}, follow=True)
        assert page.redirect_chain == [("/accounts/login/", 302)]
        assert "That code has run out" in page.content.decode()
        del settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT
    settings.ACCOUNT_RATE_LIMITS = {"confirm_email": None}
    assert log_in(client)["Location"] == "/accounts/confirm-email/"
    assert len(mail) == 3


def test_sign_up_with_mail_does_not_tell_who_is_here(client, mail):
    make_user("taken@example.org")
    answers = []
    for address in ("taken@example.org", "fresh@example.org"):
        client.cookies.clear()
        response = client.post("/accounts/signup/", {**NEW, "email": address}, follow=True)
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode()).replace(address, "")
        answers.append((response.redirect_chain, page))
    assert answers[0] == answers[1]


def test_password_reset_does_not_tell_who_is_here(client, mail):
    make_user("taken@example.org")
    answers = [
        client.post("/accounts/password/reset/", {"email": address})
        for address in ("taken@example.org", "fresh@example.org")
    ]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, "/accounts/password/reset/done/")}


def test_password_can_be_set_from_the_link(client, mail):
    user = make_user("ruth@example.org")
    client.post("/accounts/password/reset/", {"email": "ruth@example.org"})
    link = re.search(r"https?://[^/]+(/\S+)", mail[0].body).group(1)
    form = client.get(link, follow=True)
    new = "four-loud-badgers"
    done = client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new}, follow=True)
    assert done.status_code == 200
    user.refresh_from_db()
    assert user.check_password(new)
    assert "used or is too old" in client.get(link, follow=True).content.decode()


def test_without_mail_the_reset_page_says_whom_to_ask(client, no_mail, mailoutbox):
    make_user("ruth@example.org")
    for response in (
        client.get("/accounts/password/reset/"),
        client.post("/accounts/password/reset/", {"email": "ruth@example.org"}),
    ):
        assert "Ask whoever runs it" in response.content.decode()
    assert mailoutbox == []


def test_log_in_leads_to_the_week(client):
    make_user("ruth@example.org")
    assert log_in(client)["Location"] == "/week/"


def test_log_in_leads_on_to_where_one_was_going(client):
    make_user("ruth@example.org")
    asked = client.get("/progress/")
    assert asked["Location"] == "/accounts/login/?next=/progress/"
    page = client.get(asked["Location"]).content.decode()
    assert 'name="next" value="/progress/"' in page
    data = {"login": "ruth@example.org", "password": PASSWORD, "next": "/progress/"}
    assert client.post("/accounts/login/", data)["Location"] == "/progress/"


def test_wrong_password_and_unknown_address_get_one_answer(client):
    make_user("ruth@example.org")
    for email in ("ruth@example.org", "nobody@example.org"):
        page = log_in(client, "not-this-one-no", email).content.decode()
        assert "don’t go together" in page
        assert f'value="{email}"' in page


def test_sixth_failed_try_has_to_wait(client):
    make_user("ruth@example.org")
    for _try in range(5):
        log_in(client, "not-this-one-no")
    assert "Wait five minutes" in log_in(client).content.decode()
    assert "_auth_user_id" not in client.session


def test_too_many_requests_get_our_page(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    log_in(client)
    response = log_in(client)
    assert response.status_code == 429
    assert "Too many tries" in response.content.decode()


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/signup/"])
def test_someone_logged_in_goes_to_the_week(client, address):
    client.force_login(make_user())
    assert client.get(address)["Location"] == "/week/"


def test_log_out_asks_first(client):
    client.force_login(make_user())
    assert "Log out?" in client.get("/accounts/logout/").content.decode()
    assert "_auth_user_id" in client.session
    assert client.post("/accounts/logout/")["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_password_change_needs_the_current_one(client):
    user = make_user()
    client.force_login(user)
    new = {"password1": "four-loud-badgers", "password2": "four-loud-badgers"}
    page = client.post("/accounts/password/change/", {"oldpassword": "wrong-one-here", **new}).content.decode()
    assert "not your current password" in page
    assert client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new}).status_code == 302
    user.refresh_from_db()
    assert user.check_password("four-loud-badgers")


def test_address_page_with_and_without_mail(client, settings, mail):
    client.force_login(make_user("ruth@example.org"))
    assert "Send a code" in client.get("/accounts/email/").content.decode()
    settings.EMAIL_URL = ""
    assert "can’t be checked" in client.get("/accounts/email/").content.decode()


@pytest.mark.parametrize("address", ["/accounts/password/change/", "/accounts/email/", "/accounts/reauthenticate/"])
def test_own_account_pages_need_a_log_in(client, address):
    assert client.get(address)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("address", ["/accounts/signup/", "/accounts/login/"])
def test_what_is_missing_is_said_in_our_words(client, no_mail, address):
    page = client.post(address, {}).content.decode()
    assert "Write your e-mail address." in page
    assert "Write a password." in page
    assert "This field is required" not in page
