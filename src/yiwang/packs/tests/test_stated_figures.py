"""What localities state, counted again by `yiwang pack figures`."""

import pytest
from click.testing import CliRunner
from django.utils.translation import override

from yiwang.config.cli.pack import pack as command


def told(key):
    """What the command prints, in English."""
    with override("en"):
        return CliRunner().invoke(command, ["figures", key])


@pytest.mark.mechanism("ZQ-10")
def test_zhuanqiao_covers_all_its_committees_and_villages_by_five_zones(enter):
    enter("zhuanqiao")

    result = told("zhuanqiao")

    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "Units that a zone covers: 100.00 %",
        "  = 46 (residential areas in a zone 32, villages in a zone 14)"
        " / 46 (all residential areas 32, all villages 14)",
        "  beside: functional zones 5, committees in preparation 1",
        "  stated: 100 = 46 / 46 "
        "“现有32个居委会（含1个筹备组）、14个村按实际地理位置分别划分至其中”: equal",
    ]


@pytest.mark.mechanism("RZ-20", "RZ-40")
def test_runzhou_has_18_4_workers_per_10_000_residents_and_agreements_everywhere(enter):
    enter("runzhou")

    result = told("runzhou")

    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "Social workers per 10,000 residents: 18.4 per 10,000",
        "  = 428 (social workers) / 232,600 (residents)",
        "  beside: communities and villages 61",
        "  stated: 18.4 = 428 “每万名常住人口社工拥有量达18.4人；428名社工”: equal",
        "Streets and communities with agreements: 100.00 %",
        "  = 69 (streets with an agreement 8, communities with an agreement 61)"
        " / 69 (streets 8, communities and villages 61)",
        "  stated: 100 “街道社区共建共治覆盖率达100%”: equal",
    ]


def test_jiamusi_is_not_told_before_anything_is_counted(enter):
    enter("jiamusi")

    result = told("jiamusi")

    assert result.exit_code == 1
    assert "stated: 98.39 = 8599 / 8740" in result.stdout
    assert "rehearse it first: yiwang rehearse jiamusi" in result.stderr


def test_a_pack_that_is_not_installed_has_nothing_to_count(enter):
    enter("zhuanqiao")

    result = told("runzhou")

    assert result.exit_code == 1
    assert "is not installed here" in result.stderr
