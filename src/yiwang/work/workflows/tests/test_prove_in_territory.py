"""Somebody is responsible for every step in every area, or the area is named."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from yiwang.structure.posts.models import Appointment
from yiwang.structure.registers.rows import EntryRow
from yiwang.work.workflows.proof import prove_in_territory
from yiwang.work.workflows.proof.report import report_on
from yiwang.work.workflows.tests import staffed
from yiwang.work.workflows.tests.loops import action, loop, source

TO_DISPATCH = ("collect", "whistle", "dispatch")
TO_RESPOND = (*TO_DISPATCH, "dispatch", "respond")


@pytest.fixture
def land(db):
    staffed.make_staffed()


def found(changes=()):
    """(rule, path, sentence) of everything found."""
    with override("en"):
        findings = prove_in_territory(loop([*staffed.HERE, *changes]), staffed.TODAY)
        return [(finding.rule, finding.path, str(finding)) for finding in findings]


def test_a_staffed_territory_is_proved(land):
    assert found() == []


def test_a_post_without_anybody_in_one_area_is_named_with_the_area(land):
    staffed.leave("clerk", "SB")

    assert found() == [
        (
            "somebody_responsible",
            path,
            f"Nobody holds a post “clerk” for “{path[-1]}” in 1 of 2 areas: 西镇.",
        )
        for path in [("collect",), ("collect", "settle", "verify", "pass_check", "answer")]
    ]


def test_a_missing_coordinator_is_found_beside_the_step_of_the_same_post(land):
    staffed.leave("dispatcher", "S")

    assert [(rule, path) for rule, path, _ in found()] == [
        ("somebody_responsible", TO_DISPATCH),
        ("somebody_responsible", TO_RESPOND),
    ]


def test_nobody_to_escalate_to_is_found(land):
    staffed.leave("supervisor", "S")

    assert [(rule, path) for rule, path, _ in found()] == [
        ("escalation_exists", ("collect",)),
        ("escalation_reaches", ("collect",)),
    ]


def test_one_rung_that_is_held_is_enough_to_escalate(land):
    staffed.leave("clerk", "SB")

    rules = {rule for rule, _, _ in found([("steps.collect.escalate", ["clerk", "supervisor"])])}
    assert rules == {"somebody_responsible"}


def test_an_unknown_calendar_is_found(land):
    ((rule, _, sentence),) = found([("calendar", "lunar")])

    assert (rule, sentence) == (
        "calendar_exists",
        "There is no calendar “lunar” to count the limits by.",
    )


@pytest.mark.parametrize(
    ("place", "value", "path"),
    [
        ("steps.collect.triage", "nowhere", ("collect",)),
        ("steps.dispatch.route", "nowhere", TO_DISPATCH),
        ("steps.dispatch.actions.0.gate", "nowhere", TO_DISPATCH),
    ],
)
def test_a_register_that_is_not_in_force_is_found(land, place, value, path):
    assert found([(place, value)]) == [
        (
            "register_exists",
            path,
            f"“{path[-1]}” rests on the register “nowhere”, and none is in force.",
        )
    ]


def test_a_function_that_nobody_has_in_an_area_is_found(land):
    staffed.appoint("department", organization=staffed.body("pipes", staffed.area("SA")))
    staffed.route([EntryRow("1", "水", outcome={"function": "pipes"})])

    assert found() == [
        (
            "route_served",
            TO_DISPATCH,
            "“staffed_route” sends to “pipes”; no such body serves 西镇 (1 in all).",
        )
    ]


def test_an_entry_for_one_area_is_asked_there_only(land):
    staffed.appoint("department", organization=staffed.body("pipes", staffed.area("SA")))
    east = staffed.area("SA").pk

    staffed.route([EntryRow("1", "水", area_id=east, outcome={"function": "pipes"})])

    assert found() == []


def test_a_body_where_nobody_signs_is_found(land):
    staffed.body("pipes", staffed.area("S"))
    staffed.route([EntryRow("1", "水", outcome={"organization": "staffed-pipes"})])

    assert found() == [
        (
            "route_staffed",
            TO_RESPOND,
            "“staffed_route” sends to bodies without anybody at a post “department”: "
            "pipes局 (1 in all).",
        )
    ]


def test_a_body_that_does_not_exist_is_found(land):
    staffed.route([EntryRow("1", "水", outcome={"organization": "nobody"})])

    assert [(rule, path) for rule, path, _ in found()] == [("route_known", TO_DISPATCH)]


def test_one_statement_is_enough_for_each_type_of_post(land):
    more = [(f"steps.answer.actions.{n}", action("answer", "rate", key=f"a{n}")) for n in (1, 2)]
    definition = loop([*staffed.HERE, *more])

    with CaptureQueriesContext(connection) as queries:
        prove_in_territory(definition, staffed.TODAY)

    asked = [query for query in queries.captured_queries if "posts_appointment" in query["sql"]]
    assert len(asked) == 5  # clerk, dispatcher, verifier, supervisor; whoever the route decides for


def test_nobody_at_all_leaves_every_area_without(land):
    Appointment.objects.all().delete()

    counted = [sentence for rule, _, sentence in found() if rule == "somebody_responsible"]
    assert len(counted) == 5
    assert all("in 2 of 2 areas: 东镇, 西镇." in sentence for sentence in counted)


def test_the_report_says_what_is_missing_and_what_is_not_announced_yet(land):
    staffed.leave("clerk", "SB")
    new_year = datetime(2027, 1, 4, 9, 0, tzinfo=staffed.NOW.tzinfo)

    with override("en"):
        report = report_on(source(staffed.HERE), "loop.toml", territory_at=new_year)

    assert not report.is_proved
    assert any("“日历”" in line for line in report.lines if "second look" in line)
    assert [line for line in report.lines if "somebody_responsible" in line] == [
        f"loop.toml:8: Nobody holds a post “clerk” for “{step}” in 1 of 2 areas: 西镇. "
        "[somebody_responsible]"
        for step in ("collect", "answer")
    ]
