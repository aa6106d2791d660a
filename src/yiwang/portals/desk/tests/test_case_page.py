"""The page of a case: what it shows to whom, and that a refusal loses nothing that was typed."""

import json
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yiwang.foundation.records.queries import history_of
from yiwang.portals.casework.tests.staging import (
    CLERK,
    DISPATCHER,
    VERIFIER,
    act,
    client_of,
    dispatched,
    form_of,
    jpeg,
    photo,
    reported,
    task_of,
    whistled,
)
from yiwang.work.cases.models import Case
from yiwang.work.workflows.queries import tasks_of

pytestmark = pytest.mark.django_db


def address(case: Case, part: str = "") -> str:
    return f"/desk/cases/{case.pk}/{part}"


def of_act(case: Case, action: str, **which: str) -> str:
    return address(case, f"tasks/{task_of(case, **which)}/{action}")


def words(page) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page.content.decode()))


def records_of(case: Case) -> list[str]:
    return [record.name for record in history_of(("cases.case", case.pk))]


@pytest.mark.mechanism("JMS-82", "JMS-90")
def test_form_says_which_entry_proposes_the_offices_and_preselects_them():
    case = whistled()

    page = client_of(DISPATCHER).get(address(case))

    form = page.context["sheet"].at_hand[0].forms[0]
    proposed, others = form.offices.bodies[:2], form.offices.bodies[2:]
    assert [body.name for body in proposed] == ["东县住建局", "东县水务局"]
    assert "东县城管局" in {body.name for body in others}
    assert [body.is_proposed for body in form.offices.bodies] == [
        True,
        True,
        *[False] * len(others),
    ]
    assert form.chosen == [body.id for body in form.offices.bodies[:2]]
    assert "依据《部门职责清单》第1版“房屋漏水归住建，水务协办”。试城职责清单第二条" in words(page)


@pytest.mark.mechanism("JMS-57", "JMS-60", "JMS-62", "JMS-63")
@pytest.mark.parametrize(
    ("text", "kind", "nature", "first"),
    [
        ("邻居装修噪音太大", "", "self_governed", "交群众商办"),
        ("积雪没人清", "sanitation.snow", "small", "交党员领办"),
        ("楼道漏水", "housing.leak", "joint", "上报吹哨"),
    ],
)
def test_triage_register_proposes_the_nature_and_the_act_that_suits_it(text, kind, nature, first):
    case = reported(text=text, kind=kind)

    page = client_of(CLERK).get(address(case))

    main = page.context["sheet"].at_hand[0].forms[0]
    assert (main.nature, main.action.label, main.action.is_recommended) == (nature, first, True)
    assert main.triage.proposal.decision.entry.basis in words(page)


@pytest.mark.mechanism("JMS-81")
def test_community_without_an_entry_in_the_admission_register_is_not_asked():
    case = whistled()
    before = records_of(case)

    page = client_of(DISPATCHER).post(
        of_act(case, "dispatch"), form_of(organizations=["ZD-90010101"])
    )

    assert page.status_code == 422
    assert "《社区工作准入清单》" in words(page) or "“社区工作准入清单”" in words(page)
    assert records_of(case) == before


@pytest.mark.mechanism("JMS-82")
def test_page_cites_the_entries_and_the_rule_that_the_case_rests_on():
    page = words(client_of(CLERK).get(address(dispatched("ZJ-9001"))))

    assert "办理依据" in page
    assert "试城职责清单第二条" in page
    assert "部门报到、综合问题部门联办" in page


def test_form_tells_who_gets_it_and_until_when_before_it_is_sent():
    case = whistled()

    form = client_of(DISPATCHER).get(address(case)).context["sheet"].at_hand[0].forms[0]

    assert re.fullmatch(
        r"所选单位将立即收到通知，.+\d\d:\d\d（周.）前签收。.+前办结。", form.preview
    )
    told = json.loads(form.previews)
    assert "将通知 3 个单位，" in told[""][3]
    assert "前到场" in told["emergency"][2]  # a whistle has limits of its own
    assert told["emergency"][2] != told[""][2]


def test_act_is_performed_once_and_says_what_it_did():
    case = whistled()
    client = client_of(DISPATCHER)

    answer = client.post(
        of_act(case, "dispatch"),
        form_of(form=uuid.uuid4().hex, organizations=["ZJ-9001", "SW-9001"], text="请查明漏点"),
        follow=True,
    )

    assert answer.redirect_chain == [(address(case), 302)]
    assert "已派给：东县住建局、东县水务局。" in words(answer)
    assert records_of(case)[-1] == "cases.case.dispatched"
    assert {(t.organization_label, t.is_lead) for t in tasks_of(case.run_id) if t.is_open} == {
        ("东县住建局", True),
        ("东县水务局", False),
    }


