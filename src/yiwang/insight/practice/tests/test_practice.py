"""A step counts once the record shows it, since the beginning and by people; starting over is for
supervisors and administrators of a practice installation."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone

from yiwang.foundation.records.actor import REPORTER, SYSTEM, staff
from yiwang.foundation.records.models import Record
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Forbidden, NotFound
from yiwang.insight.practice.actions.begin_practice import Content, begin_practice
from yiwang.insight.practice.actions.start_over import start_over
from yiwang.insight.practice.described import ExercisePart, ExercisesFile, RolePart, StepPart
from yiwang.insight.practice.models import Practice
from yiwang.insight.practice.queries import practice, roles_shown
from yiwang.insight.practice.wanted import NOTE, is_settled, is_wanted
from yiwang.portals.casework.tests.staging import account_id

pytestmark = pytest.mark.django_db
SUBJECT = ("cases.case", 1)


def file_of(**conditions) -> ExercisesFile:
    step = StepPart(
        says="派单", says_en="Dispatch", records=["cases.case.dispatched"], **conditions
    )
    exercise = ExercisePart(key="e", role="r", title="派单", title_en="Dispatch", steps=[step])
    return ExercisesFile(
        roles=[RolePart(key="r", name="派遣员", name_en="D")], exercises=[exercise]
    )


def begun(file: ExercisesFile, settings) -> Practice:
    settings.PRACTICE = True
    begin_practice(Content(file, [], "x"), actor=SYSTEM, now=timezone.now())
    return Practice.objects.get()


def done(of: Practice, *, actor=None, after: int = 1, **data) -> int:
    """How often the step counts as done, once this has happened."""
    at = of.begun_at + timedelta(minutes=after)
    record("cases.case.dispatched", subject=SUBJECT, actor=actor or REPORTER, at=at, **data)
    [role] = roles_shown(of)
    return role.exercises[0].steps[0].times


@pytest.mark.parametrize(
    ("conditions", "data", "times"),
    [
        ({}, {}, 1),
        ({"lists": {"organizations": 2}}, {"organizations": [7]}, 0),
        ({"lists": {"organizations": 2}}, {"organizations": [7, 8]}, 1),
        ({"texts": ["entry"]}, {"entry": ""}, 0),
        ({"texts": ["entry"]}, {}, 0),
        ({"texts": ["entry"]}, {"entry": "rest"}, 1),
        ({"least": {"photos": 1}}, {"photos": 0}, 0),
        ({"least": {"photos": 1}}, {"photos": 2}, 1),
        ({"equals": {"channel": ["phone", "letter"]}}, {"channel": "web"}, 0),
        ({"equals": {"channel": ["phone", "letter"]}}, {"channel": "letter"}, 1),
    ],
)
def test_a_step_is_done_once_the_record_shows_it(settings, conditions, data, times):
    assert done(begun(file_of(**conditions), settings), **data) == times


def test_what_was_rehearsed_before_or_done_by_the_program_does_not_count(settings):
    of = begun(file_of(), settings)

    assert done(of, after=-1) == 0
    assert done(of, after=0) == 0
    assert done(of, actor=SYSTEM) == 0
    assert done(of, actor=staff(account_id("clerk.90010101"))) == 1


def test_every_step_is_counted_in_one_query(settings, django_assert_num_queries):
    of = begun(file_of(), settings)

    with django_assert_num_queries(1):
        roles_shown(of)


def test_what_is_shown_says_nobody(settings):
    of = begun(file_of(), settings)
    done(of, actor=staff(account_id("clerk.90010101")))

    assert "clerk" not in repr(roles_shown(of))


def test_begun_again_the_beginning_stays(settings):
    first = begun(file_of(), settings).begun_at

    assert begun(file_of(), settings).begun_at == first


def test_in_a_real_installation_there_is_no_practice(settings):
    begun(file_of(), settings)
    settings.PRACTICE = False

    assert practice() is None
    with pytest.raises(NotFound):
        start_over(actor=staff(account_id("supervisor.9001")), now=timezone.now())


def test_a_supervisor_has_it_start_over(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.HOME = tmp_path
    begun(file_of(), settings)

    with django_capture_on_commit_callbacks(execute=True):
        start_over(actor=staff(account_id("supervisor.9001")), now=timezone.now())

    assert not is_wanted(tmp_path)  # the page that says so is still being loaded
    left = (tmp_path / NOTE).stat().st_mtime
    os.utime(tmp_path / NOTE, (left - 10, left - 10))
    assert is_wanted(tmp_path)
    assert Record.objects.filter(name="practice.practice.started_over").count() == 1
    is_settled(tmp_path)
    assert not is_wanted(tmp_path)


def test_a_clerk_does_not(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.HOME = tmp_path
    begun(file_of(), settings)

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Forbidden):
        start_over(actor=staff(account_id("clerk.90010101")), now=timezone.now())

    assert not (tmp_path / NOTE).exists()
    assert not Record.objects.filter(name="practice.practice.started_over").exists()
