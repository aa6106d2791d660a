"""Facts and cells say what the cases say, however the reader comes to know of it."""

from dataclasses import asdict
from datetime import timedelta

import pytest
from django.utils import timezone

from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.measures.keeping import keep_up
from yiwang.insight.measures.models import CaseCell, DepartmentCell, EndingCell
from yiwang.portals.casework.tests.staging import act, dispatched, reported
from yiwang.work.cases.queries.conduct import conduct_of
from yiwang.work.cases.queries.counting import Period, tally

pytestmark = pytest.mark.django_db


def kept(now=None):
    """Everything sealed and taken in."""
    now = now or timezone.now()
    seal_pending(now)
    return keep_up(now)


def cube():
    """All cells that hold anything, in one order."""
    found = []
    for table in (CaseCell, DepartmentCell, EndingCell):
        rows = [dict(row.items()) for row in table.objects.values()]
        found.append(sorted(tuple(row.values()) for row in rows if any_count(row)))
    return found


def any_count(row):
    key = {"kind", "subject_id", "grain", "type_id", "day", "month", "hours"}
    return any(value for name, value in row.items() if name not in key)


def whole():
    """The counts over everything, of all months together."""
    cells = CaseCell.objects.filter(kind=3, grain=1, type_id=0)
    return {
        name: sum(getattr(cell, name) for cell in cells)
        for name in (field.name for field in CaseCell._meta.concrete_fields)
        if name not in ("kind", "subject_id", "grain", "type_id", "day")
    }


def test_the_whole_says_what_counting_the_cases_says():
    reported()
    act(dispatched("ZJ-9001"), "zj.9001", "acknowledge", organization="ZJ-9001")
    kept()

    around = Period(timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=1))
    counted = whole()
    told = asdict(tally(around)) | asdict(conduct_of(around))
    told.pop("timed")
    assert {name: counted[name] for name in told} == told
    assert counted["reported"] == 2
