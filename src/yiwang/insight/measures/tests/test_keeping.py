"""Facts and cells say what the cases say, however the reader comes to know of it."""

from dataclasses import asdict
from datetime import timedelta

import numpy as np
import pytest
import shapely
from django.utils import timezone
from h3.api import basic_int as h3

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record, SealedRecord
from yiwang.foundation.records.seal import seal_pending
from yiwang.foundation.records.write import record
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.following import follow_once
from yiwang.insight.measures.keeping import keep_up, refresh, replay
from yiwang.insight.measures.models import (
    CaseCell,
    CaseFact,
    DepartmentCell,
    DepartmentFact,
    EndingCell,
    FactArea,
    SpotCell,
    Standing,
    TypeSet,
)
from yiwang.insight.measures.packed import BLOCKS
from yiwang.insight.measures.queries import counts_of
from yiwang.insight.measures.spots import size_kept
from yiwang.insight.measures.subjects import Subject
from yiwang.portals.casework.tests.staging import (
    CLERK,
    DISPATCHER,
    act,
    actor,
    dispatched,
    reported,
    whistled,
)
from yiwang.structure.territory.models import Area, AreaAncestor
from yiwang.structure.territory.queries import area_by_code
from yiwang.work.cases.actions.merge_cases import MergeCases, merge_cases
from yiwang.work.cases.actions.move_pin import Move, move_pin
from yiwang.work.cases.actions.unmerge_case import unmerge_case
from yiwang.work.cases.models import Case, CaseType
from yiwang.work.cases.reports import Place
from yiwang.work.cases.tests.conduct import conduct_of
from yiwang.work.cases.tests.counting import Period, tally

pytestmark = pytest.mark.django_db
FACTS = (CaseFact, DepartmentFact, FactArea, Standing, TypeSet)
CELLS = (CaseCell, DepartmentCell, EndingCell, SpotCell)
NEXT_COMMUNITY = Place(130.025, 46.15)
KEYS = {"kind", "subject_id", "grain", "type_id", "day", "type_set"}


def kept(now=None):
    """Everything sealed and taken in; how many records."""
    now = now or timezone.now()
    seal_pending(now)
    return keep_up(now)


def lived():
    """A few cases that differ in what became of them."""
    act(dispatched("ZJ-9001"), "zj.9001", "acknowledge")
    returned = dispatched("SW-9001")
    act(returned, "sw.9001", "return", reason="不归水务", reason_code="not_ours", entry="housing")
    act(reported(), CLERK, "decline", reason="属于咨询", text="请到二号窗口")
    one, other = whistled(), whistled()
    wanted = MergeCases(one.pk, other.pk, "同一件事")
    merge_cases(wanted, actor=actor(DISPATCHER), now=timezone.now())
    return [one, other, reported()]


def cube():
    """All facts, and all cells that hold anything."""
    facts = [sorted(map(repr, table.objects.values())) for table in FACTS]
    cells = [
        sorted(
            repr(row)
            for row in table.objects.values()
            if any(holds(value) for name, value in row.items() if name not in KEYS)
        )
        for table in CELLS
    ]
    return facts, cells


def holds(value):
    """Whether a number, or any of several, is not nought."""
    return any(value) if isinstance(value, list) else bool(value)


def test_the_whole_says_what_counting_the_cases_says():
    lived()
    kept()

    now = timezone.now()
    around = Period(now - timedelta(days=1), now + timedelta(days=1))
    told = asdict(tally(around)) | asdict(conduct_of(around))
    told.pop("timed")
    on = timezone.localdate(now)
    days = Days(on - timedelta(days=1), on + timedelta(days=1))
    assert counts_of(list(told), Subject.everything(), days) == told
    assert (told["reported"], told["declined"], told["returned"]) == (6, 1, 1)


def test_a_replay_from_the_first_record_gives_the_identical_cube():
    lived()
    kept()
    now = timezone.now()
    keep_up(now)
    before = cube()

    replay(now)

    assert cube() == before


def test_a_wake_up_that_is_late_lost_or_doubled_changes_nothing():
    now = timezone.now()
    lived()
    kept(now)
    keep_up(now)  # doubled
    act(reported(), CLERK, "whistle", kind="housing.leak", nature="joint")
    seal_pending(now)  # and nobody woke the reader: lost
    reported()
    kept(now)  # late, it takes in both
    seen = cube()

    assert keep_up(now) == 0
    refresh([fact.pk for fact in CaseFact.objects.all()], now)
    assert cube() == seen
    replay(now)
    assert cube() == seen


def test_one_look_counts_what_waits_sealed_by_whomever_and_another_changes_nothing():
    reported()
    assert follow_once(timezone.now()) > 0
    reported()
    seal_pending(timezone.now())  # somebody else sealed it, and counted nothing
    assert follow_once(timezone.now()) > 0
    seen = cube()

    assert follow_once(timezone.now()) == 0
    assert (cube(), CaseFact.objects.count()) == (seen, 2)


def test_a_reader_that_breaks_in_the_middle_goes_on_where_it_was(monkeypatch):
    lived()
    seal_pending(timezone.now())
    now, total = timezone.now(), SealedRecord.objects.count()
    import yiwang.insight.measures.keeping as keeping

    whole, calls = keeping.refresh, iter(range(1000))

    def breaks(ids, at):
        whole(ids, at)
        if next(calls) == 1:
            raise RuntimeError("pulled out")

    monkeypatch.setattr(keeping, "refresh", breaks)
    with pytest.raises(RuntimeError):
        keep_up(now, batch=7)
    monkeypatch.undo()

    assert 7 + keep_up(now, batch=7) == total
    seen = cube()
    replay(now)
    assert cube() == seen


