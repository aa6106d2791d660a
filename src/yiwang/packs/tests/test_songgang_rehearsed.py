"""Songgang's rehearsal: its own workflows, disputes that are mediated, and the days they took."""

from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from django.utils import timezone
from django.utils.translation import override

from yiwang.config.cli.pack import pack as command
from yiwang.packs.rehearsal.plan import Fate, Targets, plan
from yiwang.packs.rehearsal.play import Play
from yiwang.packs.rehearsal.script import read_script
from yiwang.packs.rehearsal.stage import Stage
from yiwang.packs.shelf import pack_folder
from yiwang.work.cases.models import Mediation
from yiwang.work.workflows.turns import past_time

UNTIL = datetime(2026, 9, 7, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_the_full_plan_of_songgang_makes_99_89_percent_and_2_5_days():
    script = read_script(pack_folder("songgang"), "full")

    planned = plan(script.targets, until=UNTIL)

    days = [case.settled_after for case in planned if case.settled_after is not None]
    assert len([case for case in planned if case.fate is Fate.LEFT_OPEN]) == 1
    assert round(Decimal(909) / 910 * 100, 2) == Decimal("99.89")
    assert (len(planned), len(days), Decimal(sum(days)) / len(days)) == (910, 120, Decimal("2.5"))


@pytest.mark.mechanism("SG-70")
def test_songgang_plays_through_its_own_workflows_and_counts_what_came_out(
    enter, settings, tmp_path
):
    settings.MEDIA_ROOT, settings.HOME = tmp_path, tmp_path
    enter("songgang")
    script = read_script(pack_folder("songgang"), "full")
    targets = Targets(
        accepted=20,
        solved=19,
        satisfied=Fraction("0.75"),
        disputes=10,
        settling_days=(0, 1, 1, 2, 2, 2, 3, 3, 4, 7),
        days=100,
        seed=1,
    )
    until = timezone.now()

    with past_time():
        stage = Stage(script, "cn", timezone.localdate(until))
        played = Play(stage, until, lambda _n: None).run(plan(targets, until=until))

    assert played.cases == 20
    assert Mediation.objects.exclude(agreed_at=None).count() == 10
    assert Mediation.objects.filter(sessions__gt=0).exists()
    assert Mediation.objects.values("path").distinct().count() > 1
    with override("en"):
        told = CliRunner().invoke(command, ["figures", "songgang"])
    lines = told.stdout.splitlines()
    assert lines[0] == "Cumulative completion rate: 95.00 %"
    assert lines[1].startswith(
        "  = 19 (solved 19, closed, reporter dissatisfied 0) / 20 (accepted)"
    )
    assert lines[3].endswith(": differs")
    assert lines[4] == "Mean days to settle a dispute: 2.5 days"
    assert lines[7].endswith("“矛盾纠纷平均调处时间仅为2.5天”: equal")
