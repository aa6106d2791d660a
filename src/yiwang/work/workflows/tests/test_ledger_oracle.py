"""Whole histories of the ledger against a clock that walks minute by minute: tasks that took over
from one another, pauses of task and run, more time, limits of other kinds, other working days; over
every announced year with its holidays, make-up working days and some half days.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yiwang.foundation.clocks.actions.load_calendar import load_calendar
from yiwang.foundation.clocks.announced import announced_days_cn
from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.clocks.queries import calendar_id, working_time_of_id
from yiwang.foundation.clocks.specs import DaySpec
from yiwang.foundation.clocks.tests.calendars import OFFICE
from yiwang.foundation.clocks.tests.minute_oracle import MINUTE, MinuteOracle
from yiwang.foundation.clocks.tests.test_working_time_oracle import (
    HALF_DAYS,
    ORACLE,
    WHOLE,
    kinds,
    moments,
    quarters,
)
from yiwang.foundation.records.actor import SYSTEM
from yiwang.work.workflows.models import Clock, Extension, Pause, Task
from yiwang.work.workflows.reckoning import MOMENTS, Ledger, limit_by_type, reckon
from yiwang.work.workflows.spending import spent_before, spent_by

RUN, OTHER_RUN = 1, 2
MOST_OFF = 3  # minutes: each entry is rounded to a second, and minutes are walked whole
walks = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
offsets, lengths = st.integers(0, 6000), st.integers(1, 3000)  # minutes
entries = st.lists(
    st.tuples(offsets, lengths, st.sampled_from(["task", "run", "other task", "other run"])),
    max_size=3,
)
stints = st.lists(st.tuples(st.integers(1, 3000), offsets, kinds), max_size=2)  # long, then a gap


@pytest.fixture
def office(db):
    """The id of the calendar of the oracle, stored."""
    days = {day.day: day for day in [*announced_days_cn(), *HALF_DAYS]}
    load_calendar(OFFICE, list(days.values()), actor=SYSTEM, now=datetime.now().astimezone())
    return calendar_id(OFFICE.key)


def clock_of(task, kind, limit, start, calendar):
    return Clock(
        pk=task.pk * 10,
        run_id=RUN,
        task=task,
        purpose="resolve",
        kind=kind.value,
        limit=limit,
        calendar_id=calendar,
        started_at=start,
    )


def pauses_from(start, entries, task_id):
    return [
        Pause(
            run_id=OTHER_RUN if on == "other run" else RUN,
            task_id={"task": task_id, "other task": 99}.get(on),
            kind="pause",
            began_at=start + timedelta(minutes=offset),
            ended_at=start + timedelta(minutes=offset + length),
        )
        for offset, length, on in entries
    ]


def of_task(pauses, task_id):
    """What the oracle lets stand still: its own rule, read anew."""
    return [
        (each.began_at, each.ended_at)
        for each in pauses
        if each.run_id == RUN and each.task_id in (None, task_id)
    ]


class AtOnce(MinuteOracle):
    """A task that brings time along has had its free day."""

    def _counted_minutes(self, start, kind):
        minute = start
        while True:
            yield minute
            minute += MINUTE


def walker(oracle, used):
    return AtOnce(oracle.week, oracle.days) if used else oracle


def history(start, before, calendar):
    """Clocks of tasks that were returned one after another; where the last one begins."""
    clocks, moment, earlier = [], start, None
    for number, (minutes, gap, kind) in enumerate(before, start=1):
        task = Task(pk=number, run_id=RUN, role="handler", state="returned", follows=earlier)
        clock = clock_of(task, kind, Decimal(5), moment, calendar)
        clock.ended_at = moment + timedelta(minutes=minutes)
        clocks.append(clock)
        moment, earlier = clock.ended_at + timedelta(minutes=gap), task
    last = Task(pk=len(before) + 1, run_id=RUN, role="handler", state="open", follows=earlier)
    return clocks, moment, last


def walked(clocks, kind, pauses, oracle=ORACLE):
    """Units of a kind that returned tasks used up, minute by minute."""
    used = Fraction(0)
    for clock in clocks:
        still = of_task(pauses, clock.task_id)
        used += walker(oracle, used).used(clock.started_at, clock.ended_at, kind, still)
    return used


def assert_used_up_exactly(clock, wanted, brought, still, oracle=ORACLE):
    """At the due moment, and not before, everything is used up; or it was so from the start."""
    kind = ClockKind(clock.kind)
    slack = Fraction(MOST_OFF, 210 if kind is ClockKind.WORK_DAY else 60)
    if wanted <= slack and clock.due_at == clock.started_at:
        return
    oracle = walker(oracle, brought)
    assert abs(oracle.used(clock.started_at, clock.due_at, kind, still) - wanted) <= slack
    last = (clock.due_at - timedelta(seconds=1)).replace(second=0, microsecond=0)
    assert oracle._worth(last, kind) > 0
    assert not any(begin <= last and last + MINUTE <= end for begin, end in still)


@walks
@given(moments, stints, entries, kinds, quarters, st.lists(quarters, max_size=2))
def test_due_is_where_the_walk_has_used_up_what_was_left(
    office, start, before, entries, kind, limit, given_more
):
    clocks, moment, task = history(start, before, office)
    clock = clock_of(task, kind, limit, moment, office)
    pauses = pauses_from(start, entries, task.pk)
    more = [Extension(clock=clock, value=value, kind=kind.value) for value in given_more]
    ledger = Ledger(pauses, more)

    clock.spent_seconds = spent_before(clock, [*clocks, clock], ledger)
    reckon(clock, ledger)

    used = walked(clocks, kind, pauses)
    wanted = Fraction(limit) + sum(map(Fraction, given_more)) - used
    assert_used_up_exactly(clock, wanted, used, of_task(pauses, task.pk))


@walks
@given(moments, stints, entries, kinds)
def test_what_is_handed_on_is_what_was_walked(office, start, before, entries, kind):
    clocks, moment, _task = history(start, [*before, (700, 0, kind)], office)
    pauses = pauses_from(start, entries, len(before) + 1)

    spent = spent_by(clocks[-1].task, clocks, Ledger(pauses), moment)

    days = working_time_of_id(office)
    for each in ClockKind:
        seconds = walked(clocks, each, pauses) * days.seconds_of(Limit(Decimal(1), each))
        assert abs(spent[each] - seconds) <= 3 * len(clocks) + len(pauses)


@walks
@given(moments, quarters, quarters, entries, st.sampled_from(["urgent_hour", "calendar_day"]))
def test_more_time_of_another_kind_begins_where_the_limit_ends(
    office, start, limit, value, entries, kind
):
    task = Task(pk=1, run_id=RUN, role="handler", state="open")
    clock = clock_of(task, ClockKind.WORK_HOUR, limit, start, office)
    pauses = pauses_from(start, entries, task.pk)
    more = Extension(clock=clock, value=value, kind=kind)

    reckon(clock, Ledger(pauses))
    without = clock.due_at.replace(second=0, microsecond=0) + MINUTE
    reckon(clock, Ledger(pauses, [more]))

    still = of_task(pauses, task.pk)
    later = ORACLE.due(without, Fraction(value), ClockKind(kind), still)
    assert abs(later - clock.due_at) <= MOST_OFF * MINUTE


@walks
@given(moments, stints, entries, kinds, quarters, st.integers(0, 20), st.booleans())
def test_other_working_days_recount_what_runs_and_lead_back(
    office, start, before, entries, kind, limit, days_off, is_worked
):
    clocks, moment, task = history(start, before, office)
    clock = clock_of(task, kind, limit, moment, office)
    ledger = Ledger(pauses_from(start, entries, task.pk))
    changed = (moment + timedelta(days=days_off)).date()

    def reckoned():
        clock.spent_seconds = spent_before(clock, [*clocks, clock], ledger)
        reckon(clock, ledger)
        return [getattr(clock, name) for name in MOMENTS]

    at_first = reckoned()
    announce(DaySpec(changed, is_working=is_worked))
    reckoned()
    other = MinuteOracle(ORACLE.week, ORACLE.days | {changed: WHOLE if is_worked else set()})
    used = walked(clocks, kind, ledger.pauses, other)
    still = of_task(ledger.pauses, task.pk)
    assert_used_up_exactly(clock, Fraction(limit) - used, used, still, other)
    announce()

    assert reckoned() == at_first


def announce(*changed):
    days = {day.day: day for day in [*announced_days_cn(), *HALF_DAYS, *changed]}
    load_calendar(OFFICE, list(days.values()), actor=SYSTEM, now=datetime.now().astimezone())


@walks
@given(kinds, quarters, kinds, quarters)
def test_a_type_taken_back_gives_back_the_limit_of_the_workflow(kind, limit, other, value):
    clock = Clock(
        kind=kind.value, limit=limit, of_kind="resolve", stated=limit, stated_kind=kind.value
    )

    assert limit_by_type(clock, {"resolve": Limit(value, other)}) == Limit(value, other)
    assert limit_by_type(clock, {"acknowledge": Limit(value, other)}) == Limit(limit, kind)


def test_the_years_hold_what_is_hard():
    days = announced_days_cn()

    assert {day.day.year for day in days if day.is_working} >= set(range(2015, 2026))
    assert date(2026, 2, 10) in {day.day for day in HALF_DAYS}
