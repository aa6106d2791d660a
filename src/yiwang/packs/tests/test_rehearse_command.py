"""`yiwang rehearse`: plays a script, and prints the figures of the days it was played over."""

from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from django.utils import timezone
from django.utils.translation import override

from yiwang.config.cli.rehearse import rehearse
from yiwang.portals.casework.tests.staging import CLERK, act, reported

pytestmark = pytest.mark.django_db
SCRIPT = """
letters = "letters.csv"

[small]
accepted = 4
solved = 3
satisfied = "1"
days = 30
seed = 7
"""


def told(folder, script):
    with override("en"):
        return CliRunner().invoke(rehearse, [str(folder), "--script", script])


def test_the_figures_are_those_of_the_days_rehearsed(testland, settings, tmp_path):
    settings.MEDIA_ROOT, settings.HOME = tmp_path, tmp_path
    (testland.path / "rehearsal.toml").write_text(SCRIPT)
    (testland.path / "letters.csv").write_text("text,kind\n路灯不亮,sanitation.litter\n")
    before = reported(timezone.now() - timedelta(days=200))
    act(before, CLERK, "whistle", kind="sanitation.litter", nature="small")  # in no figure below

    result = told(testland.path, "small")

    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0].startswith("4 cases, ")
    first, last = map(date.fromisoformat, lines[1].split(" – "))
    assert last == timezone.localdate()
    assert timedelta(days=20) < last - first < timedelta(days=60)
    figures = {line.split()[0]: line for line in lines[2:-1]}
    assert "75.00 %   = 3 / 4   (open 1, " in figures["resolution_rate"]
    assert "100.00 %   = " in figures["satisfaction_rate"]
    assert lines[-1].endswith(" records, sound")


def test_a_script_that_the_pack_does_not_have_is_said(testland):
    result = told(testland.path, "small")

    assert result.exit_code == 1
    assert "has no rehearsal named small" in result.stderr
