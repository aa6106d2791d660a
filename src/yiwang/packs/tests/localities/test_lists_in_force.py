"""Lists that localities keep, read where staff read the rules in force."""

import pytest

from yiwang.packs.tests.at_the_doors import read, words_of


def register(key, username):
    return words_of(read(f"/desk/rules/registers/{key}", username))


@pytest.mark.mechanism("ZQ-07", "ZQ-34", "ZQ-46", "ZQ-80")
def test_zhuanqiao_lists_powers_moved_down_duties_and_procedures(enter):
    enter("zhuanqiao")

    powers = register("delegation", "junlian.clerk")
    zone = words_of(read("/desk/areas/disposal/310112103P02", "junlian.clerk"))
    duties = register("responsibility", "junlian.clerk")
    procedures = register("procedures", "junlian.clerk")

    assert "片区派单权：直接派给部门" in powers
    assert "2021年11月1日" in powers  # since when
    assert "事权下放清单 片区派单权：直接派给部门" in zone  # to which level
    assert "违法搭建：综合执法牵头，城建配合" in duties
    assert "颛桥镇综合行政执法队" in duties  # which body that is
    assert "微更新" in procedures
    assert "每年复核" in procedures


@pytest.mark.mechanism("SG-02", "SG-58")
def test_songgang_lists_powers_moved_down_and_duties_by_kind_of_actor(enter):
    enter("songgang")

    powers = register("delegation", "dongfang.clerk")
    duties = register("actor_duties", "dongfang.clerk")

    assert "楼道堆物的限期清理" in powers
    for force in ("治理力量", "联络力量", "共建力量", "专业力量", "自治力量"):
        assert f"{force}：" in duties


@pytest.mark.mechanism("RZ-04", "RZ-39")
def test_runzhou_keeps_its_method_and_incentives_as_lists_to_be_filled_in(enter):
    enter("runzhou")

    method = register("method", "xijin.worker")
    incentives = register("incentives", "xijin.worker")

    assert (method.count("统（名称待填）"), method.count("联（名称待填）")) == (6, 18)
    assert incentives.count("激励举措") >= 6
    assert "待遇" not in incentives.partition("激励举措1")[2]  # pay stays outside


@pytest.mark.mechanism("XH-48")
def test_xinhua_lists_five_powers_moved_down(enter):
    enter("xinhua")

    powers = register("five_powers", "panyu.clerk")

    for number in range(1, 6):
        assert f"五权 {number}" in powers
    assert "综合管理权：协调调度派出机构" in powers


@pytest.mark.mechanism("YH-28")
def test_yuhang_lists_powers_and_staff_moved_down(enter):
    enter("yuhang")

    moved = register("delegation", "cangqian.clerk")

    assert "占道经营的日常处置" in moved
    assert "执法队编制下沉镇街" in moved  # the staff who do it
