"""Chongqing: a town's command centre takes in, dispatches to boards and watches."""

import pytest

from yiwang.packs.tests.at_the_doors import Reported, TakenIn, read, words_of

GRID = "500120001001001"


@pytest.mark.mechanism("CQ-14", "CQ-24")
def test_what_a_grid_finds_is_dispatched_to_a_board(enter):
    enter("chongqing")
    case = Reported(GRID, "safety.fire_lane")

    case.act(
        "biquan.dispatcher",
        "dispatch",
        type="safety.fire_lane",
        nature="public_affair",
        organizations=["PA-500120001"],
    )
    case.act("biquan.safety", "acknowledge")

    assert case.story() == ["reported", "dispatched", "acknowledged"]
    assert case.number in read("/desk/ledger", "biquan.dispatcher")  # the centre watches


@pytest.mark.mechanism("CQ-18")
def test_a_town_asks_for_guidance_and_follows_it_up_to_the_city(enter):
    enter("chongqing")
    asked = "老旧小区引入物业，两成业主不交费怎么办"
    case = TakenIn("biquan.dispatcher", "500120001", "other.guidance", asked, "worker")
    district, city = "bishan.supervisor", "chongqing.supervisor"
    assert case.steps_of(district) == ["区县指导"]
    [task] = case.tasks_of(district)
    assert task["clocks"][0]["due_at"]

    case.act(district, "to_city", type="other.guidance", text="涉及收费政策，请市里明确")
    assert "涉及收费政策" in read(case.page, city)
    case.act(city, "answer", text="可先走业主大会表决，再由社区协调分期")

    assert case.story() == ["reported", "accepted", "answered"]
    assert "业主大会表决" in read(case.page, "biquan.dispatcher")  # whoever asked reads it


@pytest.mark.mechanism("CQ-15")
@pytest.mark.parametrize(
    ("kind", "board"),
    [
        ("environment.water", "经济生态板块"),
        ("safety.fire_lane", "平安法治板块"),
        ("livelihood.elderly", "公共服务板块"),
    ],
)
def test_every_matter_belongs_to_a_board_which_leads(enter, kind, board):
    enter("chongqing")
    case = Reported(GRID, kind)

    page = words_of(read(case.page, "biquan.dispatcher"))

    assert f"璧城街道{board} 清单建议" in page or f"璧泉街道{board} 清单建议" in page
    assert board in read("/desk/rules/registers/boards", "biquan.dispatcher")
