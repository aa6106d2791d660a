"""Runzhou: grid, community, street and district, one chain that everybody on it sees."""

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile

from yiwang.config.cli.workflow import workflow
from yiwang.packs.shelf import pack_folder
from yiwang.packs.tests.at_the_doors import Refused, Reported, read, words_of
from yiwang.portals.casework.tests.staging import client_of
from yiwang.structure.administration.tests.tables import workbook
from yiwang.structure.organizations.models import Organization

GRID, WORKER, COMMUNITY = "321111003013001", "xijin.grid", "xijin.worker"
STREET, DISTRICT = "jinshan.dispatcher", "runzhou.dispatcher"
ROAD = {"type": "facilities.road", "nature": "street"}


def passed_to_the_street():
    case = Reported(GRID, "facilities.road", "人行道塌了一块")
    case.act(WORKER, "to_community", **ROAD)
    case.act(COMMUNITY, "whistle", **ROAD)
    return case


@pytest.mark.mechanism("RZ-14")
def test_it_goes_from_grid_to_community_street_and_district(enter):
    enter("runzhou")
    case = passed_to_the_street()

    case.act(STREET, "pass_up", reason="跨街道，街道联不动")
    case.act(DISTRICT, "dispatch", organizations=["ZJ-321111"])

    assert case.story() == ["reported", "accepted", "whistled", "passed_up", "dispatched"]
    stages = [stage["name"] for stage in case.progress()["stages"]]
    assert stages[:3] == ["网格兜", "社区拢", "街道联"]


@pytest.mark.mechanism("RZ-06")
def test_everybody_on_the_chain_sees_the_same_case_and_others_do_not(enter):
    enter("runzhou")
    case = passed_to_the_street()
    case.act(STREET, "pass_up", reason="跨街道，街道联不动")

    for level in (WORKER, COMMUNITY, STREET, DISTRICT):
        assert "跨街道，街道联不动" in read(case.page, level)
    with pytest.raises(Refused) as refusal:
        read(case.page, "dispatcher.321111001")  # of another street
    assert refusal.value.status == 404


@pytest.mark.mechanism("RZ-42")
def test_no_way_through_the_chain_ends_without_an_answer(enter, tmp_path):
    enter("runzhou")
    chain = (pack_folder("runzhou") / "workflows" / "chain.toml").read_text()
    silent = tmp_path / "silent.toml"
    silent.write_text(chain.replace('to = "answer"', 'to = "closed"'))  # checked, and that is it

    proved = check(pack_folder("runzhou") / "workflows" / "chain.toml")
    refused = check(silent)

    assert (proved.exit_code, refused.exit_code) == (0, 1)
    assert "reporter_answered" in refused.output


def check(path):
    return CliRunner().invoke(workflow, ["check", str(path), "--no-territory"])


@pytest.mark.mechanism("RZ-18")
def test_enterprises_are_brought_in_at_once_as_organizations_only(enter):
    enter("runzhou")
    client = client_of("runzhou.supervisor")
    before = Organization.objects.filter(kind="enterprise", valid_to=None).count()
    heading = ["编码", "名称", "类别", "所辖区域编码"]
    firms = [[f"QY-{n:05}", f"演示企业{n}", "企业", "321111003013"] for n in range(1_000)]
    table = SimpleUploadedFile("经营主体.xlsx", workbook(heading, *firms))

    shown = client.post("/desk/admin/organizations/bring", {"table": table}, follow=True)
    seen = {"seen": shown.context["plan"].digest}
    done = client.post(shown.request["PATH_INFO"], seen, follow=True)

    assert "已生效" in done.content.decode()
    listed = words_of(read("/desk/organizations", "runzhou.supervisor", kind="enterprise"))
    assert f"共 {before + 1_000} 个" in listed
    assert "演示企业0 " in words_of(
        read("/desk/organizations", "runzhou.supervisor", words="演示企业0")
    )
    card = words_of(read("/desk/organizations/of/QY-00007", "runzhou.supervisor"))
    assert "西津古渡社区" in card
