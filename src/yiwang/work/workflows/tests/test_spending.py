"""What a task hands on of the time it used up: pauses do not count, whatever clock it goes by."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.work.workflows.models import Clock
from yiwang.work.workflows.queries.ahead import ahead
from yiwang.work.workflows.subjects import Ask
from yiwang.work.workflows.tests.asked import asking, called
from yiwang.work.workflows.tests.test_sweep import at

WAIT = {"reason": "等开挖许可", "until": date(2026, 9, 11)}  # Friday


@pytest.fixture
def rested(land):
    """An office began on Monday, was paused the whole week until Friday, and gave it back then."""
    called(asking(land))
    land.act("streets", "ask_pause", **WAIT)
    land.act("dispatcher", "grant", role="approver")
    land.now = at("11 09:30")
    land.act("streets", "return", reason="不归我们")
    return land


SPENT = 3660  # Friday 8:30 to 9:31


def work_clock(land, who):
    return land.task(who).clocks.get(purpose="resolve")


def test_a_redirected_task_does_not_inherit_what_stood_still(rested, django_assert_num_queries):
    rested.act("dispatcher", "redirect", offices=["water"])

    clock = work_clock(rested, "water")
    assert clock.spent_seconds == SPENT
    assert rested.last_record().data["spent_seconds"] == SPENT
    assert clock.due_at == at("18 08:31")  # five days, and a minute until it was redirected
    rested.act("water", "return", reason="也不归我们")
    with django_assert_num_queries(15):
        rested.act("dispatcher", "redirect", offices=["housing"])


def test_what_is_shown_before_redirecting_is_what_it_will_be(rested, django_assert_num_queries):
    task = rested.task("dispatcher", "coordinator")
    ahead(task, {"redirect"}, now=rested.now)  # what is kept is read by now

    with django_assert_num_queries(8):
        shown = ahead(task, {"redirect"}, now=rested.now)["redirect"]

    rested.act("dispatcher", "redirect", offices=["water"], after=timedelta())
    assert shown.done_by == work_clock(rested, "water").due_at


def test_rework_keeps_in_the_record_what_was_used_without_the_pause(land):
    called(asking(land))
    land.act("streets", "ask_pause", **WAIT)
    land.act("dispatcher", "grant", role="approver")
    land.now = at("11 09:30")
    land.act("streets", "finish", text="办完了")
    office = str(land.offices["streets"].pk)

    land.act("verifier", "rework", reason="没有办完")

    assert land.last_record().data["spent_before"] == {office: SPENT}


def test_time_is_handed_on_in_the_units_of_the_clock_that_takes_it_over(land):
    called(asking(land))
    land.act("streets", "return", reason="不归我们", after=timedelta(days=1))
    office = land.offices["water"].pk
    hours = Ask(limit=Limit(Decimal(40), ClockKind.URGENT_HOUR))

    land.act("dispatcher", "redirect", offices=["water"], asks={office: hours})

    clock = work_clock(land, "water")
    assert (clock.kind, clock.spent_seconds) == ("urgent_hour", 24 * 3600)
    land.act("water", "return", reason="也不归我们", after=timedelta(hours=1))
    land.act("dispatcher", "redirect", offices=["housing"])
    again = work_clock(land, "housing")
    assert (again.kind, again.spent_seconds) == ("work_day", 1920 + 3600)
    assert Clock.objects.filter(task__organization=office, purpose="acknowledge").exists()
