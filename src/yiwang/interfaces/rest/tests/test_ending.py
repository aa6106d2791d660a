"""How a case ended, as a program with its reporter's code reads it."""

from datetime import datetime

from django.utils import timezone

from yiwang.foundation.records.actor import REPORTER
from yiwang.work.cases.actions.follow_case import follow_case
from yiwang.work.cases.models import Case


def shown(client, code):
    return client.get(f"/api/v1/cases/{code}", headers={"Accept-Language": "en"}).json()


def test_the_reporter_reads_who_checked_it_its_rating_and_until_when_to_come_back(client, answered):
    assert shown(client, answered)["ending"] is None  # it waits for the rating
    client.post(f"/c/{answered}/act", {"do": "rate", "grade": "5"})

    ending = shown(client, answered)["ending"]

    assert (ending["outcome"], ending["grade"], ending["rated_by"]) == ("solved", 5, "web")
    assert "erifier" in ending["checked"]["by"]
    assert ending["checked"]["at"] < ending["at"]
    assert datetime.fromisoformat(ending["come_back_until"]) > timezone.now()
    assert ending["call_back"] is None


def test_a_follower_is_not_told_how_the_reporter_rated_it(client, answered):
    code = follow_case(Case.objects.get().pk, actor=REPORTER, now=timezone.now())

    client.post(f"/c/{answered}/act", {"do": "rate", "grade": "5"})

    followed = shown(client, code)
    assert (followed["state"], followed["ending"]) == ("closed", None)


def test_openapi_says_what_an_ending_holds(client, db):
    described = client.get("/api/v1/openapi.json").json()["components"]["schemas"]

    assert set(described["EndingShown"]["properties"]) == {
        "outcome",
        "at",
        "checked",
        "shown_by",
        "grade",
        "rated_by",
        "call_back",
        "come_back_until",
    }
    assert "ending" in described["CaseShown"]["required"]
