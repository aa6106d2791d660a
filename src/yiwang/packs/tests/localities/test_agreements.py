"""Agreements between bodies: what each of the two does, under which theme, why, and for how long;
counted by who has them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from yiwang.packs.tests.at_the_doors import words_of
from yiwang.packs.tests.localities.test_bodies import card, page
from yiwang.packs.tests.test_figures_of_localities import page as figures
from yiwang.portals.casework.tests.staging import client_of
from yiwang.structure.organizations.models import OrganizationLink


def agree(username, body, other, expected=302, **words):
    """Two bodies agree, on the card of one of them."""
    form = {"relation": "co_builds:out", "other": other, **words}
    answer = client_of(username).post(f"/desk/organizations/of/{body}/link", form)
    assert answer.status_code == expected, words_of(answer.content.decode())
    return words_of(answer.content.decode())


def shown(username, key, asked):
    found = figures(username, asked).context["figures"]
    [one] = [each for each in found if each.figure.indicator.key == key]
    return one


@pytest.mark.mechanism("RZ-19")
def test_a_community_of_runzhou_and_a_unit_sign_what_each_does_and_for_how_long(enter):
    enter("runzhou")
    boss, community, school = "runzhou.supervisor", "DDW-321111003013", "DWDW-XX"
    refused = agree(boss, community, school, 422, theme="党建+教育")
    assert "请写明双方各做什么" in refused

    until = timezone.localdate() + timedelta(days=365)
    does = "学校：周末开放操场；社区：派志愿者看护"
    agree(boss, community, school, agreed=does, theme="党建+教育", until=until.isoformat())

    for one in (community, school):
        seen = card(one, boss)
        assert "党建+教育 约定：学校：周末开放操场；社区：派志愿者看护" in seen
        assert f"至{until.year}年" in seen
    assert "银行：每季一次反诈课" in card(community, "xijin.worker")


@pytest.mark.mechanism("RZ-20")
def test_streets_and_communities_of_runzhou_with_agreements_are_counted(enter):
    enter("runzhou")
    boss, asked = "runzhou.supervisor", "by=co_building_coverage"
    assert shown(boss, "co_building_coverage", asked).figure.text == "100.00%"

    ended = OrganizationLink.objects.exclude(agreed="").filter(target__code="DDW-321111003013")
    for each in ended:
        end = {"until": timezone.localdate().isoformat(), "reason": "到期不续"}
        client_of(boss).post(f"/desk/organizations/links/{each.pk}/end", end)

    asked += f"&until={timezone.localdate() + timedelta(days=1)}"
    lacking = figures(boss, f"area=321111003&{asked}").context["below"]
    assert [each.code for each, figure in lacking if not figure.numerator] == ["321111003013"]


@pytest.mark.mechanism("RZ-21")
def test_partners_of_runzhou_are_counted_by_kind(enter):
    enter("runzhou")

    partners = shown("runzhou.supervisor", "partners", "by=partners")
    covered = page("/desk/organizations/coverage", "runzhou.supervisor")

    beside = {each.name: each.number for each in partners.beside}
    assert partners.figure.numerator > 500
    assert (beside["市级以上机关"], beside["垂管部门"]) == (76, 17)
    assert 20 < beside["金融机构"] < 30
    assert "市级以上机关 76" in covered
    banks = page("/desk/organizations?sector=finance", "runzhou.supervisor")
    assert "共 24 个" in banks


@pytest.mark.mechanism("SG-08", "SG-25", "SG-26", "SG-83")
def test_songgang_agrees_with_partners_outside_under_themes_and_says_why(enter):
    enter("songgang")

    committee = card("WY-440306024", "songgang.supervisor")
    outside = page("/desk/areas?net=base", "songgang.dispatcher")

    university = committee.partition("暨南大学")[2]
    assert "党建+人才 约定：暨南大学：派师生调研、办讲堂；街道：提供实践基地和课题" in university
    assert "依据：党建共建战略合作" in university
    for theme in ("党建+人才", "党建+服务", "党建+文化", "党建+治理"):
        assert theme in committee
    assert "机构：提供社工督导和课程" in committee  # what the Greater Bay Area brings
    assert "依据：地理位置相邻、基层治理状况相似、文化同根同源" in committee
    for body in ("暨南大学 学校 广州", "香港社会服务机构（演示）", "大湾区文化交流中心（演示）"):
        assert body in outside


@pytest.mark.mechanism("SG-29")
def test_a_project_of_songgang_pairs_two_branches(enter):
    enter("songgang")

    for branch in ("CJZB-440306024", "SYZB-440306024"):
        seen = card(branch, "songgang.supervisor")
        assert "党建+项目 约定：城建办党支部：协调房屋回收和审批；企业党支部：按期推进" in seen
        assert "依据：推进沙浦围西部人才小镇PPP项目落地" in seen


@pytest.mark.mechanism("SG-78")
def test_songgang_agrees_on_integrity_with_premises_parks_and_small_works(enter):
    enter("songgang")
    boss = "songgang.supervisor"

    office = card("JG-440306024", boss)

    assert office.count("廉政共建 约定") == 3
    for body in ("“三小”场所商户联合会", "工业园运营公司", "零星工程施工单位"):
        assert body in office
    agree(boss, "JG-440306024", "PW-440306024", theme="廉政共建", agreed="物业：收费公开")
    assert card("JG-440306024", boss).count("廉政共建 约定") == 4