def test_what_only_time_makes_late_is_late_without_a_record():
    case = dispatched("ZJ-9001")
    kept()
    fact = CaseFact.objects.get(pk=case.pk)
    assert not fact.is_late

    keep_up(fact.late_since + timedelta(seconds=1))

    fact.refresh_from_db()
    assert (fact.is_late, fact.late_on) == (True, timezone.localdate(fact.late_since))
    on = fact.late_on
    assert counts_of(["overdue_open"], Subject.whole(), Days(on, on)) == {"overdue_open": 1}


def test_a_case_that_comes_back_is_told_by_place_and_type():
    first = reported()
    kept()
    again = reported()
    kept()

    assert not CaseFact.objects.get(pk=first.pk).is_repeat
    assert CaseFact.objects.get(pk=again.pk).is_repeat

    other = CaseType.objects.filter(parent__isnull=False).exclude(key="housing.leak").first()
    act(first, CLERK, "whistle", kind=other.key, nature="joint")  # it was another kind of thing
    kept()

    assert not CaseFact.objects.get(pk=again.pk).is_repeat


def test_a_type_that_becomes_confidential_leaves_every_count_but_that_of_all():
    reported()
    kept()
    on = timezone.localdate()
    CaseType.objects.filter(key="housing.leak").update(is_confidential=True)
    record("cases.type.loaded", subject=("cases.type", 0), actor=SYSTEM, at=timezone.now())
    kept()

    county = Subject.area(area_by_code("9001").pk)
    told = [
        counts_of(["reported"], each, Days(on, on))["reported"]
        for each in (Subject.everything(), Subject.whole(), county)
    ]
    assert told == [1, 0, 0]


def test_cells_follow_an_area_to_another_one_above_it():
    reported()
    kept()
    on = Days(timezone.localdate(), timezone.localdate())
    former, other = area_by_code("900101"), area_by_code("900102")
    community = area_by_code("90010101")
    below = Area.objects.filter(ancestry__ancestor=community)
    moved = AreaAncestor.objects.filter(area__in=below, ancestor=former)
    moved.update(ancestor=other)
    record("territory.net.loaded", subject=("territory.net", 1), actor=SYSTEM, at=timezone.now())
    kept()

    counts = [counts_of(["reported"], Subject.area(a.pk), on) for a in (former, other)]
    assert counts == [{"reported": 0}, {"reported": 1}]
    seen = cube()
    replay(timezone.now())
    assert cube() == seen


def shown(cells):
    """The blocks in which any hexagon has cases."""
    return [block for cell in cells.all() for block in np.frombuffer(cell.blocks, BLOCKS)["block"]]


def test_cells_follow_a_boundary_to_hexagons_of_another_size():
    reported()
    kept()
    county = area_by_code("9001")
    of_it = SpotCell.objects.filter(subject_id=county.pk)
    [narrow] = shown(of_it)
    drawn = shapely.to_wkb(shapely.box(129.0, 45.0, 132.0, 46.5))
    Area.objects.filter(pk=county.pk).update(geometry=drawn)
    record("territory.net.loaded", subject=("territory.net", 1), actor=SYSTEM, at=timezone.now())
    kept()

    [wide] = shown(of_it)
    assert size_kept(county.pk) == h3.get_resolution(wide) + 1 == 5
    assert h3.cell_to_parent(narrow, 4) == wide
    seen = cube()
    replay(timezone.now())
    assert cube() == seen


def hexagons():
    """Where the county has cases, on which day how many up to it."""
    cells = SpotCell.objects.filter(subject_id=area_by_code("9001").pk).order_by("day")
    return [(cell.day, np.frombuffer(cell.blocks, BLOCKS)["cases"].max()) for cell in cells]


def test_hexagons_follow_a_late_report_a_moved_pin_and_a_merge_that_is_undone():
    now = timezone.now()
    middle = (now.replace(day=1) - timedelta(days=1)).replace(day=15)
    on = [timezone.localdate(middle + timedelta(days=day)) for day in (-5, 0, 5)]
    reported(middle + timedelta(days=5))
    kept()
    one, other = (whistled(at=middle + timedelta(days=day)) for day in (0, -5))  # late
    kept()
    assert hexagons() == [(on[0], 1), (on[1], 2), (on[2], 3)]

    move_pin(one.pk, Move(NEXT_COMMUNITY, reason="在山上"), actor=actor(DISPATCHER), now=now)
    kept()
    assert hexagons() == [(on[0], 1), (on[1], 1), (on[2], 2)]
    merge_cases(MergeCases(one.pk, other.pk, "同一件事"), actor=actor(DISPATCHER), now=now)
    kept()
    merged = hexagons()
    unmerge_case(other.pk, "不是同一件事", actor=actor(DISPATCHER), now=now)
    kept()
    assert hexagons() == merged == [(on[0], 1), (on[1], 1), (on[2], 2)]

    seen = cube()
    refresh([fact.pk for fact in CaseFact.objects.all()], now)
    assert cube() == seen
    replay(now)
    assert cube() == seen


def test_facts_name_nobody():
    case = Case.objects.get(pk=reported(text="王大妈家漏水").pk)
    kept()

    assert "王大妈" not in repr(CaseFact.objects.values().get(pk=case.pk))
    assert Record.objects.filter(name__startswith="measures").count() == 0
