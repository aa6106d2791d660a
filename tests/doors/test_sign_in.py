"""Signing in: a new session, a limit on trying, a second factor within reach."""

import pytest
from django.test import Client

from tests.doors.stage import CLERK, client_of

PASSWORD = "yiwang-demo"


def sign_in(client: Client, password: str = PASSWORD, username: str = CLERK, **headers: str):
    return client.post(
        "/accounts/login/", {"login": username, "password": password}, headers=headers
    )


def test_the_session_changes_when_somebody_signs_in_and_ends_when_they_sign_out(db):
    client = Client()
    client.post("/report", {"text": "路灯不亮"})
    before = client.cookies["sessionid"].value

    answer = sign_in(client)
    during = client.cookies["sessionid"].value
    client.post("/accounts/logout/")

    assert answer["Location"] == "/start"
    assert before != during
    thief = Client()
    for stolen in (before, during):
        thief.cookies["sessionid"] = stolen
        assert thief.get("/desk/")["Location"].startswith("/accounts/login/")


def test_wrong_password_and_unknown_account_are_told_apart_by_nothing(db):
    known = sign_in(Client(), "wrong").content.decode()
    unknown = sign_in(Client(), "wrong", username="nobody.here").content.decode()

    def said(page: str) -> str:
        return page[page.index('role="alert"') :].partition("</")[0]

    assert said(known) == said(unknown)


def test_trying_passwords_is_stopped_with_a_sentence_even_for_the_right_one(db):
    """Five misses for one account within five minutes, wherever they come from."""
    for number in range(5):
        sign_in(Client(REMOTE_ADDR=f"10.0.0.{number}"), "wrong")

    client = Client(REMOTE_ADDR="10.0.0.9")
    answer = sign_in(client)

    assert answer.status_code == 200
    assert "sessionid" not in client.cookies
    assert "登录失败次数过多" in answer.content.decode()


def test_trying_many_accounts_from_one_address_is_stopped_too(db):
    """Thirty misses; a forged `X-Forwarded-For` does not make another address of it."""
    for number in range(30):
        sign_in(Client(), "wrong", username=f"u{number}", **{"X-Forwarded-For": f"10.1.1.{number}"})

    client = Client()
    answer = sign_in(client)

    assert "sessionid" not in client.cookies
    assert "登录失败次数过多" in answer.content.decode()


def test_nobody_can_make_an_account(db):
    page = Client().get("/accounts/signup/")
    sent = Client().post(
        "/accounts/signup/",
        {"username": "me", "password1": "correct horse", "password2": "correct horse"},
    )

    assert 'name="password1"' not in page.content.decode()
    assert not sent.wsgi_request.user.is_authenticated
    assert "sessionid" not in sent.cookies


@pytest.mark.parametrize("address", ["/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/"])
def test_a_second_factor_is_within_reach_after_the_password_again(db, address):
    client = Client()
    sign_in(client)

    asked = client.get(address)
    page = client.post(asked["Location"], {"password": PASSWORD}, follow=True)

    assert asked["Location"].startswith("/accounts/reauthenticate/")
    assert (page.status_code, page.request["PATH_INFO"]) == (200, address)


def test_the_page_of_the_account_leads_to_them(db):
    page = client_of(CLERK).get("/accounts/2fa/").content.decode()

    assert "/accounts/2fa/totp/activate/" in page
    assert "/accounts/2fa/webauthn/" in page
