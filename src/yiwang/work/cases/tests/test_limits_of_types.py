"""The limits of types while cases are under way: what moves their clocks, and what never does."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.records.actor import REPORTER, SYSTEM
from yiwang.foundation.records.seal import seal_pending
from yiwang.structure.organizations.queries import ids_of
from yiwang.work.cases.actions.correct_contact import correct_contact
from yiwang.work.cases.actions.follow_case import follow_case
from yiwang.work.cases.actions.load_case_types import CaseTypeRow, load_case_types
from yiwang.work.cases.actions.move_pin import Move, move_pin
from yiwang.work.cases.actions.nudge_case import nudge_case
from yiwang.work.cases.models import CaseType
from yiwang.work.cases.queries import timeline
from yiwang.work.cases.reports import Place
from yiwang.work.workflows.actions.recount_clocks import recount_clocks
from yiwang.work.workflows.models import Clock

CLERK, DISPATCHER = "clerk.90010101", "dispatcher.900101"
DAY = Limit(Decimal(1), ClockKind.WORK_DAY)


@pytest.fixture(autouse=True)
def head(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def at_work(report, act):
    """A leak with a department; the code of its reporter."""
    answer, case = report()
    act(case, "whistle", by=CLERK, kind="housing.leak", nature="joint")
    act(case, "dispatch", by=DISPATCHER, organizations=tuple(ids_of(["ZJ-9001"])))
    return answer.tracking_code, case


def stored_rows():
    """All types as they would be written in a pack."""
    return [
        CaseTypeRow(
            **{name: getattr(kind, name) for name in ("key", "name", "name_en", "hint", "hint_en")},
            limits=CaseType(limits=kind.limits).all_limits,
            evidence=tuple(kind.evidence),
            words=tuple(kind.words),
            workflow=kind.workflow.key if kind.workflow else "",
            is_confidential=kind.is_confidential,
            is_contact_needed=kind.is_contact_needed,
            is_offered=kind.is_offered,
            begun_by=kind.begun_by,
            like_radius_m=kind.like_radius_m,
            like_days=kind.like_days,
            like_types=tuple(kind.like_types),
        )
        for kind in CaseType.objects.select_related("workflow").order_by("position", "id")
    ]


def load(now, **changed):
    """The leaks of the pack changed so; how many cases moved once the reader had come by."""
    rows = [replace(row, **changed) if row.key == "housing.leak" else row for row in stored_rows()]
    load_case_types(rows, actor=SYSTEM, now=now)
    seal_pending(now)
    recount_clocks(actor=SYSTEM, now=now)
    return recount_clocks(actor=SYSTEM, now=now + timedelta(minutes=1))


def due(case):
    return Clock.objects.get(run=case.run_id, purpose="resolve", task__role="handler").due_at


def clocks():
    return list(Clock.objects.order_by("pk").values())


def test_a_shorter_limit_of_a_type_holds_for_the_cases_under_way(at_work, now, records_of):
    _code, case = at_work
    before = due(case)

    assert load(now, limits={"resolve": DAY}) == 1

    assert before - due(case) == timedelta(days=2)
    assert records_of(case)[-1] == "cases.case.recounted"
    assert "重新计算" in timeline(case.pk)[-1].sentence


def test_what_else_is_said_of_a_type_moves_nothing(at_work, now):
    before = clocks()

    assert load(now, hint="屋顶、管道", words=("漏水",)) == 0

    assert clocks() == before


def test_another_type_given_on_the_way_counts_from_the_start(report, act, now):
    _answer, case = report(kind="housing.leak")
    act(case, "whistle", by=CLERK, kind="sanitation.litter", nature="joint")
    act(case, "dispatch", by=DISPATCHER, organizations=tuple(ids_of(["ZJ-9001"])))

    assert due(case) - now == timedelta(days=1, hours=8, minutes=30)  # Tuesday, 17:30


def test_words_edits_and_moves_of_the_pin_move_no_clock(at_work, actor_of, now):
    code, case = at_work
    before, later = clocks(), now + timedelta(hours=1)

    follow_case(case.pk, actor=REPORTER, now=later)
    nudge_case(case.pk, "居民又来电了", actor=actor_of("supervisor.9001"), now=later)
    correct_contact(code, "13900001111", now=later)
    where = Move(Place(130.024, 46.051), reason="反映人补充了位置")
    move_pin(case.pk, where, actor=actor_of(DISPATCHER), now=later)

    assert clocks() == before
