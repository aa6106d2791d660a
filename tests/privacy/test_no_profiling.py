"""No profiling: rule 7."""

import base64
import hashlib
import json
import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client, override_settings

from tests.doors.stage import CLERK, client_of, token_for
from tests.privacy.database import added, everything, text_of_everything
from tests.privacy.residents import PHONE, case_of, report
from yiwang.work.cases.models import Case

pytestmark = pytest.mark.django_db
# Three cases alike in nothing but what is looked for: kind, words, place and day differ.
FIRST = {"text": "垃圾没人清运", "lng": "130.025", "lat": "46.05", "kind": "sanitation.litter"}
SECOND = {"text": "停水两天", "lng": "130.125", "lat": "46.15", "kind": "water.outage"}
THIRD = {"text": "屋顶破损", "lng": "130.225", "lat": "46.05", "kind": "housing.leak"}
# Limits end on whole seconds: two reports of one second share them, whoever sent them.
MOMENT = re.compile(r'"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00"')
PLACES = [{**one, "place_text": f"{n}号院"} for n, one in enumerate((FIRST, SECOND, THIRD))]


def traces(contact: str, which: dict) -> dict:
    """What raising this case leaves in the database."""
    before = everything()
    report(**{**which, "contact": contact})
    return added(before, everything())


@pytest.mark.parametrize("contact", [PHONE, "0454-8512345", "wang@example.com"])
def test_two_cases_of_one_contact_share_no_value_that_others_do_not(contact):
    """7: every column of every table, compared with a case of somebody else."""
    one, other = traces(contact, PLACES[0]), traces(contact, PLACES[1])
    control = traces("13900005678", PLACES[2])

    linked = {
        column: {
            value
            for value in (one[column] & other.get(column, set())) - control.get(column, set())
            if not MOMENT.fullmatch(value)
        }
        for column in one
    }
    assert {column: values for column, values in linked.items() if values} == {}


def test_the_comparison_would_see_a_link():
    """The test above can fail: the same words in two cases are seen."""
    same = {"text": "同样的话，一字不差"}
    one, other = traces(PHONE, PLACES[0] | same), traces(PHONE, PLACES[1] | same)

    assert one["cases_case", "text"] & other["cases_case", "text"]


def test_the_contact_is_nowhere_in_the_database_in_any_guise():
    """7, 10: not in the clear, not reversed, not encoded, not under a plain digest."""
    client = Client()
    report(client, contact="138 1234 1234")
    client.post("/report", {"text": "还没发出去", "contact": PHONE})
    client.post("/report/place", {"lng": "130.025", "lat": "46.05"})
    client.post("/report/check", {"contact": PHONE, "mask": "1"})  # waits in the draft

    held = text_of_everything()

    guises = [PHONE, PHONE[::-1], "138 1234 1234", "138****1234", PHONE.encode().hex()]
    guises += [base64.b64encode(PHONE.encode()).decode().rstrip("=")]
    guises += [getattr(hashlib, kind)(PHONE.encode()).hexdigest() for kind in ("md5", "sha1")]
    guises += [hashlib.sha256(PHONE.encode()).hexdigest()]
    assert [guise for guise in guises if guise.lower() in held.lower()] == []


def test_one_browser_that_raises_and_opens_two_cases_leaves_no_list_of_them():
    """7: a session in the database tells nothing without the master key."""
    client = Client()
    codes = [report(client, **one) for one in PLACES[:2]]
    for code in codes:
        client.get(f"/c/{code}")

    sessions = [session.get_decoded() for session in Session.objects.all()]
    cases = [case_of(code) for code in codes]

    assert len(sessions) == 1
    assert all(isinstance(value, str) for value in sessions[0].values())
    told = json.dumps(sessions)
    assert [case.number for case in cases if case.number in told] == []
    with override_settings(MASTER_KEY="00" * 32):
        page = client.get(f"/photos/{'0' * 8}-0000-4000-8000-{'0' * 12}")
        assert (page.status_code, client.get("/receipt").status_code) == (404, 302)


SOUGHT = [PHONE, "138 1234 1234", "13812341", "１３８１２３４１２３４", "8512345", "0454-8512345"]


@pytest.mark.parametrize("sought", SOUGHT)
def test_no_search_finds_cases_by_a_number_that_was_written_in_them(sought):
    """7: words, number, kind, place: no field of the ledger takes a person."""
    for one in PLACES[:2]:
        report(**{**one, "text": f"{one['text']}，请打{PHONE}或0454-8512345"})
    client = client_of("supervisor.90")

    for field in ("text", "number", "kind", "area", "channel"):
        page = client.get("/desk/ledger", {field: sought})
        assert page.context["listed"].rows == []


def test_no_door_takes_a_contact_to_look_up():
    """7: an unknown parameter changes nothing of what any list answers."""
    for one in PLACES[:2]:
        report(**one)
    client = client_of("supervisor.90")
    headers = {"Authorization": f"Bearer {token_for(CLERK)}"}

    for name in ("phone", "contact", "mobile", "reporter", "q"):
        listed = client.get("/desk/ledger", {name: PHONE}).context["listed"].rows
        tasks = client.get("/api/v1/tasks", {name: PHONE}, headers=headers).json()
        assert (len(listed), len(tasks)) == (2, 1)


def test_likeness_goes_by_place_and_kind_never_by_who():
    """7: the same telephone elsewhere is not like; another one nearby is."""
    report(**PLACES[0])
    same_person, neighbour = Client(), Client()
    same_person.post("/report", {"text": "又是垃圾", "kind": "sanitation.litter"})
    same_person.post("/report/place", {"lng": "130.225", "lat": "46.15"})
    neighbour.post("/report", {"text": "这里也有垃圾", "kind": "sanitation.litter"})
    neighbour.post("/report/place", {"lng": "130.0251", "lat": "46.0501"})

    assert same_person.get("/report/check").context["like"] == []
    like = neighbour.get("/report/check").context["like"]
    assert [one.case_id for one in like] == [Case.objects.get().pk]
