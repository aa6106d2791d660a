"""One case all the way round, between real pages: 民意收集—网格吹哨—部门报到—处理反馈—综合评价.

A resident reports with a photo and without an account; the community triages and whistles; two
departments get it, one returns it and is replaced; it is handled with evidence, checked, answered,
rated "dissatisfied", reopened, solved, rated again and closed; then anyone can check its history.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from tests.journeys.conftest import Served, Visitor, assert_accessible
from tests.journeys.test_resident_pages import photo, say_where, send
from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.keeping import keep_up
from yiwang.insight.measures.queries import figures_of
from yiwang.insight.measures.subjects import Subject
from yiwang.work.cases.models import Case
from yiwang.work.workflows.queries import tasks_of

pytestmark = pytest.mark.browser


def open_first(page: Page) -> None:
    """The first case of the inbox, on its own page."""
    page.goto("/desk/")
    address = page.locator("a[href^='/desk/cases/']").first.get_attribute("href")
    page.goto(address.split("?")[0].replace("/panel", "/"))


def act(page: Page, action: str, **fields: object) -> None:
    """Fill in the form of an action on the case page and press its button."""
    form = page.locator(f"form[action$='/{action}']")
    if not form.locator(".yw-actions button").is_visible():
        page.locator(f"details.cw-act:has(form[action$='/{action}']) > summary").click()
    for name, value in fields.items():
        _fill(form, name, value)
    form.locator(".yw-actions button").click()
    page.wait_for_load_state()


def _fill(form, name: str, value: object) -> None:
    if name in {"kind", "entry"}:
        form.locator(f"select[name={name}]").select_option(value)
    elif name in {"nature", "reason_code"}:
        form.locator(f"input[name={name}][value={value}]").check()
    elif name == "organizations":
        for box in form.locator("input[name=organizations]").all():
            box.set_checked(box.get_attribute("id").split("-o")[-1] in value)
    elif name in {"photos", "documents"}:
        form.locator(f"input[name={name}]").set_input_files(value)
    else:
        form.locator(f"textarea[name={name}], input[name={name}]").fill(value)


def ids_of(*codes: str) -> set[str]:
    from yiwang.structure.organizations.queries import ids_by_code

    known = ids_by_code()
    return {str(known[code]) for code in codes}


def whistle_and_dispatch(at_desk, *departments: str) -> None:
    """From the dispatcher's inbox to the departments."""
    dispatcher = at_desk("dispatcher.900101")
    open_first(dispatcher)
    act(dispatcher, "dispatch", organizations=ids_of(*departments))


def handle(page: Page, result: str) -> None:
    """Sign for the first task of the inbox, and finish it with evidence."""
    open_first(page)
    act(page, "acknowledge")
    act(page, "finish", text=result, photos=photo())


def check_and_answer(at_desk, answer: str) -> None:
    verifier, clerk = at_desk("verifier.900101"), at_desk("clerk.90010101")
    open_first(verifier)
    act(verifier, "pass_check")
    open_first(clerk)
    act(clerk, "answer", text=answer)


def triage(clerk: Page) -> None:
    open_first(clerk)
    assert "小区门口的垃圾" in clerk.inner_text("main")
    assert "13912345678" not in clerk.content()
    assert_accessible(clerk)
    act(clerk, "whistle", kind="sanitation.litter", nature="joint")


def return_and_redirect(at_desk) -> None:
    """One department signs, then says whose it is; the command centre sends it there."""
    housing, dispatcher = at_desk("zj.9001"), at_desk("dispatcher.900101")
    open_first(housing)
    act(housing, "acknowledge")
    because = {"reason_code": "not_ours", "entry": "sanitation"}
    act(housing, "return", reason="这是公共区域的垃圾，按清单归水务和城管", **because)
    open_first(dispatcher)
    assert "按清单归水务和城管" in dispatcher.inner_text("main")
    act(dispatcher, "redirect", organizations=ids_of("SW-9001"))


