"""Closed means solved: evidence, an independent check, a call-back by lot, coming back to it, an
appeal, and an objection to the count; each refusal said on the page.
"""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor, assert_accessible
from tests.journeys.test_loop import act, check_and_answer, open_first, rate
from tests.journeys.test_resident_pages import photo, say_what, say_where, send
from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.measures.keeping import keep_up
from yiwang.portals.casework.tests.staging import CLERK, DISPATCHER, VERIFIER, account_id
from yiwang.portals.casework.tests.staging import act as done
from yiwang.portals.casework.tests.staging import photo as picture
from yiwang.structure.posts.models import Appointment
from yiwang.work.cases.actions.draw_call_backs import draw_call_backs
from yiwang.work.cases.lots import month_of, next_month
from yiwang.work.cases.models import Case
from yiwang.work.workflows.models import Clock

pytestmark = pytest.mark.browser
OFFICE, SUPERVISOR = "cg.9001", "supervisor.9001"
WORDS = "渣土已全部清走，现场冲洗干净，恢复原状。"


def dispatched_to_streets(case: Case) -> Case:
    done(case, CLERK, "whistle", kind="sanitation.muck", nature="joint")
    return done(case, DISPATCHER, "dispatch", organizations=("CG-9001",))


def shown_as_done(page: Page) -> None:
    """Without the evidence of its type it is refused, with a sentence for each thing missing."""
    open_first(page)
    act(page, "finish", text="清了")
    for missing in ("请补一张办之前的照片", "至少 10 个字", "是不是在事发地点办的"):
        expect(page.locator("main")).to_contain_text(missing)
    assert_accessible(page)
    form = page.locator("form[action$='/finish']")
    form.locator("input[name=photos_before]").set_input_files(photo())
    form.locator("input[name=photos]").set_input_files(photo())
    form.locator("label", has_text="就在事发地点").click()
    act(page, "finish", text=WORDS)


def also_a_verifier(username: str) -> None:
    """They hold the post that checks results too."""
    verifier = Appointment.objects.get(account__username=VERIFIER)
    Appointment.objects.create(
        account_id=account_id(username),
        post=verifier.post,
        mode="concurrent",
        starts_on=verifier.starts_on,
    )


def draw_the_month() -> None:
    """As the worker does on the first of the next month."""
    month = month_of(timezone.localdate())
    first = timezone.make_aware(datetime.combine(next_month(month), time(8)))
    while draw_call_backs(month, actor=SYSTEM, now=first):
        pass


def call_back(page: Page, case: Case) -> None:
    """From the inbox: see the number with a reason, ring, and note what was said."""
    page.goto("/desk/")
    expect(page.locator("main")).to_contain_text("回访反映人")
    page.goto(f"/desk/cases/{case.pk}/")
    assert "13912345678" not in page.content()
    page.locator("details:has(#contact-reason) > summary").click()
    page.fill("#contact-reason", "抽中回访")
    page.locator("form:has(#contact-reason) button").click()
    expect(page.locator("main")).to_contain_text("13912345678")
    assert_accessible(page)
    page.goto(f"/desk/cases/{case.pk}/")
    page.locator("details.cw-act:has(form[action$='/call_unsolved']) > summary").click()
    form = page.locator("form[action$='/call_unsolved']")
    form.locator("label", has_text="不满意").first.click()
    act(page, "call_unsolved", reason="夜里又倒了一车渣土")


def run_over_its_limit(case: Case) -> None:
    """The office's time passes before it is done."""
    before = timezone.now() - timedelta(days=3)
    Clock.objects.filter(task__run=case.run_id, state="running", purpose="resolve").update(
        started_at=before, due_at=before + timedelta(days=1)
    )


def solve_again(case: Case) -> None:
    done(case, DISPATCHER, "dispatch", organizations=("CG-9001",))
    run_over_its_limit(case)
    shown = {"photos": (picture(),), "photos_before": (picture(),), "metres_off": 0}
    done(case, OFFICE, "finish", text=WORDS, **shown)
    Appointment.objects.filter(account__username=OFFICE, mode="concurrent").delete()
    done(case, VERIFIER, "pass_check")
    done(case, CLERK, "answer", text="已封闭路口并安装监控。")


def object_to_the_count(page: Page, case: Case) -> None:
    page.goto(f"/desk/cases/{case.pk}/")
    page.locator("details:has(input[value=on_time]) > summary").click()
    form = page.locator("form:has(input[value=on_time])")
    form.locator("label", has_text="因其他单位").click()
    form.locator("textarea").fill("封路手续由交警办理，等了两天")
    assert_accessible(page)
    form.locator("button").click()
    expect(page.locator("main")).to_contain_text("申诉已记下")


def test_closed_means_solved(visitor: Visitor, at_desk):
    resident, office, supervisor = visitor(), at_desk(OFFICE), at_desk(SUPERVISOR)
    say_what(resident, text="路边倒了一大堆渣土")
    say_where(resident)
    code = send(resident, "13912345678")
    case = dispatched_to_streets(Case.objects.get())

    shown_as_done(office)
    also_a_verifier(OFFICE)
    office.goto(f"/desk/cases/{case.pk}/")
    expect(office.locator("main")).to_contain_text("您经手过这件事，这一步须由别人来办")
    expect(office.locator("form[action$='/pass_check']")).to_have_count(0)
    check_and_answer(at_desk, "渣土已清走。")
    rate(resident, code, 5)
    expect(resident.locator("main")).to_contain_text("核查了结果，认为办好了。 依据：办之前的照片")
    expect(resident.locator("main")).to_contain_text("前可以提出")

    draw_the_month()
    call_back(supervisor, case)
    supervisor.goto("/desk/call-backs")
    expect(supervisor.locator("main")).to_contain_text("没有解决 1")
    assert_accessible(supervisor)

    dispatcher = at_desk(DISPATCHER)
    open_first(dispatcher)
    expect(dispatcher.locator("main")).to_contain_text("夜里又倒了一车渣土")
    act(dispatcher, "refuse_reopen", reason="是新倒的", text="这是新倒的渣土，请重新反映。")
    resident.goto(f"/c/{code}")
    expect(resident.locator("main")).to_contain_text("这是新倒的渣土")
    resident.fill("#reason", "还是那个路口，根子没解决")
    resident.locator("button[name=do][value=appeal_refusal]").click()
    assert_accessible(resident)
    open_first(supervisor)
    act(supervisor, "grant_reopen")

    solve_again(case)
    rate(resident, code, 4)
    object_to_the_count(office, case)
    open_first(supervisor)
    expect(supervisor.locator("main")).to_contain_text("不计为超时")
    act(supervisor, "grant")
    seal_pending(timezone.now())
    keep_up(timezone.now())
    supervisor.goto("/desk/figures")
    expect(supervisor.locator("main")).to_contain_text("1 经申诉剔除")
    assert_accessible(supervisor)
    resident.goto(f"/c/{code}")
    expect(resident.locator("main")).to_contain_text("按期率不计这件事")
    expect(resident.locator("main")).to_contain_text("您的评价：满意")
    assert_accessible(resident)
