"""The worst time from report to answer, against sums done by hand and every walk tried."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.clocks.working_time import WorkingTime
from yiwang.work.workflows.proof.graph import moves_of
from yiwang.work.workflows.proof.latest import Search
from yiwang.work.workflows.proof.longest import worst_of
from yiwang.work.workflows.proof.starting import start_moments, telling_moments
from yiwang.work.workflows.subjects import Situation
from yiwang.work.workflows.tests.loops import GONE, LOOP, action, any_definitions, loop

SHANGHAI = ZoneInfo("Asia/Shanghai")
NINE_TO_FIVE = ((9 * 3600, 17 * 3600),)
# 2026: New Year 1–3 January off with Sunday the 4th made up for; 1–7 October off
HOLIDAYS = {date(2026, 1, day): () for day in (1, 2, 3)} | {
    date(2026, 10, day): () for day in range(1, 8)
}
DAYS = WorkingTime(
    week=(NINE_TO_FIVE,) * 5 + ((), ()),
    days={**HOLIDAYS, date(2026, 1, 4): NINE_TO_FIVE},
    announced_from=date(2026, 1, 1),
    announced_through=date(2026, 12, 31),
)
NOBODY = Situation(None)


def at(month, day, hour=0):
    return datetime(2026, month, day, hour, tzinfo=SHANGHAI)


def days(value):
    return {"value": value, "clock": "work_day"}


def short(*changes):
    """Collected in 2 working days and answered; declined at once, else."""
    return loop(
        [
            ("steps.collect.actions", [action("accept", "answer"), action("decline", "rate")]),
            ("steps.collect.resolve", days(2)),
            ("steps.answer.resolve", {"value": 1, "clock": "calendar_day"}),
            ("steps.unhappy.actions.0.to", "collect"),
            *[(f"steps.{step}", GONE) for step in ("dispatch", "respond", "verify")],
            *changes,
        ]
    )


def test_midnight_and_close_of_each_day_of_the_year_may_begin_a_limit():
    moments = list(start_moments(DAYS, 2026))

    assert moments[:3] == [at(1, 1), at(1, 2), at(1, 3)]
    assert moments[3:5] == [at(1, 4), at(1, 4, 17)]
    working = sum(DAYS.is_working(at(1, 1).date() + timedelta(days=day)) for day in range(365))
    assert len(moments) == 365 + working


def test_the_walk_is_sought_before_the_longest_holiday():
    assert telling_moments(DAYS, 2026) == [at(1, 4), at(1, 4, 17), at(9, 30), at(9, 30, 17)]


def test_the_longest_way_to_the_answer_begins_before_the_holidays():
    """29 September, midnight: the second working day after it is 8 October, the day after the
    holidays, over at 17:00; a day later it is answered."""
    worst = worst_of(short(), NOBODY, DAYS, 2026)

    assert worst.straight is not None
    assert worst.straight.path == ("collect", "accept", "answer", "answer", "rate")
    assert worst.straight.limits == (
        Limit(Decimal(2), ClockKind.WORK_DAY),
        Limit(Decimal(1), ClockKind.CALENDAR_DAY),
    )
    assert (worst.straight.started_at, worst.straight.ended_at) == (at(9, 29), at(10, 9, 17))
    assert worst.straight.days == 11
    assert worst.plain == worst.first == worst.straight


def test_what_goes_back_counts_as_often_as_it_may():
    """Three times 2 working days and a day, none of them lost on another: 6 and 3."""
    worst = worst_of(
        short(("steps.answer.actions.1", action("send_back", "collect", times=2))),
        NOBODY,
        DAYS,
        2026,
    )

    assert worst.straight is not None
    assert worst.first is not None
    assert worst.first.path[:9] == (
        *("collect", "accept", "answer", "send_back", "collect"),
        *("accept", "answer", "send_back", "collect"),
    )
    assert worst.first.limits == worst.straight.limits * 3


def test_the_last_answer_waits_for_the_reporter_to_rate_and_to_reopen():
    worst = worst_of(short(), NOBODY, DAYS, 2026)

    assert worst.straight is not None
    assert worst.last is not None
    waiting = (Limit(Decimal(40), ClockKind.WORK_HOUR),) * 2
    assert worst.last.limits == (*worst.straight.limits, *waiting, *worst.straight.limits)


def test_a_types_own_limit_goes_first():
    own = Situation(None, limits={"resolve": Limit(Decimal(4), ClockKind.URGENT_HOUR)})
    definition = short(("steps.collect.resolve", {**days(2), "of_kind": True}))

    worst = worst_of(definition, own, DAYS, 2026)

    assert worst.straight is not None
    assert worst.straight.ended_at - worst.straight.started_at == timedelta(hours=28)


def test_a_returned_task_costs_what_the_coordinator_may_take():
    definition = loop(
        [
            ("steps.respond.actions.1.times", 2),
            ("steps.respond.resolve", days(3)),
            *[(f"steps.{step}.resolve", days(1)) for step in ("dispatch", "verify", "answer")],
        ]
    )

    worst = worst_of(definition, NOBODY, DAYS, 2026)

    assert worst.straight is not None
    signing = Limit(Decimal(2), ClockKind.WORK_HOUR)
    assert [limit for limit in worst.straight.limits if limit == signing] == [signing] * 2
    assert worst.plain is not None
    assert signing not in worst.plain.limits


def request(**more):
    limit = {"value": 4, "clock": "work_hour"}
    return {"approver": "supervisor", "limit": limit, "steps": ["collect"], **more}


def test_more_time_counts_as_often_as_it_may_be_granted():
    asked = request(times=2, most={"value": 3, "clock": "work_day"})

    worst = worst_of(short(("requests", {"extension": asked})), NOBODY, DAYS, 2026)

    assert worst.straight is not None
    assert worst.straight.limits == (
        Limit(Decimal(2), ClockKind.WORK_DAY),
        *(Limit(Decimal(3), ClockKind.WORK_DAY),) * 2,
        Limit(Decimal(1), ClockKind.CALENDAR_DAY),
    )
    assert worst.plain == worst_of(short(), NOBODY, DAYS, 2026).straight  # nothing asked for


@pytest.mark.parametrize("terms", [{"times": 2}, {"most": {"value": 3, "clock": "work_day"}}])
def test_more_time_without_an_end_leaves_it_open(terms):
    worst = worst_of(short(("requests", {"extension": request(**terms)})), NOBODY, DAYS, 2026)

    assert worst.unlimited == "collect"


def test_a_step_without_a_limit_leaves_it_open():
    worst = worst_of(short(("steps.answer.resolve", GONE)), NOBODY, DAYS, 2026)

    assert (worst.unlimited, worst.first) == ("answer", None)


def test_where_nobody_is_answered_nothing_is_the_longest():
    inside = loop(
        [
            ("reporter", False),
            ("start", "check"),
            ("steps", {"check": checked_by_two(to="file"), "file": checked_by_two(to="closed")}),
            ("steps.closed", LOOP["steps"]["closed"]),
        ]
    )

    worst = worst_of(inside, NOBODY, DAYS, 2026)

    assert (worst.straight, worst.first, worst.last, worst.unlimited) == (None, None, None, "")


def checked_by_two(to):
    return {
        **LOOP["steps"]["answer"],
        "resolve": days(5),
        "actions": [action("do", to, key="go_on")],
    }


def walks_to_answers(definition):
    """Every walk from the start that ends with an answer, by trying them all."""
    moves = moves_of(definition)
    waiting = [(definition.start, ())]
    while waiting:
        step, walk = waiting.pop()
        for move in moves:
            if move.source != step or (move.times and walk.count(move) >= move.times):
                continue
            if move.act.answers:
                yield (*walk, move)
            waiting.append((move.target, (*walk, move)))


@settings(deadline=None)
@given(any_definitions(), st.integers(1, 2))
def test_the_search_finds_what_trying_every_walk_finds(definition, times):
    """Every action bounded, steps of different length: the ends are the same."""
    bounded = definition.model_copy(
        update={
            "steps": {
                key: step.model_copy(
                    update={
                        "actions": [a.model_copy(update={"times": times}) for a in step.actions[:2]]
                    }
                )
                for key, step in list(definition.steps.items())[-4:]
            }
        }
    )
    steps = dict(bounded.steps)
    if bounded.start not in steps:
        return
    hours = {key: timedelta(hours=3**n) for n, key in enumerate(steps)}
    moves = [move for move in moves_of(bounded) if move.source in steps]
    search = Search(bounded, moves, lambda moment, step: moment + hours[step])

    found = search.latest(at(1, 1))

    walks = list(walks_to_answers(bounded))
    longest = max(
        (sum((hours[m.source] for m in walk), timedelta()) for walk in walks), default=None
    )
    assert (longest is None) == (found.last == ())
    if longest is not None:
        assert sum((hours[m.source] for m in found.last), timedelta()) == longest


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_year_that_is_not_announced_follows_the_ordinary_week(year):
    assert len(telling_moments(DAYS, year)) == 4
