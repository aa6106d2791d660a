"""Raising a case and following it, as a program does."""

import pytest

from yiwang.foundation.records.models import Record
from yiwang.interfaces.rest.tests.conftest import REPORT
from yiwang.work.cases.models import Case


def test_a_case_is_taken_and_can_be_followed_by_its_code(post, client):
    taken = post("/api/v1/cases", REPORT)

    shown = client.get(f"/api/v1/cases/{taken.json()['tracking_code']}")
    case = Case.objects.get(number=taken.json()["number"])
    assert (taken.status_code, shown.status_code) == (201, 200)
    assert case.area.code == "9001010101"
    assert shown.json()["state"] == "open"
    assert [stage["key"] for stage in shown.json()["stages"]][:2] == ["collect", "whistle"]
    assert shown.json()["answering"][0]["due_at"]
    assert "text" not in shown.json()


def test_an_area_can_stand_for_a_point(post):
    taken = post("/api/v1/cases", {"text": "路灯不亮", "area": "90010102"})

    assert Case.objects.get(number=taken.json()["number"]).area.code == "90010102"


def test_a_point_in_gcj02_is_normalised_and_kept_as_given(post):
    place = {"lng": 130.1002, "lat": 46.05, "datum": "gcj02"}

    taken = post("/api/v1/cases", {"text": "路灯不亮", "place": place})

    case = Case.objects.get(number=taken.json()["number"])
    assert (case.given_lng, case.given_datum) == (130.1002, "gcj02")
    assert case.lng < 130.1002 - 0.003
    assert case.area.code == "9001010102"  # the wrong datum would have said the next town


def test_a_repeated_request_makes_one_case(post):
    first = post("/api/v1/cases", REPORT, key="k-1")
    again = post("/api/v1/cases", REPORT, key="k-1")
    other = post("/api/v1/cases", {**REPORT, "text": "另一件事"}, key="k-1")

    assert first.json() == again.json()
    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 422)
    assert Case.objects.count() == 1
    assert Record.objects.filter(name="cases.case.reported").count() == 1


@pytest.mark.parametrize(
    ("change", "field", "remedy"),
    [
        ({"text": "字" * 100_000}, "text", "Shorten it by 95000"),
        ({"text": " "}, "text", "Say in a few words"),
        ({"type": "no.such"}, "type", "Choose one from the list"),
        ({"place": {"lng": 500, "lat": 46}}, "place", "Longitude comes first"),
        ({"place": {"lng": 130, "lat": 46, "datum": "mars"}}, "place", "gcj02"),
        ({"place": {"lng": "east", "lat": 46}}, "place.lng", "Give a number"),
        ({"place": None}, "place", "choose an area"),
        ({"area": "nowhere", "place": None}, "area", ""),
        ({"contact": "call me"}, "contact", "leave it empty"),
        ({"type": "rights.wages"}, "contact", "sealed for this case alone"),
        ({"colour": "red"}, "colour", "leave it out"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_remedy(post, change, field, remedy):
    answer = post("/api/v1/cases", {**REPORT, **change})

    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert remedy in answer.json()["errors"][0]["detail"]
    assert not Case.objects.exists()
    assert not Record.objects.filter(subject="cases.case").exists()


def test_every_fault_is_named_at_once(post):
    answer = post("/api/v1/cases", {"text": "", "type": "no.such", "contact": "x"})

    fields = {error["field"] for error in answer.json()["errors"]}
    assert fields == {"text", "type", "contact", "place"}


def test_a_place_outside_the_territory_goes_to_the_duty_queue(post):
    taken = post("/api/v1/cases", {**REPORT, "place": {"lng": 120.0, "lat": 30.0}})

    case = Case.objects.get(number=taken.json()["number"])
    assert (taken.status_code, case.area) == (201, None)


def test_a_body_that_is_no_json_or_too_large_is_a_problem_document(client, db):
    broken = client.post("/api/v1/cases", "{", content_type="application/json")
    large = client.post("/api/v1/cases", "x" * 5_000_000, content_type="application/json")

    assert (broken.status_code, large.status_code) == (400, 413)
    assert broken["Content-Type"] == large["Content-Type"] == "application/problem+json"


def test_an_unknown_code_is_not_found_and_guessing_is_paused(client, db):
    answers = [client.get("/api/v1/cases/000-000-000").status_code for _ in range(31)]

    assert answers == [404] * 30 + [429]


def test_problems_speak_chinese_first(post):
    answer = post("/api/v1/cases", {**REPORT, "text": ""}, language="zh-hans")

    assert "发生了什么" in answer.json()["errors"][0]["detail"]
