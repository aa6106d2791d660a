"""A rehearsal comes out at its targets, through real actions, with every history whole."""

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from yiwang.foundation.records.seal import seal_pending
from yiwang.foundation.records.verify import verify
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.keeping import keep_up
from yiwang.insight.measures.queries import counts_of, figures_of
from yiwang.insight.measures.subjects import Subject
from yiwang.packs.rehearsal.plan import Fate, Targets, plan
from yiwang.packs.rehearsal.play import Play
from yiwang.packs.rehearsal.script import Script
from yiwang.packs.rehearsal.stage import Stage
from yiwang.work.cases.contacts import read_contact

SHANGHAI = ZoneInfo("Asia/Shanghai")
UNTIL = datetime(2026, 9, 7, 12, 0, tzinfo=SHANGHAI)
TARGETS = Targets(accepted=60, solved=56, satisfied=Fraction("0.9"), waiting=3, days=120)
LETTERS = (
    "门前垃圾堆了三天没有人清运。",
    "楼顶漏水，每逢下雨屋里就滴水。",
    "从昨天起停水，什么时候恢复？",
)


def test_the_full_plan_of_jiamusi_has_exactly_the_published_numbers():
    targets = Targets(accepted=8740, solved=8599, satisfied=Fraction("0.95"))

    fates = [case.fate for case in plan(targets, until=UNTIL)]

    solved = [f for f in fates if f not in (Fate.GAVE_UP, Fate.LEFT_OPEN, Fate.NOT_TRIAGED)]
    satisfied = sum(f in (Fate.SATISFIED, Fate.REOPENED_SATISFIED) for f in fates)
    dissatisfied = sum(f in (Fate.REOPENED_UNRATED, Fate.GAVE_UP) for f in fates)
    assert (len(fates), len(solved)) == (8740, 8599)
    assert Fraction(satisfied, satisfied + dissatisfied) == Fraction("0.95")


def test_what_will_be_reopened_is_reported_early_enough_to_end():
    targets = Targets(accepted=8740, solved=8599, satisfied=Fraction("0.95"))

    planned = plan(targets, until=UNTIL)

    reopened = (Fate.REOPENED_SATISFIED, Fate.REOPENED_UNRATED)
    latest = max(case.reported_at for case in planned if case.fate in reopened)
    assert (UNTIL - latest).days >= 100


def test_a_plan_is_the_same_for_the_same_seed():
    assert plan(TARGETS, until=UNTIL) == plan(TARGETS, until=UNTIL)


def test_some_leave_a_telephone_that_nobody_has_and_nothing_else_changes():
    told = Targets(accepted=50, solved=40, satisfied=Fraction(19, 20), reachable=Fraction(3, 5))

    cases = plan(told, until=UNTIL)

    left = [case.telephone for case in cases if case.telephone]
    assert 15 < len(left) < 45
    assert len(set(left)) == len(left)
    assert all(each.startswith("0100-") and read_contact(each) for each in left)
    silent = plan(replace(told, reachable=Fraction(0)), until=UNTIL)
    assert [replace(case, telephone="") for case in cases] == silent


@pytest.mark.mechanism("JMS-68", "JMS-69")
def test_a_rehearsal_comes_out_at_its_targets(own_database, settings, tmp_path):
    settings.MEDIA_ROOT, settings.HOME = tmp_path, tmp_path
    stage = Stage(Script(TARGETS, LETTERS, focus="900101"), "cn", UNTIL.date())
    finished = []

    played = Play(stage, UNTIL, finished.append).run(plan(TARGETS, until=UNTIL))

    seal_pending(UNTIL)
    keep_up(UNTIL)
    asked = Subject.everything(), Days(date(2026, 1, 1), UNTIL.date())
    counts = counts_of(["accepted", "solved", "closed_dissatisfied"], *asked)
    left = counts_of(["open", "waiting", "withdrawn"], *asked)
    resolution, satisfaction = figures_of(["resolution_rate", "satisfaction_rate"], *asked)
    assert (played.cases, len(finished)) == (63, 63)
    assert tuple(counts.values()) == (60, 56, 2)
    assert tuple(left.values()) == (2, 3, 0)
    assert (resolution.numerator, resolution.denominator) == (56, 60)
    assert str(resolution.value) == "93.33"
    assert str(satisfaction.value) == "90.00"
    assert verify().is_sound
