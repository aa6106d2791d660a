"""Every pair of acts that two people can try at the same moment on one run, generated from the five
steps and from what is asked for: real threads on a database of their own.

Whoever comes second is refused, or finds what the first has left; nothing in between exists.
"""

from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, combinations_with_replacement

import pytest
from tests.stateful.replay import replayed, stored

from yiwang.foundation.clocks.actions.load_calendar import load_calendar
from yiwang.foundation.clocks.specs import DaySpec
from yiwang.foundation.records.actor import REPORTER, SYSTEM
from yiwang.foundation.records.seal import seal_pending
from yiwang.foundation.refusals import Refusal
from yiwang.work.workflows.actions.cancel_run import CancelRun, cancel_run
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.actions.recount_clocks import recount_clocks
from yiwang.work.workflows.models import Clock, Extension, Pause, Request, Run, Task
from yiwang.work.workflows.models.run import OPEN_TASK_STATES, STEP_ROLES
from yiwang.work.workflows.reckoning import ACTIVE_STATES
from yiwang.work.workflows.subjects import NO_ENTRY, Inputs
from yiwang.work.workflows.sweep import Swept, sweep
from yiwang.work.workflows.tests.asked import asking, called
from yiwang.work.workflows.tests.land import Land
from yiwang.work.workflows.tests.test_every_act_in_every_step import (
    GIVEN,
    OFFICES,
    PLACES,
    act,
    offered,
)
from yiwang.work.workflows.tests.test_two_at_once import at_once

MORE = {"reason_code": "parts", "reason": "泵要订货", "value": Decimal(3)}
WAIT = {"reason": "等许可", "until": date(2026, 9, 16)}
DONE = {"text": "办完了"}
BACK = {"reason": "不归我们", "reason_code": "not_ours", "entry": NO_ENTRY}
# who can do what about a run with two offices at work, one of which has asked for more time
SCENE = [
    ("dispatcher", "approver", "grant", {}),
    ("county_dispatcher", "approver", "grant", {}),
    ("dispatcher", "approver", "refuse", {"reason": "有配件"}),
    ("county_dispatcher", "approver", "refuse", {"reason": "不行"}),
    ("streets", "handler", "finish", DONE),
    ("streets", "handler", "return", BACK),
    ("streets", "handler", "acknowledge", {}),
    ("housing", "handler", "finish", DONE),
    ("housing", "handler", "ask_pause", WAIT),
    ("housing", "handler", "ask_deferral", WAIT),
    ("housing", "handler", "ask_extension", MORE),
]


@pytest.fixture
def land(own_database, settings, tmp_path):
    """Clerk2 and the county's dispatcher stand in for everybody whose task is tried by two."""
    settings.HOME = tmp_path
    made = Land()
    for post in {who for who, _way in PLACES.values()} - {"reporter"}:
        made.join("clerk2", post)
    made.join("county_dispatcher", "dispatcher")
    return made


def tried(land, task, who, key, given):
    """A job: somebody does this about a task."""
    actor = {"reporter": REPORTER, "system": SYSTEM}.get(who) or land.actor(who)
    inputs, now = Inputs(**given), land.now
    return lambda: perform(task, key, inputs, actor=actor, now=now)


def assert_sound(land, outcomes, before):
    """Each was done or refused, what was done is recorded, and the run is in a legal state."""
    broken = [e for e in outcomes if isinstance(e, Exception) and not isinstance(e, Refusal)]
    assert not broken
    acts = [each for each in outcomes if isinstance(each, Run)]
    run = land.reload()
    assert len(land.records()) >= before + len(acts)
    assert replayed(run, land.definition) == stored(run)
    tasks = list(Task.objects.filter(run=run))
    working = [each for each in tasks if each.state in OPEN_TASK_STATES and each.role in STEP_ROLES]
    assert bool(working) == run.is_open
    for task in tasks:
        living = Clock.objects.filter(task=task, state__in=ACTIVE_STATES)
        assert living.exists() == (task.state in OPEN_TASK_STATES)
    for request in Request.objects.filter(run=run).select_related("approval"):
        is_waiting = request.approval.state in OPEN_TASK_STATES
        assert is_waiting == (request.decision == "pending")
        entries = Extension.objects.filter(request=request).count()
        entries += Pause.objects.filter(request=request).count()
        assert entries == (request.decision == "granted")
    return len(acts)


def pairs_of(place):
    return combinations_with_replacement(sorted(offered(*place)), 2)


