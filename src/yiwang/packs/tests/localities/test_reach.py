"""Places of service of the localities: on a map for everybody, and within reach on foot or not."""

import json
from html import unescape

import pytest
from django.test import Client

from yiwang.packs.tests.at_the_doors import read, words_of
from yiwang.portals.casework.tests.staging import client_of
from yiwang.structure.organizations.models import Organization
from yiwang.structure.territory.queries import area_by_code

ZH = {"Accept-Language": "zh-hans"}


def everybody(path, **query):
    return words_of(Client().get(path, query, headers=ZH).content.decode())


def gaps(username, **query):
    return words_of(read("/desk/rules/registers/reach/gaps", username, **query))


@pytest.mark.mechanism("ZQ-05", "ZQ-27", "ZQ-75")
def test_zhuanqiao_has_two_rings_each_with_its_own_reach_and_its_gaps(enter):
    enter("zhuanqiao")

    page = everybody("/service-map/")
    staff = gaps("zhuanqiao.supervisor")

    living, centre = (page.index(each) for each in ("十五分钟社区生活圈", "15分钟党群服务圈"))
    assert "步行15分钟，每分钟60米：从每个单元的中心按直线900米" in page[living:centre]
    assert "步行15分钟，每分钟75米：从每个单元的中心按直线1125米" in page[centre:]
    assert "100.0% 32 ÷ 32" in page[living:centre]
    assert "够不着" in page[centre:]
    unreached = [
        body.area.name
        for body in Organization.objects.filter(code__startswith="ZD-", area__level="village")
        if body.area.name in staff
    ]
    assert unreached


@pytest.mark.mechanism("ZQ-58")
def test_zhuanqiao_sees_where_a_new_centre_would_reach_most(enter):
    enter("zhuanqiao")

    client = client_of("zhuanqiao.supervisor")
    shown = client.get("/desk/rules/registers/reach/gaps").context["shown"]

    villages = next(each for each in shown if each.asked.entry.key == "centre_villages")
    sites = [site for _each, site in villages.rows]
    assert sites
    assert [site.gains for site in sites] == sorted((s.gains for s in sites), reverse=True)
    assert all(site.metres > villages.asked.ring.metres for site in sites)
    assert all(site.gains >= 1 for site in sites)
    assert "没有的单元" in gaps("zhuanqiao.supervisor")


@pytest.mark.mechanism("ZQ-35")
def test_somebody_in_zhuanqiao_finds_the_unit_and_the_point_by_name_or_place(enter):
    enter("zhuanqiao")
    centre = Organization.objects.get(code="DQ-310112103P01")
    unit = area_by_code("310112103001")

    by_name = everybody("/find", q=unit.name)
    answer = Client().post("/find", {"lng": unit.lng, "lat": unit.lat}, headers=ZH)
    by_place = words_of(answer.content.decode())

    assert unit.name in by_name
    assert f"/areas/{unit.net.key}/{unit.code}" in answer.content.decode()
    assert "直线" in by_place
    assert centre.name in everybody("/find", q=centre.name)
    page = everybody(f"/areas/{unit.net.key}/{unit.code}")
    assert f"{unit.name}党群服务站" in page


@pytest.mark.mechanism("RZ-28", "RZ-29")
def test_runzhou_publishes_one_map_with_every_point_and_what_is_beyond_reach(enter):
    enter("runzhou")
    street = area_by_code("321111").children.order_by("code").first()

    page = Client().get("/service-map/", {"in": street.code}, headers=ZH).content.decode()
    words = words_of(page)
    shown = json.loads(unescape(page.split('data-map="')[1].split('"')[0]))

    marks = {each["key"]: each["data"]["features"] for each in shown["marks"]}
    stations = Organization.objects.filter(kind="service_station", area__parent=street)
    points = Organization.objects.filter(lng__isnull=False, area__ancestry__ancestor=street)
    assert len(marks["places"]) == points.count() > stations.count() > 0
    for station in stations:
        assert station.name in words
    assert "周一至周六 8:30–17:30" in words
    assert "政务代办" in words
    assert "每个网格步行15分钟以内有党群服务中心" in words
    assert "直线900米" in words
    change = {"service_line": "0511-85550000", "point": "119.43, 32.2"}
    answer = changed("runzhou.supervisor", stations[0], **change)
    assert answer.status_code == 302
    assert "0511-85550000" in everybody("/service-map/", **{"in": street.code})


def changed(username, body, **typed):
    """The form of a body, sent with something else."""
    client, address = client_of(username), f"/desk/organizations/of/{body.code}/change"
    form = client.get(address).context
    return client.post(address, {**form["typed"], "seen": form["seen"], **typed})


@pytest.mark.mechanism("JMS-29", "JMS-93", "JMS-22", "JMS-23", "JMS-30")
def test_jiamusi_lists_grids_beyond_reach_and_finds_points_by_what_they_offer(enter):
    enter("jiamusi")
    community = "230804007001"

    on_foot, in_grids = gaps("jiamusi.supervisor", area=community).split("每个网格里")
    assert "步行15分钟" in on_foot
    assert "有缺口" in in_grids
    for service in ("劳动者服务站点", "青年志愿服务站"):
        found = everybody("/service-map/", **{"in": community, "service": service})
        assert "永安社区网格化服务站" in found
        assert "永安社区妇女维权服务站" not in found
    grid = area_by_code(community).children.order_by("code").first()
    for number in ("1", "2"):
        new = {
            "code": f"FWD-{number}",
            "name": f"楼下服务点{number}",
            "kind": "service_point",
            "area": grid.code,
            "state": "active",
            "point": f"{grid.lng}, {grid.lat}",
            "services": "歇脚、热水",
        }
        answer = client_of("jiamusi.supervisor").post("/desk/organizations/new", new)
        assert answer.status_code == 302, words_of(answer.content.decode())

    cluster = everybody(f"/areas/base/{grid.code}")
    assert "服务场所 2 楼下服务点1" in cluster
    assert "楼下服务点2" in cluster
    assert "最近的" in cluster  # those of the community beyond
    assert grid.name not in gaps("jiamusi.supervisor", area=grid.code).split("每个网格里")[1]


@pytest.mark.mechanism("GR-18")
def test_a_place_of_care_is_a_kind_of_place_on_the_public_map(enter):
    enter("general")

    page = everybody("/service-map/", service="居家养老")

    assert "荷塘社区居家养老服务站" in page
    assert "居家养老服务站" in page
    assert "每天 8:00–18:00" in page
