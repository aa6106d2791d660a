"""The pin was wrong: those who answer for the right place take over, and every clock goes on."""

from dataclasses import replace

import pytest

from yiwang.foundation.refusals import AlreadyDone
from yiwang.work.workflows.actions.relocate_run import RelocateRun, relocate_run
from yiwang.work.workflows.tests.parcels import PARCEL


def relocate(land, area):
    number = land.run.subject_id
    situation = land.parcels.situations[number]
    area_id = land.areas[area].pk if area else None
    land.parcels.situations[number] = replace(situation, area_id=area_id)
    return relocate_run(
        RelocateRun(PARCEL, number),
        actor=land.actor("clerk"),
        now=land.now,
        record_name="x.y.moved",
    )


def test_the_task_goes_to_the_post_of_the_right_place(land):
    due_at = land.start().tasks.get().clocks.get().due_at

    run = relocate(land, "far")

    task = run.tasks.get()
    assert (run.area, task.area) == (land.areas["far"], land.areas["far"])
    assert (task.post, run.owner_post) == (land.posts["clerk2"], land.posts["clerk2"])
    assert (task.clocks.get().due_at, task.clocks.get().next_action) == (due_at, "remind")
    assert land.last_record().data == {
        "from": land.areas["near"].pk,
        "area": land.areas["far"].pk,
        "tasks": [task.pk],
    }


def test_out_of_the_duty_queue_it_finds_its_post(land):
    land.start(None)

    run = relocate(land, "near")

    assert (run.tasks.get().post, run.owner_post) == (land.posts["clerk"], land.posts["clerk"])


def test_departments_keep_their_tasks(land):
    land.start()
    land.act("clerk", "whistle", kind="litter", nature="joint")
    land.act("dispatcher", "dispatch", offices=["streets"])

    relocate(land, "far")

    assert land.task("streets").area == land.areas["far"]
    assert land.last_record().data["tasks"] == []


def test_a_closed_run_stays_where_it_was(land):
    land.start()
    land.act("clerk", "decline", reason="not ours", text="ask them")
    land.act("reporter", "rate", grade=5)

    with pytest.raises(AlreadyDone):
        relocate(land, "far")
