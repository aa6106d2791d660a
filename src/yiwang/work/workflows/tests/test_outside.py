"""A step that is decided outside (a court, an arbitrator): the time of the whole stands still, and
the post here keeps asking how it stands."""

from datetime import date, timedelta

import pytest

from yiwang.foundation.records.actor import REPORTER
from yiwang.work.workflows.actions.cancel_run import CancelRun, cancel_run
from yiwang.work.workflows.actions.supervise import Order, supervise
from yiwang.work.workflows.models import Clock, Pause
from yiwang.work.workflows.proof import prove_graph
from yiwang.work.workflows.proof.lasting import lasting_of
from yiwang.work.workflows.proof.lengths import told_worst
from yiwang.work.workflows.proof.longest import Worst
from yiwang.work.workflows.queries.away import Away, times_outside
from yiwang.work.workflows.subjects import Situation
from yiwang.work.workflows.tests.asked import TERMS
from yiwang.work.workflows.tests.land import PARCEL
from yiwang.work.workflows.tests.loops import GONE, action, loop
from yiwang.work.workflows.tests.test_sweep import at

TALKED = 'stage = "whistle"\npost = "community_clerk"\nresolve = { value = 7,'
TALKS = (TALKED, TALKED.replace("resolve", "outside = true\nresolve"))
STILL = """[[steps.talk_over.actions]]
act = "accept"
key = "still_there"
name = "还没有结果"
name_en = "Not decided yet"
to = "talk_over"
times = 3

"""
FIRST = '[[steps.talk_over.actions]]\nact = "settle"'


@pytest.fixture
def outside(land):
    """Taken in on Monday and given out of the house; ten working days for the whole."""
    return going_out(land, TERMS)


def going_out(land, terms):
    land.version = land.publish(
        requests=("[steps.collect]", f"{terms}[steps.collect]"),
        outside=TALKS,
        still=(FIRST, STILL + FIRST),
    )
    land.start()
    land.act("clerk", "talk_over", kind="noise", nature="self_governed")
    return land


def case_clock(land):
    return Clock.objects.get(run=land.run, task=None)


def test_the_time_of_the_whole_stands_still_and_the_post_keeps_its_own(outside):
    whole, own = case_clock(outside), outside.task("clerk").clocks.get(purpose="resolve")

    assert (whole.state, whole.next_action) == ("paused", "")
    assert (own.state, own.next_action) == ("running", "remind")
    assert times_outside(outside.run.pk) == [Away(outside.now, None)]
    assert outside.last_record().data["outside"] == "began"


def test_what_comes_back_goes_on_where_it_stood(outside):
    went, due = outside.now, case_clock(outside).due_at
    outside.now = at("14 09:00")

    outside.act("clerk", "settle", text="已和解", after=timedelta())

    whole = case_clock(outside)
    assert (whole.state, times_outside(outside.run.pk)) == ("running", [Away(went, outside.now)])
    assert (due, whole.due_at) == (at("21 17:00"), at("28 09:00"))  # a week, none of it ours
    assert outside.last_record().data["outside"] == "ended"


def test_asking_again_how_it_stands_begins_no_second_absence_at_once(outside):
    went, outside.now = outside.now, at("10 09:00")

    outside.act("clerk", "still_there", after=timedelta())

    assert times_outside(outside.run.pk) == [Away(went, outside.now), Away(outside.now, None)]
    assert case_clock(outside).state == "paused"
    assert "outside" not in outside.last_record().data


def test_what_happens_beside_it_ends_nothing(outside):
    order = Order(outside.run.pk, "请说明进展", due_on=date(2026, 9, 10))
    supervise(order, actor=outside.actor("supervisor"), now=outside.now)

    outside.act("clerk", "reply_to_order", role="supervised", text="在等裁决")

    assert [away.ended_at for away in times_outside(outside.run.pk)] == [None]
    assert case_clock(outside).state == "paused"


def test_it_is_entered_even_where_the_whole_has_no_limit(land):
    going_out(land, "")
    went = land.now

    land.act("clerk", "settle", text="已和解")

    assert times_outside(land.run.pk) == [Away(went, land.now)]
    assert not Clock.objects.filter(run=land.run, task=None).exists()


def test_calling_it_off_ends_the_absence(outside):
    cancel = CancelRun(PARCEL, outside.run.subject_id)

    cancel_run(cancel, actor=REPORTER, now=outside.now)

    assert Pause.objects.get().ended_at == outside.now


def away(*changes):
    talks = {
        "name": "仲裁",
        "name_en": "Arbitration",
        "stage": "work",
        "post": "clerk",
        "outside": True,
        "resolve": {"value": 30, "clock": "calendar_day"},
        "actions": [action("settle", "verify")],
    }
    sent = action("accept", "court")
    return loop([("steps.court", talks), ("steps.collect.actions.3", sent), *changes])


def rules(definition):
    return [finding.rule for finding in prove_graph(definition)]


def test_a_step_outside_is_proved_like_any_other_and_takes_none_of_our_time():
    definition = away()

    assert rules(definition) == []
    assert lasting_of(definition, definition.steps["court"], Situation(None)) == ()
    assert told_worst(definition, Worst()) == ["另加外部办理的时间：仲裁"]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (("steps.court.resolve", GONE), "outside_is_asked_after"),
        (("start", "court"), "start_fits"),
        (("steps.respond.outside", True), "setting_idle"),
        (("steps.rate.outside", True), "setting_idle"),
    ],
)
def test_a_step_outside_that_nobody_would_ask_after_is_refused(change, rule):
    assert rule in rules(away(change))
