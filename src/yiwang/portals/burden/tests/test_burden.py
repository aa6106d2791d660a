"""The ledger of burden on its pages: counted from tasks, written down, refused by the gate."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yiwang.foundation.records.models import Record
from yiwang.insight.burden.models import Demand
from yiwang.packs.tests.at_the_doors import words_of
from yiwang.packs.tests.test_admission import OFFICE, act, demand
from yiwang.portals.casework.tests.staging import (
    CLERK,
    DISPATCHER,
    client_of,
    dispatched,
    reported,
)
from yiwang.structure.organizations.queries import ids_by_code
from yiwang.work.cases.models import CaseType
from yiwang.work.workflows.models import RefusedDemand

pytestmark = pytest.mark.django_db
EAST, WEST, VERIFIER = "supervisor.9001", "supervisor.9002", "verifier.900101"
STATION = "ZD-90010101"


def written(username=CLERK, **changes):
    sent = {
        "body": ids_by_code()[STATION],
        "form": "form",
        "title": "电动车摸底表",
        "asker": "ZJ-9001",
        "asked_on": timezone.localdate().isoformat(),
        "kind": "",
    }
    return client_of(username).post("/desk/burden/new", sent | changes, follow=True)


def ledger(username=EAST, area="9001"):
    return client_of(username).get("/desk/burden", {"area": area}).context["ledger"]


def numbers():
    return {
        (each.key, each.words): {name: number for name, number in each.counts.items() if number}
        for each in ledger().sources
    }


def test_matters_of_residents_are_counted_once_for_each_community():
    reported()
    reported()
    dispatched()  # comes back to nobody: still one matter

    assert numbers() == {("residents", ""): {"matters": 3}}
    (community,) = [each for each in ledger().communities if each.body.code == STATION]
    assert community.number == 3
    assert community.people > 0


def test_what_the_gate_does_not_admit_is_refused_and_in_no_sum():
    page = words_of(written().content.decode())

    demand = Demand.objects.get()
    assert not demand.is_admitted
    assert "没有准入，可以不做" in page
    assert numbers() == {}
    shown = words_of(client_of(EAST).get("/desk/burden?area=9001").content.decode())
    assert "没有准入，已拒绝 1" in shown
    assert "电动车摸底表" in shown
    assert demand.gate_said in shown


def test_what_is_admitted_is_counted_by_who_asked(monkeypatch):
    from yiwang.structure.registers.models import Register

    Register.objects.filter(effect="gate").update(effect="none")

    written()
    written(form="report", title="周报", asker="市委某办")

    assert numbers() == {
        ("body", ""): {"form": 1},
        ("body", "市委某办"): {"report": 1},
    }
    shown = words_of(client_of(EAST).get("/desk/burden?area=9001").content.decode())
    assert "东县住建局" in shown
    assert "市委某办" in shown


def test_what_a_gate_refuses_inside_an_act_is_in_the_ledger_once_with_the_entry_that_is_missing():
    case = demand("房屋漏水周报表，每周五报送")

    for _again in range(2):
        assert act(case, OFFICE, "send", organizations=[STATION]).status_code == 422

    kept = RefusedDemand.objects.get()
    assert (kept.run_id, kept.asker.code) == (case.run_id, "ZJ-9001")
    assert Record.objects.filter(name="workflows.refused_demand.kept").count() == 1
    shown = words_of(client_of(EAST).get("/desk/burden?area=9001").content.decode())
    assert "没有准入，已拒绝 1" in shown
    assert f"填报表册台账 · 编号 {case.number}" in shown
    assert "东县住建局 → " in shown
    assert "“社区工作准入清单”中没有准许" in shown
    (community,) = [each for each in ledger().communities if each.body.code == STATION]
    assert (community.number, community.refused) == (0, 1)
    assert numbers() == {}


def test_of_a_confidential_matter_that_was_refused_neither_type_nor_number_is_shown():
    case = demand("房屋漏水周报表")
    act(case, OFFICE, "send", organizations=[STATION])
    CaseType.objects.filter(key="demand").update(is_confidential=True)
    CaseType.objects.filter(key="demand.form").update(is_confidential=True)

    shown = words_of(client_of(EAST).get("/desk/burden?area=9001").content.decode())

    assert "一件保密事项" in shown
    assert case.number not in shown
    assert [each.type for each in ledger().refused] == [None]


def test_the_same_is_written_down_once():
    written()

    again = written()

    assert "同一件事只记一次" in words_of(again.content.decode())
    assert Demand.objects.count() == 1
    assert Record.objects.filter(name="burden.demand.entered").count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"form": ""}, "请选择是任务"),
        ({"title": " "}, "请用几个字"),
        ({"asker": ""}, "是谁要求的"),
        ({"asked_on": "2199-01-01"}, "今天或更早"),
        ({"body": "0"}, "没有"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(changes, said):
    answer = written(**changes)

    assert said in words_of(answer.content.decode())
    assert Demand.objects.count() == 0


def test_others_neither_read_nor_write():
    assert client_of(WEST).get("/desk/burden?area=9001").status_code == 403
    assert written(VERIFIER).status_code == 403
    assert client_of(CLERK).get("/desk/burden").status_code == 200  # their own community
    assert written(CLERK, body=ids_by_code()["ZD-90020101"]).status_code == 422
    assert Demand.objects.count() == 0


def test_the_page_costs_the_same_however_much_is_asked():
    client = client_of(EAST)
    reported()
    client.get("/desk/burden?area=9001")
    with CaptureQueriesContext(connection) as few:
        client.get("/desk/burden?area=9001")
    for _case in range(3):
        reported()
    written()
    written(title="另一张表")
    with CaptureQueriesContext(connection) as many:
        client.get("/desk/burden?area=9001")

    assert len(many) == len(few)


@pytest.mark.parametrize("username", [EAST, CLERK, VERIFIER, DISPATCHER])
def test_the_ledger_is_offered_to_whoever_may_open_it(username):
    client = client_of(username)

    offered = 'href="/desk/burden"' in client.get("/desk/").content.decode()

    assert offered is (client.get("/desk/burden").status_code == 200)
