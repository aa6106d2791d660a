"""Two workers that draw at the same moment draw as one would: real threads, real commits."""

from yiwang.foundation.records.models import Record
from yiwang.portals.desk.tests.test_call_backs import end_the_month, solved
from yiwang.work.cases.lots import ticket_of, wanted
from yiwang.work.cases.models import CallBack, Draw
from yiwang.work.workflows.definition.schema import Quota
from yiwang.work.workflows.models import Task
from yiwang.work.workflows.tests.test_two_at_once import at_once


def test_two_workers_draw_what_one_would(own_database):
    numbers = [solved().number for _ in range(6)]

    assert at_once(end_the_month, end_the_month) == [None, None]

    draw = Draw.objects.get()
    drawn = set(CallBack.objects.values_list("case__number", flat=True))
    lowest = sorted(numbers, key=lambda number: ticket_of(draw.seed, number))
    assert drawn == set(lowest[: len(drawn)])
    assert len(drawn) >= wanted(Quota(percent=20, least=1), len(numbers))
    assert Task.objects.filter(role="called_back").count() == len(drawn)
    names = (
        Record.objects.filter(subject="cases.draw").order_by("id").values_list("name", flat=True)
    )
    assert list(names) == ["cases.draw.opened", "cases.draw.closed"]
