"""Public tables and figures, counted from facts, say what counting the cases one by one says."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from random import Random

import pytest
from django.db.models import Q
from django.utils import timezone

from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.disclosure.framing import REST, UNTYPED, counts_in, present_frame
from yiwang.insight.disclosure.honest import KINDS, numbers_of
from yiwang.insight.disclosure.tables import Frame, Node
from yiwang.insight.disclosure.tests.knowing import take_in_all_cases
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.keeping import keep_up
from yiwang.portals.casework.tests.staging import CLERK, act, dispatched, reported, whistled
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import area_by_code
from yiwang.work.cases.case_types import type_by_key
from yiwang.work.cases.models import Case, Mediation, Rating, Reply
from yiwang.work.cases.policies import not_confidential
from yiwang.work.cases.tests.conduct import conduct_of
from yiwang.work.cases.tests.counting import Period, Tally, tally
from yiwang.work.cases.tests.settling import settling_time
from yiwang.work.workflows.models import Pause, Run

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class Ended:
    """How a case of the sample stands: its step and outcome (none: open), its nature and grade."""

    step: str
    outcome: str = ""
    nature: str = "small"
    grade: int | None = None


FATES = (
    Ended("closed", "solved", grade=5),
    Ended("closed", "solved", grade=1),
    Ended("closed", "unanswered"),
    Ended("closed_dissatisfied", "dissatisfied", grade=1),
    Ended("respond"),
    Ended("triage", nature=""),
    Ended("closed", "void"),
    Ended("withdrawn", "withdrawn"),
)
PLACES = ("9001010101", "9001010202", "9001020101", "9002010101", "900102", "9002", "90")
TYPES = ("sanitation.litter", "housing.leak", "sanitation", "other.other", "rights.wages", "")


def stand(number: int, random: Random, now: datetime) -> None:
    """Cases of every kind of fate, place and type, some of them disputes."""
    pattern = Run.objects.get(pk=whistled().run_id)
    for serial in range(number):
        fate = random.choice(FATES)
        is_open = not fate.outcome
        at = now - timedelta(seconds=serial + 60)
        case = Case.objects.create(
            number=f"99{serial:06}",
            tracking_digest=f"{serial:064}",
            type=type_by_key(random.choice(TYPES)),
            nature=fate.nature,
            text="路灯不亮",
            channel="web",
            area=area_by_code(random.choice(PLACES)),
            is_open=is_open,
            reported_at=at,
            closed_at=None if is_open else at,
        )
        run = Run.objects.create(
            version_id=pattern.version_id,
            subject=pattern.subject,
            subject_id=case.pk,
            step=fate.step,
            stage=pattern.stage,
            outcome=fate.outcome,
            is_open=is_open,
            started_at=at,
            ended_at=None if is_open else at,
        )
        Case.objects.filter(pk=case.pk).update(run=run)
        if fate.grade:
            reply = Reply.objects.create(case=case, text="已修好", by="社区", at=at)
            Rating.objects.create(case=case, reply=reply, grade=fate.grade, at=at)
        if serial % 3 == 0:
            agreed = at + timedelta(days=serial % 5, hours=serial % 7) if serial % 2 else None
            Mediation.objects.create(case=case, agreed_at=agreed)
            if serial % 4 == 1:
                Pause.objects.create(run=run, kind="outside", began_at=at, ended_at=agreed)


def by_cases(frame: Frame, period: Period) -> Iterator[int]:
    """Every cell by counting cases one by one."""
    for area, kind, fate in frame.cells():
        cases = Case.objects.filter(not_confidential(), _inside(area, frame))
        if kind.key == UNTYPED:
            cases = cases.filter(type=None)
        elif kind.above:
            cases = cases.filter(Q(type__key=kind.key) | Q(type__parent__key=kind.key))
        told = tally(period, cases=cases)
        yield {
            "reported": told.reported,
            "solved": told.solved,
            "open": told.open + told.waiting,
            "otherwise": _otherwise(told),
        }[fate.key]


def _otherwise(told: Tally) -> int:
    return told.declined + told.closed_dissatisfied + told.withdrawn + told.voided


def _inside(area: Node, frame: Frame) -> Q:
    if area.level != REST:
        return _below([area.key]) if area.above else Q()
    parts = [each.key for each in frame.areas if each.above == area.above and each.level != REST]
    whole = frame.areas[0].key
    return ~_below(parts) & (Q() if area.above == whole else _below([area.above]))


def _below(codes: list[str]) -> Q:
    return Q(area__in=Area.objects.filter(ancestry__ancestor__code__in=codes))


@pytest.fixture
def around() -> tuple[Days, Period]:
    """The days of the sample, to the end of the last one."""
    now = timezone.localtime()
    end = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    start = end - timedelta(days=3)
    return Days(start.date(), now.date()), Period(start, end)


@pytest.fixture
def lived(around) -> None:
    """What people did, and many more cases of every sort."""
    act(dispatched("ZJ-9001"), "zj.9001", "acknowledge")
    returned = dispatched("SW-9001")
    act(returned, "sw.9001", "return", reason="不归水务", reason_code="not_ours", entry="housing")
    act(reported(), CLERK, "decline", reason="属于咨询", text="请到二号窗口")
    now = timezone.now()
    stand(240, Random(7), now)
    take_in_all_cases(now)
    seal_pending(now)
    keep_up(now)


def test_every_cell_of_a_table_is_what_counting_the_cases_says(lived, around):
    days, period = around
    frame, ids = present_frame()

    found = counts_in(frame, ids, days)

    assert found == list(by_cases(frame, period))
    assert len({number for number in found if number > 0}) > 20
    rests = [n for n, (area, *_) in zip(found, frame.cells(), strict=True) if area.level == REST]
    assert any(rests)


def test_every_number_of_the_figures_is_what_counting_the_cases_says(lived, around):
    days, period = around
    cases = Case.objects.filter(not_confidential())

    found = numbers_of(days)

    disputes = settling_time(period, cases=cases)
    told = asdict(tally(period, cases=cases)) | asdict(conduct_of(period, cases))
    told |= {
        "settled": disputes.settled,
        "settling_days": round(disputes.taken / timedelta(days=1)),
        "went_outside": disputes.went_outside,
        "unsettled": disputes.unsettled,
    }
    used = {name: number for name, number in found.items() if name in told}
    assert used == {name: told[name] for name in used}
    shown = {name for each in KINDS.values() for name in (each.numerator, each.denominator)}
    assert shown | {name for each in KINDS.values() for name in each.beside} <= used.keys()
    some = ("settled", "went_outside", "unsettled", "returned", "declined", "voided")
    assert all(found[name] for name in some)