def rate(resident: Page, code: str, grade: int, said: str = "") -> None:
    resident.goto(f"/c/{code}")
    resident.fill("#reason", said)
    resident.locator(f"label[for=grade-{grade}]").click()
    resident.locator("button[name=do][value=rate]").click()
    assert_accessible(resident)


def verify_records(served: Served, home: Path) -> subprocess.CompletedProcess[str]:
    """`yiwang records verify`, as anyone may run it."""
    return subprocess.run(
        [sys.executable, "-m", "yiwang", "records", "verify"],
        env=os.environ | {"DATABASE_URL": served.database, "YIWANG_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.mechanism(
    "JMS-47", "JMS-49", "JMS-51", "JMS-53", "JMS-54", "JMS-55", "JMS-57", "JMS-63", "JMS-65",
    "JMS-66", "JMS-67",
)  # fmt: skip
def test_a_case_goes_all_the_way_round(visitor: Visitor, served: Served, at_desk, tmp_path):
    resident = visitor()
    resident.goto("/report")
    resident.fill("#text", "小区门口的垃圾堆了三天没有清运，气味很大")
    resident.set_input_files("#photos", photo())
    resident.locator("main .btn-main").click()
    say_where(resident)
    code = send(resident, "13912345678")

    triage(at_desk("clerk.90010101"))
    whistle_and_dispatch(at_desk, "CG-9001", "ZJ-9001")
    return_and_redirect(at_desk)
    handle(at_desk("cg.9001"), "垃圾已清运，桶位已冲洗")
    handle(at_desk("sw.9001"), "排水沟已疏通")
    check_and_answer(at_desk, "垃圾已于今天清运，每天两次保洁。")
    resident.goto(f"/c/{code}")
    assert "每天两次保洁" in resident.inner_text("main")
    rate(resident, code, 1, said="第二天又堆满了")
    resident.locator("button[name=do][value=reopen]").click()

    open_first(at_desk("dispatcher.900101"))
    assert "第二天又堆满了" in at_desk("dispatcher.900101").inner_text("main")
    whistle_and_dispatch(at_desk, "CG-9001")
    handle(at_desk("cg.9001"), "增设两个垃圾桶，专人看管")
    check_and_answer(at_desk, "已增设垃圾桶并安排专人，欢迎监督。")
    rate(resident, code, 5)

    case = Case.objects.get()
    outcomes = [task.outcome for task in tasks_of(case.run_id) if task.role == "handler"]
    assert (case.is_open, case.reopened_times) == (False, 1)
    assert sorted(outcomes) == ["finish", "finish", "finish", "return"]
    now = timezone.now()
    seal_pending(now)
    keep_up(now)
    days = Days(timezone.localdate(case.reported_at), timezone.localdate(now))
    resolution, satisfaction = figures_of(
        ["resolution_rate", "satisfaction_rate"], Subject.whole(), days
    )
    assert (resolution.numerator, resolution.denominator) == (1, 1)
    assert (satisfaction.numerator, satisfaction.denominator) == (1, 1)
    checked = verify_records(served, tmp_path)
    assert checked.returncode == 0, checked.stdout
    assert "Sound." in checked.stdout


def test_the_reporter_sees_every_step_and_who_answers_but_no_name(visitor: Visitor, at_desk):
    resident = visitor()
    resident.goto("/report")
    resident.fill("#text", "楼道漏水")
    resident.locator("main .btn-main").click()
    say_where(resident)
    code = send(resident)
    clerk = at_desk("clerk.90010101")
    open_first(clerk)
    act(clerk, "whistle", kind="housing.leak", nature="joint")
    whistle_and_dispatch(at_desk, "ZJ-9001")

    resident.goto(f"/c/{code}")

    shown = resident.inner_text("main")
    assert "住建局" in shown
    assert "住建经办人" not in shown  # the post answers, not a person
    assert "部门报到" in shown
