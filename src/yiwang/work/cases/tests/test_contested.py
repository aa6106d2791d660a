"""The entries that departments contested in a year: who sees them, how they are counted."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Forbidden
from yiwang.structure.organizations.queries import ids_of
from yiwang.work.cases.actions.export_contested import export_contested
from yiwang.work.cases.queries.contested import contested_entries
from yiwang.work.workflows.queries import tasks_of
from yiwang.work.workflows.queries.hops import hops_of

GIVEN_BACK = {"reason": "不是供水管道", "reason_code": "not_ours"}
DISPATCHER, ARBITER = "dispatcher.900101", "supervisor.9001"


@pytest.fixture
def acted(now, actor_of):
    """`acted(case, "sw.9001", "return", …)`: on the first task where they may."""
    from yiwang.work.workflows.actions.perform import perform
    from yiwang.work.workflows.queries import possible_actions
    from yiwang.work.workflows.subjects import Inputs

    moments = iter(now + timedelta(minutes=each) for each in range(1, 100))

    def do(case, who, action, **inputs):
        at, actor = next(moments), actor_of(who)
        for task in tasks_of(case.run_id):
            keys = {each.key for each in possible_actions(task, actor.account_id, now=at)}
            if action in keys:
                perform(task.id, action, Inputs(**inputs), actor=actor, now=at)
                return
        raise AssertionError((who, action))

    return do


@pytest.fixture
def disputed(report, acted):
    """A leak given back by the water office, the cleaners, and the water office again; ruled on."""
    _answer, case = report()
    both, cleaners, water = (
        tuple(ids_of(codes))
        for codes in (
            ["ZJ-9001", "SW-9001"],
            ["CG-9001"],
            ["SW-9001"],
        )
    )
    acted(case, "clerk.90010101", "whistle", kind="housing.leak", nature="joint")
    acted(case, DISPATCHER, "dispatch", organizations=both)
    acted(case, "sw.9001", "return", entry="housing", **GIVEN_BACK)
    acted(case, DISPATCHER, "redirect", organizations=cleaners)
    acted(case, "cg.9001", "return", entry="-", **GIVEN_BACK)
    acted(case, DISPATCHER, "redirect", organizations=water)
    acted(case, "sw.9001", "return", entry="housing", **GIVEN_BACK)
    ruling = {"reason": "漏点在供水支管", "entry": "water"}
    acted(case, ARBITER, "assign_finally", organizations=water, **ruling)
    return case


def test_every_hop_of_a_case_is_kept(disputed):
    first, second, third = hops_of(disputed.run_id)

    assert [hop.returned_by for hop in (first, second, third)] == [
        "东县水务局",
        "东县城管局",
        "东县水务局",
    ]
    assert (first.decision, first.given_to, first.is_disputed) == (
        "redirect",
        ("东县城管局",),
        False,
    )
    assert (second.entry, second.against.key) == (None, "leak")
    assert (third.is_disputed, third.is_arbitrated, third.ruling.key) == (True, True, "water")
    assert (third.given_to, third.why) == (("东县水务局",), "漏点在供水支管")
    assert third.reason == "不在本单位职责内"


def test_an_entry_is_contested_when_what_it_decided_was_given_back(disputed, actor_of, now):
    [found] = contested_entries(2026, actor_of(ARBITER).account_id, now=now)

    assert (found.entry.key, len(found.returns), found.arbitrated, found.uncovered) == (
        "leak",
        3,
        1,
        1,
    )
    assert found.named_instead == [("住房归住建", 2)]
    assert found.redirected_to == [("东县水务局", 2), ("东县城管局", 1)]
    assert {each.number for each in found.returns} == {disputed.number}


def test_another_year_and_another_county_have_none(disputed, actor_of, now):
    assert contested_entries(2025, actor_of(ARBITER).account_id, now=now) == []
    assert contested_entries(2026, actor_of("supervisor.9002").account_id, now=now) == []


def test_whoever_has_no_figures_sees_no_contested_entries(disputed, actor_of, now, record_count):
    before = record_count()

    for ask in (
        lambda: contested_entries(2026, actor_of(DISPATCHER).account_id, now=now),
        lambda: export_contested(2026, actor=actor_of(DISPATCHER), now=now),
    ):
        with pytest.raises(Forbidden):
            ask()

    assert record_count() == before


def test_the_export_has_a_line_a_return_and_is_recorded(disputed, actor_of, now):
    with override("zh-hans"):
        content = export_contested(2026, actor=actor_of(ARBITER), now=now)

    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert head[:3] == ["派单依据的条目", "依据", "事项"]
    assert [row[3] for row in rows] == ["东县水务局", "东县城管局", "东县水务局"]
    assert rows[2][8:] == ["东县水务局", "2026-09-07 09:08", "供水归水务"]
    last = Record.objects.latest("id")
    assert (last.name, last.data) == ("cases.contested.exported", {"year": 2026, "returns": 3})


def test_a_confidential_case_is_left_out_of_the_export(report, acted, actor_of, now):
    _answer, case = report(kind="rights.wages", contact="13812345678")
    acted(case, "clerk.90010101", "whistle", kind="rights.wages", nature="joint")
    acted(case, DISPATCHER, "dispatch", organizations=tuple(ids_of(["CG-9001"])))
    acted(case, "cg.9001", "return", entry="-", **GIVEN_BACK)

    content = export_contested(2026, actor=actor_of(ARBITER), now=now)

    assert len(content.decode("utf-8-sig").splitlines()) == 1


def test_the_number_of_queries_does_not_grow_with_the_returns(disputed, actor_of, now):
    account_id = actor_of(ARBITER).account_id

    with CaptureQueriesContext(connection) as queries:
        contested_entries(2026, account_id, now=now)

    assert len(queries) == 6
