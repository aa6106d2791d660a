"""Somebody is responsible for every step in every area, or the area is named."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.structure.posts.models import Appointment
from yiwang.structure.registers.rows import EntryRow
from yiwang.work.workflows.proof import prove_in_territory
from yiwang.work.workflows.proof.report import report_on
from yiwang.work.workflows.subjects import Kind
from yiwang.work.workflows.tests import staffed
from yiwang.work.workflows.tests.loops import action, loop, source
from yiwang.work.workflows.tests.parcels import fresh_parcels

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


GATED = [("steps.dispatch.actions.0.gate", "staffed_gate")]
WAY_BACK = ("steps.respond.actions.3.gate", "staffed_back")


def communities_asked():
    """The route register sends everything to the committees of villages."""
    body = staffed.body("villages", staffed.area("S"))
    body.kind = "villagers_committee"
    body.save()
    staffed.appoint("department", organization=body)
    staffed.route([EntryRow("1", "都交村委会", outcome={"functions": ["villages"]})])
    fresh_parcels().of_kinds = [Kind("snow", "清雪", {}), Kind("heat.cold", "停暖", {})]


def test_a_route_to_communities_that_the_gate_refuses_is_found_with_both_entries(land):
    communities_asked()
    refuses = {"admitted": False}
    staffed.gate("staffed_gate", [EntryRow("1", "供热不派社区", kind="heat", outcome=refuses)])

    findings = [(rule, path, sentence) for rule, path, sentence in found(GATED)]

    assert findings == [
        (
            "route_admitted",
            (*TO_DISPATCH, "dispatch", "respond"),
            f"“staffed_route” sends “{kind}” to communities by “都交村委会”, and “staffed_gate” "
            f"refuses it to them: {why}.",
        )
        for kind, why in [("清雪", "it has no entry for it"), ("停暖", "供热不派社区")]
    ]


def test_what_some_entry_might_admit_is_not_refused_by_the_proof(land):
    communities_asked()
    staffed.gate(
        "staffed_gate",
        [
            EntryRow("1", "临时停暖可以", kind="heat", words=("临时",)),
            EntryRow("2", "供热不派社区", kind="heat", outcome={"admitted": False}),
            EntryRow("3", "清雪", kind="snow"),
        ],
    )

    assert found(GATED) == []


def test_a_route_to_departments_needs_no_admission(land):
    fresh_parcels().of_kinds = [Kind("snow", "清雪", {})]
    staffed.gate("staffed_gate", [EntryRow("1", "都不派", outcome={"admitted": False})])

    assert found(GATED) == []


def test_two_gates_that_never_admit_the_same_are_found(land):
    fresh_parcels().of_kinds = [Kind("snow", "清雪", {})]
    staffed.gate("staffed_gate", [EntryRow("1", "清雪可以", kind="snow")])
    staffed.gate("staffed_back", [EntryRow("1", "都不派", outcome={"admitted": False})])

    ((rule, path, sentence),) = found([*GATED, WAY_BACK])

    assert (rule, path) == ("gates_agree", (*TO_RESPOND, "redirect", "respond"))
    assert sentence == (
        "“staffed_gate” admits “清雪” to communities by “清雪可以”, and “staffed_back” refuses it "
        "to them in the same step: 都不派."
    )


def test_several_functions_of_one_entry_are_all_asked_for(land):
    staffed.route([EntryRow("1", "水", outcome={"functions": ["streets", "pipes"]})])

    assert [rule for rule, _, _ in found()] == ["route_served"]


SIGNED_BEFORE = [
    # to sign, to handle, whether the signature can be due later
    ((2, "work_hour"), (3, "work_hour"), False),
    ((4, "work_hour"), (3, "work_hour"), True),
    ((25, "urgent_hour"), (1, "calendar_day"), True),
    ((24, "urgent_hour"), (1, "calendar_day"), False),
    ((2, "work_hour"), (1, "work_day"), False),
    ((2, "work_hour"), (2, "calendar_day"), True),  # over a weekend
    ((2, "work_hour"), (4, "calendar_day"), False),
    ((1, "work_day"), (3, "work_hour"), True),
]


@pytest.mark.parametrize(("signing", "handling", "is_found"), SIGNED_BEFORE)
def test_a_signature_that_could_be_due_after_the_work_is_found(land, signing, handling, is_found):
    limits = {"acknowledge": signing, "resolve": handling}
    changes = [
        (f"steps.respond.{purpose}", {"value": value, "clock": clock})
        for purpose, (value, clock) in limits.items()
    ]

    rules = [(rule, path) for rule, path, _ in found(changes)]

    assert rules == ([("signed_before_due", TO_RESPOND)] if is_found else [])


def test_a_type_whose_own_limit_is_shorter_than_the_time_to_sign_is_named(land):
    urgent = {"resolve": Limit(Decimal(1), ClockKind.URGENT_HOUR)}
    parcels = fresh_parcels()
    parcels.of_kinds = [Kind("leak", "漏水", urgent), Kind("noise", "噪声", {})]
    handled = {"value": 3, "clock": "work_day", "of_kind": True}

    ((rule, _, sentence),) = found([("steps.respond.resolve", handled)])

    assert rule == "signed_before_due"
    assert "漏水" in sentence
    assert "噪声" not in sentence
    parcels.of_kinds[0] = Kind("leak", "漏水", {**urgent, "acknowledge": urgent["resolve"]})
    own = {"value": 2, "clock": "work_hour", "of_kind": True}
    assert found([("steps.respond.resolve", handled), ("steps.respond.acknowledge", own)]) == []


def test_one_statement_is_enough_for_each_type_of_post(land):
    more = [(f"steps.answer.actions.{n}", action("answer", "rate", key=f"a{n}")) for n in (1, 2)]
    definition = loop([*staffed.HERE, *more])

    with CaptureQueriesContext(connection) as queries:
        prove_in_territory(definition, staffed.TODAY)

    asked = [query for query in queries.captured_queries if "posts_appointment" in query["sql"]]
    assert len(asked) == 5  # clerk, dispatcher, verifier, supervisor; whoever the route decides for


def test_the_report_tells_the_worst_time_of_each_type(land):
    long = {"resolve": Limit(Decimal(9), ClockKind.WORK_DAY)}
    parcels = fresh_parcels()
    parcels.of_kinds = [Kind("a", "甲", {}), Kind("b", "乙", long), Kind("c", "丙", {})]
    limited = [
        (f"steps.{step}.resolve", {"value": 1, "clock": "work_day", "of_kind": step == "respond"})
        for step in ("collect", "dispatch", "respond", "verify", "answer")
    ]
    bounded = ("steps.respond.actions.1.times", 1)

    with override("en"):
        text = source([*staffed.HERE, *limited, bounded])
        report = report_on(text, "loop.toml", territory_at=staffed.NOW)

    assert report.is_proved
    told = [line for line in report.lines if "at the longest" in line]
    assert [line.partition(" (")[0] for line in told] == [
        "loop.toml: 甲, 丙: answered after 5 working days at the longest",
        "loop.toml: 乙: answered after 13 working days at the longest",
    ]
    granted = "with all that may be granted and returned: after 5 working days and 2 working hours"
    assert any(granted in line for line in report.lines)


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
