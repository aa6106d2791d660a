"""Every pack on the shelf is whole: checked, installed, proved, and nothing to change again."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from tests.territories import PARTS

from yiwang.config.cli.pack import pack as command
from yiwang.packs.demonstration import demonstration_accounts
from yiwang.packs.shelf import shipped_packs
from yiwang.structure.territory.models import Area, Net
from yiwang.structure.territory.queries import leaf_areas
from yiwang.work.workflows.models import Workflow
from yiwang.work.workflows.proof.report import report_on

SHELF = {folder.name: folder for folder in shipped_packs()}
NOON = datetime(2026, 9, 7, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
LARGE = {"jiamusi"}  # test_jiamusi.py looks at everything in it
KEYS = sorted(SHELF.keys() - LARGE)


def test_every_locality_is_on_the_shelf():
    assert list(SHELF) == [
        "blank",
        "chongqing",
        "general",
        "jiamusi",
        "runzhou",
        "songgang",
        "xinhua",
        "yuhang",
        "zhuanqiao",
    ]


@pytest.mark.parametrize("key", KEYS)
def test_it_is_installed_and_a_second_time_changes_nothing(key, enter):
    enter(key)

    part = [option for code in PARTS.get(key, ()) for option in ("--within", code)]
    again = CliRunner().invoke(command, ["install", key, "--yes", *part])

    assert (again.exit_code, again.stdout) == (0, f"{key} 1: nothing to change.\n"), again.stderr


@pytest.mark.parametrize("key", KEYS)
def test_its_workflows_are_proved_where_they_run(key, enter):
    enter(key)
    files = sorted(SHELF[key].glob("workflows/*.toml"))

    reports = [report_on(file.read_text("utf-8"), file.name, territory_at=NOON) for file in files]

    assert all(report.is_proved for report in reports), [report.lines for report in reports]
    assert Workflow.objects.count() == len(files) > 0


@pytest.mark.parametrize("key", KEYS)
def test_somebody_is_shown_to_sign_in_as(key, enter):
    enter(key)

    accounts = demonstration_accounts()

    assert len(accounts) >= 2
    assert all(account.shows and account.password for account in accounts)


@pytest.mark.parametrize("key", sorted(set(KEYS) - {"blank"}))
def test_demonstration_geometry_says_so_and_fills_the_territory(key, enter):
    enter(key)

    net = Net.objects.get(is_primary=True)

    assert any(word in net.geometry_note for word in ("示意", "虚构"))
    assert not Area.objects.filter(net=net, geometry=None).exists()
    assert leaf_areas().count() > 0