def test_lead_is_the_office_chosen_as_such():
    case = whistled()
    fields = form_of(organizations=["ZJ-9001", "SW-9001"])
    lead = fields["organizations"][1]

    client_of(DISPATCHER).post(of_act(case, "dispatch"), {**fields, "lead": lead})

    assert [t.organization_label for t in tasks_of(case.run_id) if t.is_lead] == ["东县水务局"]


def test_sending_the_same_form_twice_does_it_once_and_is_no_fault():
    case = whistled()
    client, door = client_of(DISPATCHER), of_act(case, "dispatch")
    sent = form_of(form=uuid.uuid4().hex, organizations=["ZJ-9001"])

    client.post(door, sent)
    again = client.post(door, sent, follow=True)

    assert again.status_code == 200
    assert "没有重复办理" in words(again)
    assert records_of(case).count("cases.case.dispatched") == 1


def test_missing_input_comes_back_with_everything_that_was_typed():
    case = dispatched("ZJ-9001")
    before = records_of(case)
    client = client_of("zj.9001")

    page = client.post(
        of_act(case, "return"),
        {"reason": "", "text": "已去现场看过", "reason_code": "not_ours", "entry": "-"},
    )

    assert page.status_code == 422
    assert "请写明理由" in words(page) or "请填写理由" in words(page)
    form = next(
        each for each in page.context["sheet"].at_hand[0].forms if each.action.key == "return"
    )
    assert (form.is_open, form.given.text, list(form.faults)) == (True, "已去现场看过", ["reason"])
    assert records_of(case) == before


def test_photo_chosen_before_a_refusal_need_not_be_chosen_again():
    case = dispatched("CG-9001", kind="sanitation.litter")
    client, door, form = client_of("cg.9001"), "", uuid.uuid4().hex
    door = of_act(case, "finish")
    upload = SimpleUploadedFile("1.jpg", jpeg(), "image/jpeg")

    page = client.post(door, {"form": form, "photos": upload})
    kept = next(
        each for each in page.context["sheet"].at_hand[0].forms if each.action.key == "finish"
    ).given.photos
    picture = client.get(f"/kept/{form}/{kept[0]}")
    done = client.post(door, {"form": form, "kept": kept, "text": "已清运"}, follow=True)

    assert (page.status_code, len(kept), picture["Content-Type"]) == (422, 1, "image/jpeg")
    assert len(done.context["sheet"].progress.photos) == 1
    assert client_of(CLERK).get(f"/kept/{form}/{kept[0]}").status_code == 404


def test_file_that_is_no_photo_is_refused_at_its_field():
    case = dispatched("ZJ-9001")
    upload = SimpleUploadedFile("photo.jpg", b"<script>alert(1)</script>" * 9, "image/jpeg")

    page = client_of("zj.9001").post(of_act(case, "finish"), {"text": "好了", "photos": upload})

    assert page.status_code == 422
    assert "这不是照片" in words(page)


def test_second_clerk_is_told_who_did_it_and_keeps_what_was_typed():
    case = reported()
    door = of_act(case, "decline")
    act(case, CLERK, "whistle", kind="housing.leak", nature="joint")

    page = client_of(CLERK).post(door, {"reason": "不属于受理范围", "text": "请打物业电话"})

    assert page.status_code == 409
    assert "临江社区受理员" in words(page)
    assert "“上报吹哨”" in words(page)
    assert "请打物业电话" in words(page)
    assert "cases.case.declined" not in records_of(case)


def test_worker_of_another_county_gets_a_sentence_and_no_hint_that_the_case_exists():
    case = reported()
    client = client_of("clerk.90020101")

    there, nowhere = client.get(address(case)), client.get("/desk/cases/999999/")

    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert "没有这件事项，或者您无权查看。" in words(there) or "没有这件事" in words(there)
    assert case.number not in words(there)
    assert words(there) == words(nowhere)


def test_worker_of_another_county_cannot_act_by_the_address():
    case = reported()
    before = records_of(case)

    page = client_of("clerk.90020101").post(of_act(case, "decline"), {"reason": "x", "text": "y"})

    assert page.status_code == 404
    assert records_of(case) == before


