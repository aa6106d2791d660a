"""Places of service of localities as everybody reads them: sorts, circles, hubs and their stations,
rooms that several share, and places that are booked with a code."""

import re

import pytest
from django.test import Client

from yiwang.packs.tests.at_the_doors import words_of
from yiwang.packs.tests.at_the_wall import at_time, put_up, working_day


def page(address):
    """What everybody reads there."""
    answer = Client().get(address)
    assert answer.status_code == 200
    return words_of(answer.content.decode())


def sorts(address="/places/"):
    """How many of each sort there are, as the page says it."""
    said = page(address)
    table = said[said.index("种类") : said.index("合计")]
    return {name: int(number) for name, number in re.findall(r"(\S+) (\d+)", table)}


@pytest.mark.mechanism("RZ-25")
def test_runzhou_has_59_centres_147_small_venues_and_277_shared_rooms(enter):
    enter("runzhou")

    found = sorts()

    assert (found["党群服务中心"], found["党建微家"], found["共享阵地"]) == (59, 147, 277)
    assert "西津古渡社区党建微家1（演示）" in page("/places/WJ-321111003013-1")


@pytest.mark.mechanism("JMS-21")
def test_each_of_182_centres_of_jiamusi_is_the_middle_of_a_circle(enter):
    enter("jiamusi")

    centre = page("/places/DQ-230804007001")

    assert sorts()["党群服务中心"] == 182
    assert "服务圈" in centre
    assert int(re.search(r"步行能到这里的有 (\d+) 个单元", centre)[1]) > 0
    assert "步行15分钟" in centre
    assert "永安社区" in centre


@pytest.mark.mechanism("ZQ-04")
def test_a_hub_of_zhuanqiao_shows_the_services_and_the_calendar_of_its_stations(enter):
    enter("zhuanqiao")
    put_up(
        "zhuanqiao.supervisor",
        "activity",
        "310112103P05",
        "午间微课",
        venue="ZD-310112103P05",
        **at_time(working_day(), "12:10", "12:50", "40"),
    )

    hub, station = page("/places/DQ-310112103P05"), page("/places/ZD-310112103P05")

    assert "产业园区党群服务站（演示）" in hub
    assert "午间微课" in hub  # takes place at the station
    assert "午间微课" in station
    assert "都市片区党群服务中心" in station  # whose station it is
    assert "政务服务" in hub


@pytest.mark.mechanism("ZQ-28")
def test_several_lines_share_the_rooms_and_the_timetable_of_a_centre(enter):
    enter("zhuanqiao")
    for title in ("君莲夜读会", "妇儿之家：亲子手工课"):  # of the centre, of the women's federation
        put_up(
            "junlian.head",
            "activity",
            "310112103P02",
            title,
            venue="DQ-310112103P02",
            **at_time(working_day(), "19:00", "20:30", "16"),
        )

    centre = page("/places/DQ-310112103P02")

    assert "君莲夜读会" in centre
    assert "妇儿之家：亲子手工课" in centre
    assert centre.count("19:00") == 2


@pytest.mark.mechanism("GR-22")
def test_places_of_the_general_pack_are_a_list_that_everybody_reads(enter):
    enter("general")

    listed, centre = page("/places/"), page("/places/DQ-P1S1")

    assert sorts()["党群服务中心"] == 1
    assert "春晓社区党群驿站（演示）" in listed
    assert "每天 8:30–20:30" in centre
    assert "春晓社区党群驿站（演示）" in centre
