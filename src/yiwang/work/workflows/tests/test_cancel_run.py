"""The reporter withdraws: everything stops, nothing is left running."""

import pytest

from yiwang.foundation.records.actor import REPORTER
from yiwang.foundation.refusals import AlreadyDone, Forbidden, NotFound
from yiwang.work.workflows.actions.cancel_run import CancelRun, cancel_run
from yiwang.work.workflows.models import Clock
from yiwang.work.workflows.tests.parcels import PARCEL


def cancel(land, actor=REPORTER, **given):
    return cancel_run(CancelRun(PARCEL, land.run.subject_id, **given), actor=actor, now=land.now)


@pytest.fixture
def dispatched(land):
    land.start()
    land.act("clerk", "whistle", kind="litter", nature="joint")
    land.act("dispatcher", "dispatch", offices=["streets", "housing"])
    return land


def test_every_task_is_cancelled_and_every_clock_stopped(dispatched):
    run = cancel(dispatched, data={"because": "solved itself"})

    assert (run.is_open, run.ended_at) == (False, dispatched.now)
    assert [state for _step, _who, state in dispatched.states()] == [
        "done",
        "done",
        "cancelled",
        "cancelled",
    ]
    clocks = Clock.objects.filter(task__run=run, task__state="cancelled")
    assert set(clocks.values_list("state", "next_action_at")) == {("stopped", None)}
    assert dispatched.parcels.outcomes == {run.subject_id: "withdrawn"}
    assert dispatched.records()[-1] == "withdrawn"
    assert dispatched.last_record().data["because"] == "solved itself"


def test_staff_cannot_withdraw_for_the_reporter(dispatched):
    with pytest.raises(Forbidden):
        cancel(dispatched, dispatched.actor("clerk"))

    assert dispatched.reload().is_open
    assert dispatched.records()[-1] == "dispatched"


def test_it_is_withdrawn_only_once(dispatched):
    cancel(dispatched)

    with pytest.raises(AlreadyDone):
        cancel(dispatched)


def test_what_never_moved_cannot_be_withdrawn(land):
    with pytest.raises(NotFound):
        cancel_run(CancelRun(PARCEL, 0), actor=REPORTER, now=land.now)
