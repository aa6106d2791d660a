"""Something begins to move: under the version in force, with one record of the caller's act."""

from datetime import timedelta

import pytest
from django.db import transaction

from yiwang.foundation.records.actor import REPORTER
from yiwang.foundation.refusals import NotFound
from yiwang.work.workflows.actions.start_run import StartRun, start_run
from yiwang.work.workflows.models import Run
from yiwang.work.workflows.subjects import Situation
from yiwang.work.workflows.tests.land import MONDAY
from yiwang.work.workflows.tests.parcels import PARCEL


def start(land, key="tests.five_step", record_name="", **given):
    land.parcels.situations[9] = Situation(land.areas["near"].pk)
    given = StartRun(key, PARCEL, 9, land.parcels.situation(9), **given)
    land.run = start_run(given, actor=REPORTER, now=land.now, record_name=record_name)
    return land.run


def test_its_first_task_and_clock_are_opened_at_once(land):
    run = start(land)

    task = run.tasks.get()
    assert (run.step, run.stage, run.area) == ("collect", "collect", land.areas["near"])
    assert (task.post, task.role, task.opened_at) == (land.posts["clerk"], "actor", MONDAY)
    assert task.clocks.get().due_at.isoformat() == "2026-09-07T06:30:00+00:00"


def test_reporting_and_starting_are_one_record(land):
    run = start(land, record_name=f"{PARCEL}.reported", data={"channel": "web"})

    assert land.records() == ["reported"]
    assert land.last_record().data == {
        "run": run.pk,
        "workflow": "tests.five_step",
        "version": 1,
        "task": run.tasks.get().pk,
        "post": land.posts["clerk"].pk,
        "stage": "collect",
        "channel": "web",
    }


def test_who_took_it_in_elsewhere_owns_it_first(land):
    run = start(land, owner_post_id=land.posts["clerk2"].pk)

    assert run.owner_post == land.posts["clerk2"]
    assert run.tasks.get().post == land.posts["clerk"]


def test_a_run_keeps_the_version_it_started_under(land):
    run = start(land)
    newer = land.publish(name=('name_en = "Whistle"', 'name_en = "Blow"'))

    assert land.act("clerk", "whistle", kind="litter", nature="joint").version == land.version
    land.parcels.situations[10] = Situation(None)
    later = start_run(
        StartRun("tests.five_step", PARCEL, 10, land.parcels.situation(10)),
        actor=REPORTER,
        now=land.now,
    )
    assert (run.version, later.version) == (land.version, newer)


def test_before_any_version_is_in_force_nothing_starts(land):
    land.now = MONDAY - timedelta(days=365)

    with pytest.raises(NotFound), transaction.atomic():  # the caller's act
        start(land)

    assert not Run.objects.filter(subject=PARCEL).exists()


def test_it_needs_few_queries(land, django_assert_num_queries):
    start(land)
    land.parcels.situations[11] = Situation(land.areas["near"].pk)

    with django_assert_num_queries(3):  # the state, the ids, everything else at once
        start_run(
            StartRun("tests.five_step", PARCEL, 11, land.parcels.situation(11)),
            actor=REPORTER,
            now=land.now,
        )
