"""Community admission (社区准入): what is asked of a community is applied for, reviewed, admitted
for a time, sent, and withdrawn: on testland, by Jiamusi's workflows, through the staff pages."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from yiwang.portals.casework.tests.staging import account_id, client_of, task_of
from yiwang.structure.organizations.queries import ids_by_code
from yiwang.structure.registers.queries import current_version, entries_of
from yiwang.work.cases.models import Case
from yiwang.work.cases.queries import timeline
from yiwang.work.workflows.queries import inbox

pytestmark = pytest.mark.django_db
OFFICE, TOWN, COUNTY, CLERK = "zj.9001", "dispatcher.900101", "supervisor.9001", "clerk.90010101"
STATION = "ZD-90010101"


def demand(text, kind="demand.form", area="90010101"):
    """A department begins it at its desk."""
    form = {"form": uuid.uuid4().hex, "text": text, "kind": kind, "area": area}
    client_of(OFFICE).post("/desk/begin", form)
    return Case.objects.latest("pk")


def act(case, username, action, **fields):
    """Through the form on the case page; what came back, the case as it stands."""
    if "organizations" in fields:
        codes = ids_by_code()
        fields["organizations"] = [codes[code] for code in fields["organizations"]]
    url = f"/desk/cases/{case.pk}/tasks/{task_of(case)}/{action}"
    answer = client_of(username).post(url, {"form": uuid.uuid4().hex} | fields)
    case.refresh_from_db()
    return answer


def in_days(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def admitted(text="房屋漏水周报表，每周五报送"):
    case = demand(text)
    act(case, OFFICE, "apply", text="住建局3号文，每周五一次，到年底")
    act(case, TOWN, "support", text="社区说每周半小时，可以做")
    act(case, COUNTY, "enter", text="房屋漏水周报表", words="周报表", until=in_days(90))
    return case


def register():
    return entries_of(current_version("community_admission", timezone.localdate()).pk)


@pytest.mark.mechanism("JMS-81")
def test_what_is_not_admitted_is_refused_and_says_which_entry_is_missing_and_how_to_apply():
    case = demand("房屋漏水周报表，每周五报送")

    refused = act(case, OFFICE, "send", organizations=[STATION])

    said = refused.content.decode()
    assert refused.status_code == 422
    assert "“社区工作准入清单”" in said
    assert "填报表册台账" in said
    assert "请先按“申请准入”" in said
    assert (case.run.step, task_names(case)) == ("propose", ["提出要求"])


def task_names(case):
    return [item.step_label for item in inbox(account_id(OFFICE), timezone.now())]


@pytest.mark.mechanism("JMS-81")
def test_it_is_applied_for_reviewed_admitted_for_a_time_and_sent():
    case = admitted()
    entry = register()[0]

    assert (entry.title, entry.words, entry.entered_by) == (
        "房屋漏水周报表",
        ["周报表"],
        case.number,
    )
    assert (entry.kind, entry.area.code) == ("demand.form", "90010101")
    assert entry.holds_until.isoformat() == in_days(90)
    assert act(case, OFFICE, "send", organizations=[STATION]).status_code == 302
    act(case, CLERK, "acknowledge")
    act(case, CLERK, "finish", text="已报第一期")
    act(case, OFFICE, "received")

    said = [event.sentence for event in timeline(case.pk, "staff")]
    assert said[1:4] == ["申请准入。", "同意，报区县准入。", "准入，列入清单，已列入清单。"]
    assert (case.is_open, case.run.outcome) == (False, "solved")
    again, other = demand("这个月的周报表"), demand("另一张台账")
    assert act(again, OFFICE, "send", organizations=[STATION]).status_code == 302
    assert act(other, OFFICE, "send", organizations=[STATION]).status_code == 422


def test_it_is_not_admitted_by_who_reviewed_it_nor_without_the_power_nor_for_days_gone():
    case = demand("房屋漏水周报表")
    act(case, OFFICE, "apply", text="3号文")
    for wrong in ("support", "enter"):
        assert act(case, OFFICE, wrong, text="x").status_code == 404  # not its task
    act(case, TOWN, "support", text="可以")

    assert act(case, TOWN, "enter", text="x", words="周报表", until=in_days(9)).status_code == 404
    gone = act(case, COUNTY, "enter", text="周报表", words="周报表", until=in_days(-1))
    unsaid = act(case, COUNTY, "enter", text="周报表", words="日报", until=in_days(9))

    assert (gone.status_code, unsaid.status_code) == (422, 422)
    assert [entry.key for entry in register()] == ["snow"]
    act(case, COUNTY, "refuse", reason="已有系统可取数，不需要社区填报")
    assert (case.is_open, case.run.outcome) == (False, "declined")


@pytest.mark.mechanism("JMS-81")
def test_an_admission_is_withdrawn_by_a_second_person_and_refusals_say_so():
    admitted()
    case = demand("撤销周报表", kind="demand.withdraw")
    act(case, OFFICE, "submit", text="系统已能自动取数")
    key = register()[0].key

    shown = client_of(COUNTY).get(f"/desk/cases/{case.pk}/").content.decode()
    assert f'value="{key}"' in shown
    assert act(case, COUNTY, "strike", entry="nowhere", reason="不再需要").status_code == 422
    act(case, COUNTY, "strike", entry=key, reason="不再需要")

    assert (case.is_open, case.run.outcome) == (False, "solved")
    refused = act(demand("周报表"), OFFICE, "send", organizations=[STATION])
    assert "“房屋漏水周报表”已于" in refused.content.decode()
    assert register()[0].outcome["why"] == "不再需要"
