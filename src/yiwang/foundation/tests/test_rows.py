"""A row made quickly is the row that Django makes."""

from datetime import UTC, datetime

import pytest

from yiwang.foundation.rows import new_row
from yiwang.work.cases.models import Case, Placement
from yiwang.work.workflows.models import Clock, Run, Task

NOON = datetime(2026, 9, 7, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("table", [Case, Placement, Run, Task, Clock])
def test_it_has_every_default(table):
    assert values_of(new_row(table)) == values_of(table())


def test_it_has_what_is_given(subtests):
    run = Run(id=7, started_at=NOON)

    task = new_row(Task, id=3, run=run, step="a", opened_at=NOON, post_id=5)

    assert values_of(task) == values_of(Task(id=3, run=run, step="a", opened_at=NOON, post_id=5))
    assert (task.run, task._state.adding, task.post_id) == (run, True, 5)
    assert new_row(Clock, task=None).task is None


def test_rows_share_nothing():
    first, second = new_row(Run), new_row(Run)

    first.act_counts["a.b"] = 1

    assert second.act_counts == {}


def test_a_name_that_is_none_is_refused():
    with pytest.raises(TypeError, match="colour"):
        new_row(Case, colour="red")


def test_it_is_saved_like_any_other(db):
    run = Run.objects.create(version_id=1, subject="a.b", subject_id=1, step="a", stage="a",
                             started_at=NOON)  # fmt: skip

    task = new_row(Task, run=run, step="a", role="actor", opened_at=NOON)
    task.save()

    assert Task.objects.get(pk=task.pk).run == run


def values_of(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
