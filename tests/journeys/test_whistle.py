"""Several offices at one place: a whistle from the call to both sides' scores, a matter that a
template knows, a joint team called as one, and a case that is split."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Visitor, assert_accessible, sign_in
from tests.journeys.test_loop import act, handle, ids_of, open_first
from tests.journeys.test_resident_pages import photo, say_where, send
from yiwang.work.cases.models import Case
from yiwang.work.workflows.models import Clock, Score, Task, Whistle
from yiwang.work.workflows.queries import tasks_of

pytestmark = pytest.mark.browser
CLERK, CENTRE, CHECKER = "clerk.90010101", "dispatcher.900101", "verifier.900101"
URBAN, HOUSING, WATER = "cg.9001", "zj.9001", "sw.9001"


def report(visitor: Visitor, text: str) -> str:
    """Somebody on a phone reports; their code."""
    resident = visitor()
    resident.goto("/report")
    resident.fill("#text", text)
    resident.locator("main .btn-main").click()
    say_where(resident)
    return send(resident)


def triage(at_desk, kind: str) -> None:
    open_first(at_desk(CLERK))
    act(at_desk(CLERK), "whistle", kind=kind, nature="joint")
    open_first(at_desk(CENTRE))


def form_of(page: Page, action: str):
    """The form of an action on the case page, unfolded."""
    form = page.locator(f"form[action$='/{action}']").first
    if not form.locator(".yw-actions button").is_visible():
        page.locator(f"details.cw-act:has(form[action$='/{action}']) > summary").first.click()
    return form


def choose(form, *codes: str) -> None:
    wanted = ids_of(*codes)
    for unfold in form.locator("[data-offices] > details:not([open]) > summary").all():
        unfold.click()
    for box in form.locator("input[name=organizations]").all():
        office = box.get_attribute("value")
        if box.get_attribute("type") == "radio":
            box.check() if office in wanted else None
        else:
            box.set_checked(office in wanted)


def ask_of(form, code: str, demand: str, value: str, clock: str) -> None:
    """Give one office a demand and a limit of its own."""
    [office] = ids_of(code)
    field = form.locator(f"input[name=demand-{office}]")
    if not field.is_visible():
        form.locator(f"details.cw-ask:has(input[name=demand-{office}]) > summary").click()
    field.fill(demand)
    form.locator(f"input[name=limit-{office}]").fill(value)
    form.locator(f"select[name=clock-{office}]").select_option(clock)


def press(page: Page, form) -> None:
    form.locator(".yw-actions button").last.click()
    page.wait_for_load_state()


def blow(centre: Page) -> None:
    """Three offices, each with its own time; the first leads."""
    form = form_of(centre, "dispatch")
    form.locator("input[name=whistle][value=hard_matter]").check()
    choose(form, "ZJ-9001", "SW-9001", "CG-9001")
    [lead] = ids_of("ZJ-9001")
    form.locator(f"input[name=lead][value='{lead}']").check()
    ask_of(form, "ZJ-9001", "查清漏点", "2", "work_day")
    ask_of(form, "SW-9001", "先关阀", "4", "work_hour")
    assert "将通知 3 个单位" in form.locator(".cw-preview").inner_text()
    assert_accessible(centre)
    press(centre, form)


def let_the_arrival_be_late(case: Case) -> None:
    """Water's time to arrive has been over for an hour."""
    clocks = Clock.objects.filter(
        task__run=case.run_id, purpose="arrive", task__organization__code="SW-9001"
    )
    clock = clocks.get()
    started = clock.started_at - timedelta(days=3)
    clocks.update(started_at=started, near_at=started, due_at=clock.started_at)


@pytest.mark.mechanism("JMS-55", "JMS-50", "JMS-54", "JMS-63")
def test_a_whistle_from_the_call_to_the_scores(visitor: Visitor, at_desk):
    report(visitor, "屋顶漏水，三户家里都进水了")
    triage(at_desk, "housing.leak")
    centre = at_desk(CENTRE)
    blow(centre)
    case = Case.objects.get()
    shown = centre.inner_text("main")
    assert "急难愁盼哨" in shown
    assert "3 家中 0 家办完" in shown
    let_the_arrival_be_late(case)

    worker = visitor()  # on a phone, at the place
    sign_in(worker, WATER)
    worker.goto("/work/")
    worker.locator(".work-task a").first.click()
    with worker.expect_navigation():  # a phone asks first whether there is a signal
        press(worker, form_of(worker, "arrive"))
    worker.goto(f"/work/cases/{case.pk}/")
    assert "超时" in worker.locator(".cw-whistle").inner_text()
    assert_accessible(worker)

    coordinate(centre)
    all_finish(at_desk)
    both_sides_score(at_desk, case)