def two_on_one_task(land, who, way, pair):
    """Both try their act on the task that is open at the end of the way; how many did it."""
    land.start()
    for step in way:
        act(land, *step)
    land.now += timedelta(minutes=1)
    task, before = land.task(who).pk, len(land.records())
    jobs = []
    for key, colleague in zip(pair, (who, "clerk2"), strict=True):
        given = GIVEN | {"entry": NO_ENTRY} | OFFICES.get(key, {})
        offices = tuple(land.offices[name].pk for name in given.pop("offices", ()))
        someone = "reporter" if who == "reporter" else colleague
        someone = "system" if key == "expire" else someone
        jobs.append(tried(land, task, someone, key, given | {"organizations": offices}))
    return assert_sound(land, at_once(*jobs), before)


@pytest.mark.parametrize("half", [0, 1])
def test_two_on_one_task_in_every_step(land, half):
    for place in list(PLACES)[half::2]:
        for pair in pairs_of(place):
            done = two_on_one_task(land, *PLACES[place], pair)
            assert done == 1 or (done == 2 and SIGNS & set(pair)), (place, pair)


SIGNS = {"acknowledge", "arrive", "split", "note"}  # after which the task is still to be done


def scene(land):
    """The run, and the job of everybody who can do something about it."""
    called(land, "streets", "housing")
    land.act("streets", "ask_extension", **MORE)
    land.now += timedelta(minutes=1)
    posts = {"county_dispatcher": "dispatcher"}
    return [
        (who, key, tried(land, land.task(posts.get(who, who), role).pk, who, key, given))
        for who, role, key, given in SCENE
    ]


def test_two_about_what_is_asked_for(land):
    asking(land)
    numbers = combinations(range(len(SCENE)), 2)
    for first, second in numbers:
        jobs = scene(land)
        before = len(land.records())
        pair = [jobs[first], jobs[second]]

        done = assert_sound(land, at_once(*[job for _who, _key, job in pair]), before)

        both_decide = {"grant", "refuse"} >= {key for _who, key, _job in pair}
        both_end = {"finish", "return"} >= {key for _who, key, _job in pair}
        same = pair[0][0] == pair[1][0]
        assert done >= 1, pair
        assert done == 1 or not (both_decide or (both_end and same)), pair


@pytest.mark.parametrize("beside", ["withdrawn", "swept", "recounted"])
def test_one_acts_while_something_else_happens_to_it(land, beside):
    asking(land)
    for number in range(len(SCENE)):
        _who, _key, job = scene(land)[number]
        before = len(land.records())

        outcomes = at_once(job, BESIDE[beside](land))

        assert_sound(land, [outcomes[0]], before)
        assert not isinstance(outcomes[1], Exception) or isinstance(outcomes[1], Refusal)
        assert land.run.is_open == (beside != "withdrawn")


def withdrawn(land):
    cancel = CancelRun(land.run.subject, land.run.subject_id)
    now = land.now
    return lambda: cancel_run(cancel, actor=REPORTER, now=now)


def swept(land):
    now = land.now + timedelta(hours=4)
    return lambda: sweep(now)


def recounted(land):
    """Another day off, and the reader comes by while somebody acts."""
    days = [DaySpec(date(2026, 9, 10 + land.run.pk % 2), is_working=False)]
    load_calendar(land.calendar, days, actor=SYSTEM, now=land.now)
    seal_pending(land.now)
    recount_clocks(actor=SYSTEM, now=land.now)
    later = land.now + timedelta(minutes=1)
    return lambda: recount_clocks(actor=SYSTEM, now=later)


BESIDE = {"withdrawn": withdrawn, "swept": swept, "recounted": recounted}


def test_what_was_in_somebodys_hands_is_recounted_the_next_time(land):
    asking(land)
    jobs = scene(land)
    days = [DaySpec(date(2026, 9, 10), is_working=False)]
    load_calendar(land.calendar, days, actor=SYSTEM, now=land.now)
    seal_pending(land.now)
    recount_clocks(actor=SYSTEM, now=land.now)
    later = land.now + timedelta(minutes=1)

    outcomes = at_once(jobs[4][2], lambda: recount_clocks(actor=SYSTEM, now=later))

    moved = outcomes[1] + recount_clocks(actor=SYSTEM, now=later)
    assert moved == 1
    assert sweep(land.now) == Swept()
    due = Clock.objects.get(task__organization__name="housing", purpose="resolve").due_at
    assert due.day == 15  # a day later than before
