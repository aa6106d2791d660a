"""Boards of localities: named and filled by their packs, opened where people open them."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.measures.keeping import keep_up
from yiwang.packs.tests.at_the_doors import Reported, TakenIn, client_of, words_of
from yiwang.work.cases.models import Case
from yiwang.work.workflows.models import Clock


def counted():
    seal_pending(timezone.now())
    keep_up(timezone.now())


def board(who, **asked):
    page = client_of(who).get("/command", asked)
    assert page.status_code == 200
    return page


def figures_of(page):
    groups = page.context["groups"]
    return {each.indicator.key: each.numerator for group in groups for each in group.figures}


def overdue(case, days):
    ago = timezone.now() - timedelta(days=days)
    run = Case.objects.get(pk=case.case_id).run_id
    Clock.objects.filter(run=run, state="running").update(due_at=ago, near_at=ago)


@pytest.mark.mechanism("CQ-13", "CQ-25")
def test_the_four_boards_of_a_town_in_chongqing_each_count_their_own_matters(enter):
    enter("chongqing")
    grid, who = "500120001001001", "bishan.supervisor"
    Reported(grid, "environment.water")
    Reported(grid, "safety.fire_lane")
    Reported(grid, "livelihood.elderly")
    Reported(grid, "livelihood.work")
    counted()

    whole = board(who)
    names = [each.label for each in whole.context["boards"]]

    assert names == [
        "运行监测",
        "党建工作",
        "经济生态",
        "平安法治",
        "公共服务",
        "党建扎桩·治理结网",
    ]
    came = {
        key: figures_of(board(who, board=key))["reported_cases"]
        for key in ("running", "party", "economy", "safety", "service")
    }
    assert came == {"running": 4, "party": 0, "economy": 1, "safety": 1, "service": 2}


@pytest.mark.mechanism("CQ-25")
def test_statistics_are_broken_down_by_unit_type_and_time_down_to_the_grid(enter):
    enter("chongqing")
    grid, who = "500120001001001", "bishan.supervisor"
    Reported(grid, "environment.water")
    Reported(grid, "safety.fire_lane")
    counted()
    seen, code = [], "500120"
    while code:
        page = board(who, **{"in": code}, colour="reported_cases")
        seen.append(page.context["chosen"].area.level)
        parts = page.context["territory"].parts
        filled = [part.area for part in parts if part.figure.numerator]
        assert [part.figure.numerator for part in parts if part.area in filled] == [2]
        code = filled[0].code if filled[0].code != code else ""

    assert seen[-1] == "grid"
    assert len(seen) == 4
    now = json.loads(client_of(who).get("/command/now", {"in": grid}).content)["sections"]
    assert "生态环境" in now["types"]
    assert "安全隐患" in now["types"]
    assert figures_of(board(who, days="1"))["reported_cases"] == 2
    report = words_of(client_of(who).get("/command/report", {"kind": "weekly"}).content.decode())
    assert "二、分类情况" in report
    assert "三、分区域情况" in report


@pytest.mark.mechanism("CQ-26")
def test_the_running_board_shows_what_is_open_late_and_old_as_it_changes(enter):
    enter("chongqing")
    grid, who = "500120001001001", "bishan.supervisor"
    client = client_of(who)
    before = client.get("/command/pulse")["ETag"]
    case = Reported(grid, "environment.water")
    Reported(grid, "safety.fire_lane")
    overdue(case, days=3)
    counted()

    changed = client.get("/command/pulse", headers={"If-None-Match": before})
    sections = json.loads(client.get("/command/now").content)["sections"]

    assert changed.status_code == 200
    late = words_of(f'<main id="main">{sections["late"]}</main>')
    assert "1 超时" in late
    assert "超时 3 天" in late
    assert case.number in late
    ages = words_of(f'<main id="main">{sections["ages"]}</main>')
    assert "当天 1 0 1" in ages


@pytest.mark.mechanism("RZ-05")
def test_the_four_alls_of_runzhou_stand_on_one_board(enter):
    enter("runzhou")

    page = board("runzhou.supervisor")

    groups = page.context["groups"]
    assert [group.name for group in groups] == ["全参与", "全天候", "全回应", "全感受"]
    assert all(group.figures for group in groups)
    html = page.content.decode()
    for word in ("部门按时签收率", "平均首次答复时间", "回应率", "群众满意率"):
        assert word in html


@pytest.mark.mechanism("XH-02")
def test_the_three_goals_of_xinhua_are_groups_of_figures(enter):
    enter("xinhua")

    groups = board("xinhua.supervisor").context["groups"]

    assert [group.name for group in groups] == ["基层有活力", "管理出实效", "群众得实惠"]
    assert [len(group.figures) for group in groups] == [2, 3, 2]


@pytest.mark.mechanism("ZQ-94")
def test_the_safety_board_of_zhuanqiao_counts_hazards_and_how_they_are_put_right(enter):
    enter("zhuanqiao")
    who = "zhuanqiao.supervisor"
    grid, by = "310112103022", "junlian.inspector"
    hazard = TakenIn(by, grid, "hazard.fire", "安全出口被货物堵死", "worker")
    TakenIn(by, grid, "sanitation.litter", "垃圾没清", "worker")
    overdue(hazard, days=1)
    counted()

    page = board(who, board="safety")

    assert [group.name for group in page.context["groups"]] == ["隐患", "整改"]
    assert figures_of(page)["reported_cases"] == 1
    assert page.context["board"].panels == ["types", "ages", "late", "orders", "duty", "days"]
    assert hazard.number in page.context["sections"]["late"]