def coordinate(centre: Page) -> None:
    """Another one leads; one is let go, and called again. Not without a reason, and never so that
    nobody is left to lead."""
    open_first(centre)
    press(centre, form_of(centre, "change_lead"))
    for missing in ("请写明理由", "请至少选一家单位"):
        assert missing in centre.locator("[role=alert]").first.inner_text()
    let_go(centre, "ZJ-9001")
    assert "请先换一家牵头" in centre.locator("[role=alert]").first.inner_text()
    let_go(centre, "ZJ-9001", "SW-9001", "CG-9001")
    assert "没有单位在办了" in centre.locator("[role=alert]").first.inner_text()
    assert_accessible(centre)
    open_first(centre)
    lead = form_of(centre, "change_lead")
    choose(lead, "SW-9001")
    lead.locator("textarea[name=reason]").fill("是供水管破裂")
    press(centre, lead)
    let_go(centre, "CG-9001")
    back = form_of(centre, "call_also")
    choose(back, "CG-9001")
    back.locator("textarea[name=text]").fill("还是要围挡")
    press(centre, back)
    assert Task.objects.filter(role="handler", organization__code="CG-9001").count() == 2
    assert_accessible(centre)


def let_go(centre: Page, *codes: str) -> None:
    gone = form_of(centre, "let_go")
    choose(gone, *codes)
    gone.locator("textarea[name=reason]").fill("现场不用围挡")
    press(centre, gone)


def all_finish(at_desk) -> None:
    """With the last of them the whistle is over; then it is checked."""
    for who in (HOUSING, URBAN, WATER):
        page = at_desk(who)
        if who == WATER:
            open_first(page)
            act(page, "finish", text="换管完毕")
        else:
            handle(page, "办好了")
    assert Whistle.objects.get().outcome == "done"
    open_first(at_desk(CHECKER))
    act(at_desk(CHECKER), "pass_check")


def both_sides_score(at_desk, case: Case) -> None:
    """Nobody sees a score before both sides have given theirs; then it is counted."""
    score(at_desk(WATER), case, 4)
    at_desk(CLERK).goto(f"/desk/cases/{case.pk}/")
    assert "双方互评" not in at_desk(CLERK).inner_text("main")
    score_about(at_desk(CLERK), case, "SW-9001", 2, "来晚了一个小时")
    at_desk(WATER).goto(f"/desk/cases/{case.pk}/")
    assert "来晚了一个小时" in at_desk(WATER).inner_text("main")
    at_desk(WATER).goto("/desk/whistles/scores")
    row = at_desk(WATER).locator("tr", has_text="东县水务局").inner_text()
    assert "0/1" in row
    assert "2.0" in row
    at_desk(WATER).goto("/desk/whistles?show=called")
    assert case.number in at_desk(WATER).inner_text("main")
    assert_accessible(at_desk(WATER))


def score(page: Page, case: Case, grade: int, reason: str = "", form=None) -> None:
    page.goto(f"/desk/cases/{case.pk}/")
    form = form or form_of(page, "score")
    form.locator(f"input[name=grade][value='{grade}']").check()
    form.locator("textarea[name=reason]").fill(reason)
    press(page, form)


def score_about(page: Page, case: Case, code: str, grade: int, reason: str) -> None:
    """The caller has one form for each office: choose that of this one."""
    task = Score.objects.get(about__code=code).task_id
    page.goto(f"/desk/cases/{case.pk}/")
    unfold = page.locator(f"details#t{task}-score > summary")
    form = page.locator(f"details#t{task}-score form")
    if not form.locator(".yw-actions button").is_visible():
        unfold.click()
    form.locator(f"input[name=grade][value='{grade}']").check()
    press(page, form)  # without a reason it is refused
    assert "低于 3 分" in page.inner_text("main")
    form.locator("textarea[name=reason]").fill(reason)
    press(page, form)


