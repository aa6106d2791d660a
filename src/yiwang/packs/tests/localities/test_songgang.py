"""Songgang: one grid with many hands, talked over, mediated, handled, and reviewed by others."""

import pytest

from yiwang.packs.tests.at_the_doors import Refused, Reported, read, words_of
from yiwang.portals.casework.tests.staging import client_of
from yiwang.structure.organizations.models import Organization
from yiwang.structure.territory.queries import net_named, tops_of

CLERK, GRID, DISPATCHER = "dongfang.clerk", "440306024001001", "songgang.dispatcher"


@pytest.mark.mechanism("SG-80")
def test_a_complaint_about_handling_is_reviewed_by_somebody_else(enter):
    enter("songgang")
    case = Reported(GRID, "review.conduct", "反映三次都说不归他管")

    assert case.tasks_of(CLERK) == case.tasks_of(DISPATCHER) == []  # those who handle
    case.act("songgang.reviewer", "answer", type="review.conduct", text="属实，已责成当天办理")

    assert case.story() == ["reported", "answered"]


@pytest.mark.mechanism("SG-05")
def test_every_matter_begins_at_the_community(enter):
    enter("songgang")

    for kind in ("sanitation.litter", "safety.food", "neighbours.dogs"):
        case = Reported(GRID, kind)
        assert (case.steps_of(CLERK), case.tasks_of(DISPATCHER)) == (["社区受理分拨"], [])


@pytest.mark.mechanism("SG-79")
def test_an_integrity_supervisor_reads_how_it_was_closed_and_changes_nothing(enter):
    enter("songgang")
    case, supervisor = Reported(GRID, "housing.corridor", "楼道堆物"), "dongfang.integrity"
    case.act(CLERK, "settle", type="housing.corridor", nature="here", text="当天清完，谢谢提醒")
    [task] = case.tasks_of("songgang.verifier")

    page = read(case.page, supervisor)
    with pytest.raises(Refused) as refusal:
        case.act(supervisor, "pass_check", task=task["id"])

    assert "当天清完" in page
    assert (refusal.value.status, case.story()) == (404, ["reported", "settled"])


@pytest.mark.mechanism("SG-87")
def test_steps_of_a_dispute_name_the_rule_they_rest_on(enter):
    enter("songgang")

    paths = read("/desk/rules/registers/procedures", CLERK)

    assert "人民调解法第三十三条" in paths
    assert "司法确认、说事评理、能力提升、行政调解" in read(
        "/desk/rules/workflows/songgang.grid_loop", CLERK
    )


@pytest.mark.mechanism("SG-38")
def test_every_party_area_has_its_branch_and_its_secretary(enter):
    enter("songgang")
    who = "songgang.supervisor"

    branch = words_of(read("/desk/areas/party/DJ02", who))
    listed = words_of(read("/desk/organizations", who, area="party:440306024D"))

    assert "东方社区第一党建网格党支部 党支部" in branch
    assert (
        "网格党支部书记 治理力量 东方社区第一党建网格党支部 任命 东方社区第一党建网格书记" in branch
    )
    assert listed.count("党建网格党支部") == 34
    [top] = tops_of(net_named("party").pk)
    branches = Organization.objects.filter(area__parent=top, kind="party_branch")
    assert branches.values("area").distinct().count() == top.children.count() == 34


def test_a_branch_changed_on_its_page_stays_in_its_area(enter):
    enter("songgang")
    client, page = client_of("songgang.supervisor"), "/desk/organizations/of/WGZB-DJ02/change"
    form = client.get(page)

    typed = {**form.context["typed"], "name_en": "Dongfang branch 1"}
    answer = client.post(page, {**typed, "seen": form.context["seen"]})

    assert form.context["typed"]["area"] == "东方社区第一党建网格（party:DJ02）"
    assert answer.status_code == 302
    changed = Organization.objects.get(code="WGZB-DJ02")
    assert (changed.area.code, changed.name_en) == ("DJ02", "Dongfang branch 1")
