"""What every answer carries, and what no page holds: inline scripts, other hosts, loose cookies."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

from tests.doors.doors import DOORS, Door
from tests.doors.knocking import knock
from tests.doors.stage import CLERK, Stage, Stood, client_for, set_stage

HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=()",
}
NEVER_IN_A_POLICY = ("unsafe-eval", "http:", "https:", " *", "script-src 'self' 'unsafe-inline'")


@pytest.fixture
def stage(db) -> Stage:
    return set_stage()


def everywhere(stage: Stage, role: str):
    """Every door as this role, on a case it may open where there is one; (address, answer)."""
    client = client_for(role, stage)
    for doors in DOORS.values():
        for door in doors:
            stood = stage.cases[door.per[0]] if door.per else Stood()
            knocking = client_for(role, stage) if "logout" in door.address else client
            yield f"{door.method} {door.address}", knock(knocking, door, stood)


@pytest.mark.parametrize("role", ["reporter", "clerk"])
def test_every_answer_carries_the_headers(stage, role):
    lacking = [
        (address, name)
        for address, answer in everywhere(stage, role)
        for name, value in HEADERS.items()
        if answer.headers.get(name) != value
    ]

    assert lacking == []


@pytest.mark.parametrize("role", ["reporter", "clerk"])
def test_every_answer_has_the_policy_that_lets_in_our_own_host_only(stage, role):
    policies = {answer.headers["Content-Security-Policy"] for _, answer in everywhere(stage, role)}

    (policy,) = policies
    assert policy.startswith("default-src 'self'; ")
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert [word for word in NEVER_IN_A_POLICY if word in policy] == []


@pytest.mark.parametrize("role", ["reporter", "clerk"])
def test_no_page_holds_an_inline_script_or_loads_from_elsewhere(stage, role):
    inline = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>")
    handler = re.compile(r"<[^>]+\son[a-z]+=", re.IGNORECASE)
    elsewhere = re.compile(r"(?:src|srcset|action|data|poster)=\"(?:https?:)?//", re.IGNORECASE)
    styles = re.compile(r"<link[^>]+href=\"(?:https?:)?//|@import|url\((?:https?:)?//")
    found = []
    for address, answer in everywhere(stage, role):
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        page = answer.content.decode()
        for what in (inline, handler, elsewhere, styles):
            found += [(address, match.group()) for match in what.finditer(page)]
        found += [(address, "javascript:")] * ("javascript:" in page)

    assert found == []


def test_pages_of_staff_and_codes_are_kept_in_no_cache(stage):
    private = ("/desk/", "/work/", "/c/", "/report", "/receipt", "/accounts/login")
    kept = [
        address
        for address, answer in everywhere(stage, "clerk")
        if address.partition(" ")[2].startswith(private)
        and answer.status_code == 200
        and "geojson?in=" not in address
        and "no-store" not in answer.headers.get("Cache-Control", "")
    ]

    assert kept == []


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(db):
    client = Client()
    client.get("/report")
    client.post("/report", {"text": "路灯不亮"})
    client.post("/view", {"view": "elder"})
    client.post("/i18n/setlang/", {"language": "en"})

    assert set(client.cookies) == {"csrftoken", "sessionid", "view", "django_language"}
    for name, cookie in client.cookies.items():
        assert (name, cookie["httponly"], cookie["samesite"]) == (name, True, "Lax")


def test_cookies_are_for_https_alone_behind_a_proxy():
    """Settings are read when a process starts: in one of its own."""
    asked = (
        "from django.conf import settings as s; print(s.SESSION_COOKIE_SECURE,"
        " s.CSRF_COOKIE_SECURE, s.LANGUAGE_COOKIE_SECURE, s.ALLAUTH_TRUSTED_PROXY_COUNT)"
    )

    said = subprocess.run(
        [sys.executable, "-c", asked],
        env=os.environ | {"YIWANG_BEHIND_PROXY": "1"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.split() == ["True", "True", "True", "1"]


def test_nobody_who_only_reads_gets_a_session(db):
    client = Client()

    for address in ("/", "/figures", "/follow", "/about/does-not", "/about/complaint"):
        client.get(address)

    assert "sessionid" not in client.cookies


@pytest.mark.parametrize(
    "address", ["/nowhere", "/desk/nowhere", "/c/", "/.env", "/admin/", "/static/../settings.py"]
)
def test_an_address_that_is_not_there_is_said_in_a_sentence(db, address):
    answer = Client(raise_request_exception=False).get(address)

    assert answer.status_code == 404
    assert "没有这个页面" in answer.content.decode()


def test_debugging_is_off_unless_asked_for():
    assert settings.DEBUG is False


OTHER_HOSTS = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "https://testserver@evil.example/",
    "\thttps://evil.example",
]


@pytest.mark.parametrize("wanted", OTHER_HOSTS)
def test_no_door_leads_to_another_host(stage, wanted):
    """Every place that takes `next`: the switches, signing in and out, the panel, acts."""
    stood = stage.cases["new"]
    act = DOORS["desk_act"][1]
    anonymous, clerk = Client(), client_for("clerk", stage)
    signing_in = {"login": CLERK, "password": "yiwang-demo", "next": wanted}
    answers = [
        anonymous.post("/view", {"view": "elder", "next": wanted}),
        anonymous.post("/i18n/setlang/", {"language": "en", "next": wanted}),
        anonymous.post("/accounts/login/", signing_in),
        clerk.get("/accounts/login/", {"next": wanted}),
        knock(clerk, Door(act.address, "POST", {**act.sends, "next": wanted}), stood),
        clerk.get(f"/desk/cases/{stood.case}/panel", {"next": wanted}),
        clerk.post("/accounts/logout/", {"next": wanted}),
    ]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 302, 302, 200, 302]
    assert [a["Location"] for a in answers if "evil" in a.headers.get("Location", "")] == []
    panel = answers[5].content.decode()
    assert 'name="next" value="' not in panel or "evil" not in panel