def test_whoever_handled_it_sees_that_somebody_else_has_to_check():
    case = act(dispatched("ZJ-9001"), "zj.9001", "finish", text="补好了", photos=(photo(),))
    client = client_of(VERIFIER)

    forms = client.get(address(case)).context["sheet"].at_hand[0].forms

    assert [form.action.refusal for form in forms] == [""] * len(forms)


@pytest.mark.mechanism("JMS-49")
def test_first_contact_owner_is_shown_until_another_has_signed():
    case = dispatched("ZJ-9001")
    page = client_of(CLERK).get(address(case))
    assert "首问负责：临江社区·网格化服务站·受理员" in words(page)

    act(case, "zj.9001", "acknowledge")

    assert "首问负责：东县·住建局·经办人" in words(client_of(CLERK).get(address(case)))


@pytest.mark.mechanism("JMS-65")
def test_history_shows_every_step_and_where_it_is_sealed():
    from yiwang.foundation.records.seal import seal_pending

    case = dispatched("ZJ-9001")
    client = client_of(CLERK)
    assert "尚未封存" in words(client.get(address(case)))

    seal_pending(timezone.now())

    page = client.get(address(case))
    assert re.search(r"已封存至第\d+号", words(page))
    assert [event.name for event in page.context["sheet"].events] == [
        "cases.case.dispatched",
        "cases.case.whistled",
        "cases.case.reported",
    ]


def test_number_of_queries_does_not_grow_with_offices_and_events():
    reported()  # the same kind of thing at the same place before both
    few, many = dispatched("ZJ-9001"), dispatched("ZJ-9001", "SW-9001", "CG-9001")
    act(many, "sw.9001", "acknowledge", organization="SW-9001")
    act(many, "cg.9001", "acknowledge", organization="CG-9001")
    client = client_of("supervisor.9001")

    counts = []
    for case in (few, many):
        client.get(address(case))
        with CaptureQueriesContext(connection) as counted:
            assert client.get(address(case)).status_code == 200
        counts.append(len(counted))

    assert counts[0] == counts[1]


def test_panel_shows_the_same_acts_beside_the_inbox():
    case = whistled()

    page = client_of(DISPATCHER).get(address(case, "panel?next=/desk/"))

    assert 'name="next" value="/desk/"' in page.content.decode()
    assert page.context["sheet"].at_hand[0].forms[0].action.key == "dispatch"
    assert b"<html" not in page.content


def test_act_leads_back_to_our_own_pages_only():
    ours, theirs = whistled(), whistled()
    client = client_of(DISPATCHER)
    fields = form_of(organizations=["ZJ-9001"])

    to_inbox = client.post(of_act(ours, "dispatch"), {**fields, "next": "/desk/?show=mine"})
    elsewhere = client.post(of_act(theirs, "dispatch"), {**fields, "next": "//example.org/"})

    assert to_inbox["Location"] == "/desk/?show=mine"
    assert elsewhere["Location"] == address(theirs)


def test_what_waits_for_a_decision_stands_before_what_may_be_coordinated():
    case = act(
        whistled(), DISPATCHER, "dispatch", organizations=("ZJ-9001",), whistle="hard_matter"
    )
    asked = {"reason": "等材料", "reason_code": "materials", "value": "2"}
    address = f"/desk/cases/{case.pk}/tasks/{task_of(case, 'handler')}/ask_extension"
    assert client_of("zj.9001").post(address, asked).status_code == 302

    sheet = client_of(DISPATCHER).get(f"/desk/cases/{case.pk}/").context["sheet"]

    assert [each.task.role for each in sheet.at_hand] == ["approver", "coordinating"]
    assert not any(form.is_open for each in sheet.at_hand for form in each.forms)


def test_once_signed_the_main_act_is_to_finish_and_never_to_give_it_back():
    case = act(dispatched("ZJ-9001"), "zj.9001", "acknowledge")

    forms = client_of("zj.9001").get(address(case)).context["sheet"].at_hand[0].forms

    assert [form.action.key for form in forms if form.is_main and form.is_open] == ["finish"]


def test_whoever_still_has_to_score_is_first_asked_to_answer_the_reporter():
    called = {"organizations": ("ZJ-9001",), "whistle": "hard_matter"}
    case = act(whistled(), DISPATCHER, "dispatch", **called)
    act(case, "zj.9001", "finish", organization="ZJ-9001", text="修好了")
    act(case, VERIFIER, "pass_check")

    at_hand = client_of(CLERK).get(address(case)).context["sheet"].at_hand

    assert [each.task.role for each in at_hand] == ["actor", "scorer"]
    assert at_hand[0].forms[0].is_main
