"""Other working days, other limits: what runs is reckoned anew, and nothing of it twice."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from yiwang.foundation.clocks.actions.load_calendar import load_calendar
from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.clocks.specs import DaySpec
from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.foundation.records.seal import seal_pending
from yiwang.foundation.records.write import record
from yiwang.work.workflows.actions.recount_clocks import recount_clocks
from yiwang.work.workflows.holding import go_on, hold, run_to_hold
from yiwang.work.workflows.models import Clock, Extension, Pause, Recount, Task
from yiwang.work.workflows.sweep import Swept, sweep
from yiwang.work.workflows.tests.asked import TERMS, asking, called
from yiwang.work.workflows.tests.land import QUESTION
from yiwang.work.workflows.tests.test_sweep import at

MORE = {"reason_code": "parts", "reason": "泵要订货", "value": Decimal(3)}
WAIT = {"reason": "等开挖许可", "until": date(2026, 9, 10)}  # Thursday
FRIDAY_OFF = [DaySpec(date(2026, 9, 11), is_working=False)]
SATURDAY_WORKED = DaySpec(date(2026, 9, 12), is_working=True)
HOURS = Limit(Decimal(48), ClockKind.URGENT_HOUR)


@pytest.fixture(autouse=True)
def head(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def working(land):
    """An office has signed; its work is due on Monday in a week."""
    called(asking(land))
    land.act("streets", "acknowledge")
    return land


def announce(land, days, spec=None, **given):
    """Load these days, let the reader come by; how many runs moved."""
    load_calendar(spec or land.calendar, days, actor=SYSTEM, now=land.now)
    return come_by(land, **given)


def come_by(land, **given):
    """The reader comes by, and again a minute later."""
    seal_pending(land.now)
    assert recount_clocks(actor=SYSTEM, now=land.now, **given) == 0
    land.now += timedelta(minutes=1)
    return recount_clocks(actor=SYSTEM, now=land.now, **given)


def work_clock(land, who="streets"):
    return land.task(who).clocks.get(purpose="resolve")


def rows(*models):
    return [list(each.objects.order_by("pk").values()) for each in models]


def test_a_new_day_off_moves_what_runs_and_says_so(working):
    assert work_clock(working).due_at == at("14 17:00")

    assert announce(working, FRIDAY_OFF) == 1

    clock = work_clock(working)
    assert clock.due_at == at("15 17:00")
    assert clock.near_at > at("11 17:00")
    assert (clock.next_action, clock.next_action_at) == ("remind", clock.near_at)
    assert working.records()[-1] == "recounted"
    told = working.last_record().data
    assert told["because"] == "calendar"
    assert {
        "clock": clock.pk,
        "task": clock.task_id,
        "purpose": "resolve",
        "due_before": "2026-09-14T09:00:00+00:00",
        "due_at": "2026-09-15T09:00:00+00:00",
    } in told["clocks"]


def test_the_same_days_again_move_and_record_nothing(working):
    announce(working, FRIDAY_OFF)
    before, records = rows(Clock, Pause, Recount), Record.objects.count()

    assert announce(working, FRIDAY_OFF) == 0
    Recount.objects.update(after_run=0, ended_at=None)  # as after a crash
    assert come_by(working) == 0

    assert rows(Clock, Pause) == before[:2]
    assert Record.objects.count() == records + 1  # that the recount has ended
    assert working.records().count("recounted") == 1


def test_days_taken_back_lead_back_to_the_first_moment(working):
    before = rows(Clock)

    announce(working, FRIDAY_OFF)
    announce(working, [])

    assert rows(Clock) == before


def test_a_change_never_loses_a_pause_or_more_time(working):
    working.act("streets", "ask_extension", **MORE)
    working.act("dispatcher", "grant", role="approver")
    working.act("streets", "ask_pause", **WAIT)
    working.act("dispatcher", "grant", role="approver")
    entries = rows(Pause, Extension)
    assert work_clock(working).due_at == at("21 17:00")  # 5 and 3 days, two of them stand still

    announce(working, FRIDAY_OFF)

    clock = work_clock(working)
    assert (clock.state, clock.due_at) == ("paused", at("22 17:00"))
    assert (clock.next_action, clock.next_action_at) == ("resume", at("10 00:00"))
    assert rows(Pause, Extension) == entries
    assert sweep(at("10 00:00")) == Swept(resumed=1)
    assert work_clock(working).due_at == at("22 17:00")


def test_a_day_off_inside_a_pause_moves_nothing(working):
    working.act("streets", "ask_pause", **WAIT)
    working.act("dispatcher", "grant", role="approver")
    before = work_clock(working).due_at

    announce(working, [DaySpec(date(2026, 9, 9), is_working=False)])

    assert work_clock(working).due_at == before


def test_time_that_was_handed_on_is_measured_anew_too(working):
    working.act("streets", "return", reason="不归我们", after=timedelta(days=3))
    working.act("dispatcher", "redirect", offices=["water"])
    before = work_clock(working, "water")

    announce(working, [DaySpec(date(2026, 9, 9), is_working=False)])  # Wednesday, which is past

    after = work_clock(working, "water")
    assert before.spent_seconds - after.spent_seconds == 7 * 3600
    assert after.due_at > before.due_at


def test_what_has_ended_stays_as_it_was_judged(working):
    working.act("streets", "finish", text="办完了", after=timedelta(days=7, hours=9))
    ended = Clock.objects.filter(task__organization=working.offices["streets"])
    before = list(ended.order_by("pk").values())
    assert {each["state"] for each in before} == {"met", "missed"}

    announce(working, FRIDAY_OFF)

    assert list(ended.order_by("pk").values()) == before


def test_who_is_late_still_is_not_passed_on_before_its_turn(working):
    sweep(at("14 17:00"))
    task, clock = working.task("streets"), work_clock(working)
    assert (task.escalation, clock.next_action) == (1, "escalate")
    working.now = at("16 09:00")

    announce(working, [SATURDAY_WORKED])

    assert work_clock(working).due_at == at(
        "12 17:00"
    )  # earlier than it was, and late all the same
    assert work_clock(working).next_action_at == clock.next_action_at
    assert working.task("streets").escalation == 1


def test_who_is_in_time_again_is_forgotten_above(working):
    sweep(at("14 17:00"))
    working.now = at("14 18:00")

    announce(working, FRIDAY_OFF)

    task, clock = working.task("streets"), work_clock(working)
    assert (task.escalated_to, task.escalation) == (None, 0)
    assert (clock.next_action, clock.next_action_at) == ("escalate", at("15 17:00"))


def test_a_new_calendar_and_other_words_move_nothing(working):
    working.act("streets", "ask_extension", **MORE)
    before = rows(Clock)

    assert come_by(working) == 0
    assert not Recount.objects.exists()
    assert rows(Clock) == before


def test_a_newer_version_of_the_workflow_leaves_what_has_begun_alone(working):
    before = rows(Clock)

    asking(working, TERMS.replace("value = 10\nclock", "value = 20\nclock"))

    assert come_by(working) == 0
    assert rows(Clock) == before


def test_a_type_given_by_an_act_sets_the_limit_of_the_whole_from_its_start(land):
    asking(land).start()
    land.parcels.limits_of["litter"] = {"case": HOURS}
    whole = Clock.objects.get(run=land.run, task=None)
    assert (whole.kind, whole.due_at) == ("work_day", at("21 17:00"))

    land.act("clerk", "whistle", kind="litter", nature="joint", after=timedelta(hours=2))

    whole.refresh_from_db()
    assert (whole.kind, whole.limit, whole.due_at) == ("urgent_hour", 48, at("09 09:00"))
    [told] = land.last_record().data["recounted"]
    assert (told["clock"], told["due_at"]) == (whole.pk, "2026-09-09T01:00:00+00:00")


def test_a_type_without_a_limit_of_its_own_goes_by_the_workflow_again(land):
    land.parcels.limits_of |= {"litter": {"case": HOURS}, "other": {}}
    asking(land).start(limits={"case": HOURS})

    land.act("clerk", "whistle", kind="other", nature="joint")

    whole = Clock.objects.get(run=land.run, task=None)
    assert (whole.kind, whole.limit, whole.due_at) == ("work_day", 10, at("21 17:00"))


def test_an_act_with_the_same_limits_costs_no_query_more(land, django_assert_num_queries):
    asking(land).start()
    land.act("clerk", "whistle", kind="litter", nature="joint")
    land.start()

    with django_assert_num_queries(9):
        land.act("clerk", "whistle", kind="litter", nature="joint")


def limits_loaded(land, **limits):
    """The type of the parcel says other limits from now on, and the record tells of it."""
    number = land.run.subject_id
    land.parcels.situations[number] = replace(land.parcels.situations[number], limits=limits)
    about = ("tests.type", 0)
    record(
        "tests.type.loaded", subject=about, actor=SYSTEM, at=land.now, limits_of=land.run.subject
    )
    return come_by(land)


def test_more_time_granted_outlives_a_limit_of_another_kind(working):
    working.act("streets", "ask_extension", **MORE)
    working.act("dispatcher", "grant", role="approver")

    assert limits_loaded(working, resolve=HOURS) == 1

    clock = work_clock(working)
    assert (clock.kind, clock.limit) == ("urgent_hour", 48)
    assert clock.due_at == at("14 17:00")  # Wednesday, and three working days after it
    assert working.last_record().data["because"] == "limits"


def test_only_where_types_have_a_say_a_changed_type_moves_anything(working):
    sign = Task.objects.get(step="dispatch").clocks.get()
    assert limits_loaded(working, resolve=HOURS) == 1

    assert Clock.objects.get(pk=sign.pk).due_at == sign.due_at


def test_what_is_held_stays_held_and_goes_on_with_its_time_moved(working):
    began = working.now
    stood = hold(run_to_hold(working.run.pk), began)

    announce(working, FRIDAY_OFF)

    assert {c.state for c in Clock.objects.filter(run=working.run, ended_at=None)} == {"paused"}
    go_on(run_to_hold(working.run.pk), stood, began + timedelta(days=1))
    assert work_clock(working).due_at == at("16 09:03")
    assert not Clock.objects.filter(run=working.run, state="paused").exists()


def test_what_was_paused_when_it_was_held_is_paused_still(working):
    working.act("streets", "ask_pause", **WAIT)
    working.act("dispatcher", "grant", role="approver")
    stood = hold(run_to_hold(working.run.pk), working.now)

    go_on(run_to_hold(working.run.pk), stood, working.now + timedelta(hours=1))

    clock = work_clock(working)
    assert (clock.state, clock.next_action, clock.due_at) == ("paused", "resume", at("16 17:00"))


def test_a_question_that_is_moved_still_expires(working):
    called(asking(working, TERMS + QUESTION.replace("calendar_day", "work_day")))
    working.act("streets", "ask_reporter", text="哪一户？")

    announce(working, [DaySpec(date(2026, 9, 8), is_working=False)])

    clock = Clock.objects.get(task__role="asked")
    assert (clock.due_at, clock.next_action) == (at("11 17:00"), "expire")


def test_it_goes_batch_by_batch_in_few_queries(land, django_assert_num_queries):
    for _number in range(3):
        called(asking(land))
    load_calendar(land.calendar, FRIDAY_OFF, actor=SYSTEM, now=land.now)
    seal_pending(land.now)

    recount_clocks(actor=SYSTEM, now=land.now)
    land.now += timedelta(minutes=1)

    with django_assert_num_queries(41):
        assert recount_clocks(actor=SYSTEM, now=land.now, batch=2) == 3

    asked = Recount.objects.get()
    assert (asked.runs, asked.moved, asked.ended_at) == (3, 3, land.now)
    told = Record.objects.get(name="workflows.recount.ended")
    assert told.data == {"runs": 3, "moved": 3}