@pytest.mark.mechanism("JMS-63")
def test_one_thing_is_filled_in_by_its_template_and_confirmed(visitor: Visitor, at_desk):
    report(visitor, "楼道漏水，电表箱漏电冒火花")
    triage(at_desk, "housing.leak")
    centre = at_desk(CENTRE)
    form = form_of(centre, "dispatch")
    assert "漏水漏电一件事" in form.inner_text()
    assert_accessible(centre)

    press(centre, form)

    tasks = [t for t in tasks_of(Case.objects.get().run_id) if t.role == "handler"]
    assert [(t.organization_label, t.demand, t.is_lead) for t in tasks] == [
        ("东县住建局", "查清漏点，修好屋面", True),
        ("东县水务局", "先关阀，再换管", False),
        ("东县城管局", "围挡现场，劝离居民", False),
    ]
    limits = [(c.limit, c.kind) for t in tasks for c in t.clocks if c.purpose == "resolve"]
    assert limits == [(2, "work_day"), (1, "work_day"), (4, "work_hour")]
    assert "按“漏水漏电一件事”" in centre.locator(".yw-timeline").last.inner_text()
    streets = at_desk(URBAN)
    open_first(streets)
    assert "同时在办的还有 2 家" in streets.locator(".cw-now").inner_text()
    for who in (HOUSING, WATER, URBAN):  # each does its part, and there is one closure
        assert Case.objects.get().run.step == "respond"
        open_first(at_desk(who))
        act(at_desk(who), "finish", text="本单位的已办好")
    assert Case.objects.get().run.step == "verify"


def test_a_joint_team_is_called_as_one(visitor: Visitor, at_desk):
    report(visitor, "小区门口占道，垃圾乱倒")
    triage(at_desk, "sanitation.litter")
    centre = at_desk(CENTRE)
    form = form_of(centre, "dispatch")
    form.locator("input[name=whistle][value=joint_enforcement]").check()
    choose(form, "LQ-9001")

    press(centre, form)

    tasks = [t for t in tasks_of(Case.objects.get().run_id) if t.role == "handler"]
    assert [(t.organization_label, t.team_label, t.is_lead) for t in tasks] == [
        ("东县城管局", "东县联勤联动队", True),
        ("东县水务局", "东县联勤联动队", False),
        ("东县住建局", "东县联勤联动队", False),
    ]
    assert "东县联勤联动队" in centre.locator(".cw-whistle").inner_text()
    open_first(at_desk(URBAN))
    act(at_desk(URBAN), "arrive")
    assert "已到场" in at_desk(URBAN).locator(".cw-now").inner_text()


def test_a_case_is_split_and_answered_once_all_parts_are_closed(visitor: Visitor, at_desk):
    code = report(visitor, "楼道漏水，门口垃圾也没人收")
    clerk = at_desk(CLERK)
    open_first(clerk)
    alone = form_of(clerk, "split")
    alone.locator("textarea[name=part]").first.fill("楼道漏水")
    press(clerk, alone)
    assert "请拆成 2 到 9 件" in clerk.locator("[role=alert]").first.inner_text()
    form = form_of(clerk, "split")
    for number, text in enumerate(["楼道漏水", "门口垃圾"]):
        form.locator("textarea[name=part]").nth(number).fill(text)
    form.locator("select[name=part_kind]").nth(0).select_option("housing.leak")
    form.locator("select[name=part_kind]").nth(1).select_option("sanitation.litter")
    assert_accessible(clerk)
    press(clerk, form)

    whole = Case.objects.get(parent=None)
    first, second = Case.objects.filter(parent=whole).order_by("id")
    shown = clerk.locator("section:has(> .yw-card-head #parts)").inner_text()
    assert "2 件中 0 件办结" in shown
    assert "门口垃圾" in shown
    settle(at_desk, whole, "housing.leak")
    clerk.goto(f"/desk/cases/{whole.pk}/")
    act(clerk, "answer", text="都办好了")
    assert first.number in clerk.inner_text("main .yw-error-summary, main [role=alert]")
    assert Case.objects.get(pk=whole.pk).is_open

    for part, kind in ((first, "housing.leak"), (second, "sanitation.litter")):
        settle(at_desk, part, kind)
        clerk.goto(f"/desk/cases/{part.pk}/")
        act(clerk, "answer", text="办好了")
        assert not Case.objects.get(pk=part.pk).is_open
    clerk.goto(f"/desk/cases/{whole.pk}/")
    act(clerk, "answer", text="两件都办好了")
    resident = visitor()
    resident.goto(f"/c/{code}")
    assert "2 件中 2 件办结" in resident.inner_text("main")
    assert "两件都办好了" in resident.inner_text("main")
    assert_accessible(resident)


def settle(at_desk, case: Case, kind: str) -> None:
    """The community settles it, the centre checks it."""
    clerk, checker = at_desk(CLERK), at_desk(CHECKER)
    clerk.goto(f"/desk/cases/{case.pk}/")
    photos = {"photos": photo()} if kind == "sanitation.litter" else {}
    act(clerk, "settle", kind=kind, nature="small", text="办好了", **photos)
    checker.goto(f"/desk/cases/{case.pk}/")
    act(checker, "pass_check")
