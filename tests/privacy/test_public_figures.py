"""Public figures: rules 20 to 22."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.doors.stage import CLERK
from yiwang.insight.disclosure.tasks import release_due
from yiwang.insight.disclosure.tests.knowing import take_in_all_cases
from yiwang.portals.casework.tests.staging import act, reported
from yiwang.work.cases.models import Case, Rating, Reply
from yiwang.work.workflows.models import Run

pytestmark = pytest.mark.django_db
HIDDEN = "数量太少，不显示"


@dataclass(frozen=True)
class Fate:
    """How a case of the sample stands: the step of its run, and its last grade."""

    step: str
    outcome: str = ""
    nature: str = "small"
    is_open: bool = False
    grade: int | None = None


SOLVED, LEFT = ("closed", "solved"), ("closed_dissatisfied", "dissatisfied")
GOING, ASIDE = ("respond",), ("collect",)


@pytest.fixture
def sample():
    """`sample(40, Fate(*SOLVED, grade=5))`: as many cases of that fate, copies of a real one."""
    first = act(reported(), CLERK, "whistle", kind="housing.leak", nature="small")
    pattern = Run.objects.get(pk=first.run_id)
    Case.objects.filter(pk=first.pk).update(run=None)
    Case.objects.filter(pk=first.pk).delete()

    def made(number: int, fate: Fate) -> None:
        for _ in range(number):
            _made(first, pattern, fate)
        take_in_all_cases(timezone.now())

    return made


def _made(first: Case, pattern: Run, fate: Fate) -> None:
    now = last_month()
    serial = Case.objects.count()
    case = Case.objects.create(
        number=f"99{serial:06}",
        tracking_digest=f"{serial:064}",
        type=first.type,
        nature=fate.nature,
        text="路灯不亮",
        channel="web",
        area=first.area,
        is_open=fate.is_open,
        reported_at=now,
        closed_at=None if fate.is_open else now,
    )
    run = Run.objects.create(
        version_id=pattern.version_id,
        subject=pattern.subject,
        subject_id=case.pk,
        step=fate.step,
        outcome=fate.outcome,
        stage=pattern.stage,
        is_open=fate.is_open,
        started_at=now,
        ended_at=None if fate.is_open else now,
    )
    Case.objects.filter(pk=case.pk).update(run=run)
    if fate.grade:
        reply = Reply.objects.create(case=case, text="已修好", by="社区", at=now)
        Rating.objects.create(case=case, reply=reply, grade=fate.grade, at=now)


def last_month() -> datetime:
    """A moment of the newest month that is over for eight days."""
    return (timezone.now() - timedelta(days=8)).replace(day=1) - timedelta(days=3)


def release() -> None:
    """The nightly publication; what earlier ones of the test published is forgotten."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE disclosure_release DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM disclosure_release")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("ALTER TABLE disclosure_release ENABLE TRIGGER USER")
    release_due(timezone.now())


def figures() -> dict[str, dict[str, str]]:
    """The public page: by the name of the figure, its rate and its counts by their labels."""
    release()
    page = Client().get("/figures").content.decode()
    found = {}
    for section in page.split('aria-labelledby="figure-')[1:]:
        name = re.search(r"<h2[^>]*>([^<]+)</h2>", section).group(1)
        rate = re.search(r"<b>([\d.]+%)</b>.*?= (\d+) ÷\s+(\d+)", section, re.DOTALL)
        pairs = re.findall(r"<dt>([^<]+)</dt>\s*<dd[^>]*>([^<]*)</dd>", section)
        found[name] = {"rate": " ".join(rate.groups()), **dict(pairs)}
    return found


def test_a_rate_is_published_from_thirty_on(sample):
    """20: with 29 accepted there is none; with 30 there is."""
    sample(29, Fate(*SOLVED))
    assert figures() == {}

    sample(1, Fate(*SOLVED))

    assert figures()["办结率"]["rate"] == "100.00% 30 30"


def test_counts_below_ten_are_hidden_with_those_that_would_tell_them(sample):
    """20: dissatisfied is accepted less solved less open; each alone would give it away."""
    sample(40, Fate(*SOLVED, grade=5))
    sample(12, Fate(*GOING, is_open=True))
    sample(4, Fate(*LEFT, grade=1))

    shown = figures()["办结率"]

    assert shown["rate"] == "71.43% 40 56"
    assert "4" not in shown.values()
    assert "12" not in shown.values()
    assert list(shown.values()).count(HIDDEN) == 2


def test_counts_of_ten_and_more_are_shown(sample):
    """20, 25: and those who did not answer are among them."""
    sample(40, Fate(*SOLVED, grade=5))
    sample(12, Fate(*GOING, is_open=True))
    sample(11, Fate(*LEFT))
    sample(13, Fate(*ASIDE, nature="", is_open=True))

    found = figures()

    assert HIDDEN not in found["办结率"].values()
    assert {"12", "11", "13"} <= set(found["办结率"].values())
    assert found["满意率"]["rate"] == "100.00% 40 40"
    assert "11" in found["满意率"].values()


def test_what_was_solved_lately_is_told_from_ten_on(sample):
    """20: the first page too."""
    sample(9, Fate(*SOLVED))
    release()
    assert Client().get("/").context["solved"] is None

    sample(1, Fate(*SOLVED))
    sample(12, Fate(*GOING, is_open=True))
    sample(11, Fate(*LEFT, grade=1))
    release()

    assert Client().get("/").context["solved"] == 10


def test_every_published_number_says_how_it_was_counted(sample):
    """22: numerator, denominator, period, exclusions, source, and what it means."""
    sample(40, Fate(*SOLVED, grade=5))

    for shown in figures().values():
        assert re.fullmatch(r"[\d.]+% \d+ \d+", shown["rate"])
        assert {"统计时段", "剔除", "来源"} <= shown.keys()


def test_the_public_map_shows_areas_and_no_case():
    """21: this version's public map is that of choosing a place: names and borders."""
    reported()

    shapes = Client().get("/report/areas.geojson", {"in": "90010101"}).json()["features"]

    assert len(shapes) == 2
    for shape in shapes:
        assert set(shape["properties"]) == {"id", "code", "name", "level"}
        assert shape["geometry"]["type"] == "Polygon"
