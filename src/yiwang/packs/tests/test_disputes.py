"""Disputes settled by the way their parties chose, where the packs are installed. The case that
Songgang tells of: 28 people, 190 000 yuan, no wish for arbitration or court, four sessions, a judge
in the lead, less than ten days."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.records.queries import history_of
from yiwang.foundation.records.seal import seal_pending
from yiwang.foundation.refusals import Invalid
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.keeping import keep_up
from yiwang.insight.measures.settling import settling
from yiwang.packs.tests.at_the_doors import Refused, Reported, read, words_of
from yiwang.packs.tests.moving import Moving
from yiwang.structure.organizations.queries import ids_by_code
from yiwang.structure.territory.queries import area_by_code
from yiwang.work.cases.models import Case, Mediation
from yiwang.work.cases.queries import case_lines
from yiwang.work.cases.queries.mediation import mediation_of
from yiwang.work.workflows.queries import tasks_of

MONDAY = datetime(2026, 9, 7, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
WAGES = "老板拖了两个月工资，我们不想打官司"
CHOSEN = {"kind": "rights.wages", "nature": "mediated", "reason": "不愿意仲裁及诉讼"}
PANEL = ("FT-440306024", "GG-440306024", "SF-440306024")


@pytest.fixture
def wages(enter):
    """Unpaid wages in a grid of Songgang, reported on a Monday morning."""
    enter("songgang")
    return Moving("440306024001001", "rights.wages", WAGES, at=MONDAY)


def panel(case):
    """The parties chose judicial confirmation, and the panel was called."""
    case.act("dongfang.clerk", "judicial", **CHOSEN)
    offices = tuple(ids_by_code()[code] for code in PANEL)
    case.act("songgang.mediator", "dispatch", organizations=offices)


def shown(case):
    mediation = mediation_of(Case.objects.get(pk=case.case_id), case.now)
    assert mediation is not None
    return mediation


@pytest.mark.mechanism("SG-68")
@pytest.mark.parametrize(
    ("path", "name", "step"),
    [
        ("judicial", "司法确认", "call_panel"),
        ("reasoning", "说事评理", "reason"),
        ("capacity", "能力提升", "coach"),
        ("administrative", "行政调解", "call_department"),
    ],
)
def test_parties_choose_one_of_four_paths_and_the_choice_is_kept(wages, path, name, step):
    wages.act("dongfang.clerk", path, **CHOSEN)

    assert wages.steps() == {step}
    assert (shown(wages).path, wages.sentences()[-1]) == (name, f"当事人选定路径：{name}。")


@pytest.mark.mechanism("SG-89")
def test_a_path_is_chosen_with_its_reason_or_not_at_all(wages):
    with pytest.raises(Invalid) as refusal:
        wages.act("dongfang.clerk", "judicial", kind="rights.wages", nature="mediated")
    assert list(refusal.value.fields) == ["reason"]
    assert not Mediation.objects.exists()

    wages.act("dongfang.clerk", "judicial", **CHOSEN)

    record = history_of(("cases.case", wages.case_id))[-1]
    assert (record.data["path"], record.data["reason"]) == ("judicial", "不愿意仲裁及诉讼")


@pytest.mark.mechanism("SG-73")
def test_a_judge_leads_the_panel_with_the_department_and_an_invited_mediator(wages):
    panel(wages)

    tasks = [task for task in tasks_of(wages.run_id) if task.step == "panel"]
    assert [
        (task.post_label.partition(" · ")[2] or task.post_label) for task in tasks if task.is_lead
    ]
    posts = {task.post_id for task in tasks}
    holders = Account.objects.filter(appointments__post__in=posts)
    assert set(holders.values_list("username", flat=True)) == {
        "songgang.judge",
        "songgang.services",
        "songgang.mediator",
    }
    [lead] = [task for task in tasks if task.is_lead]
    assert lead.organization_label == "松岗人民法庭"
    assert lead.post_label.endswith("法官")


@pytest.mark.mechanism("SG-71")
def test_four_sessions_less_than_ten_days_and_nobody_named(wages):
    panel(wages)
    for day in (1, 3, 6, 8):
        wages.now = MONDAY + timedelta(days=day)
        wages.act("songgang.judge", "hold_session", reason="双方又近了一步")
    for who in ("songgang.judge", "songgang.services", "songgang.mediator"):
        wages.act(who, "finish", text="同意按月分期支付")
    with pytest.raises(Invalid):
        wages.act("songgang.mediator", "agree", text="先付一半", people=1, cost=Decimal(0))
    with pytest.raises(Invalid) as refusal:
        wages.act(
            "songgang.mediator", "agree", text="张某电话 13812345678，先付一半", cost=Decimal(0)
        )
    assert "不写当事人" in str(refusal.value.fields["text"])

    wages.act(
        "songgang.mediator",
        "agree",
        text="先付一半",
        people=28,
        amount=Decimal(190_000),
        cost=Decimal(0),
    )

    settled = shown(wages)
    assert (settled.sessions, settled.people, settled.amount) == (4, 28, Decimal(190_000))
    assert (settled.days, settled.days_outside) == (Decimal("8.0"), Decimal(0))
    assert wages.sentences()[-1] == "双方达成协议。"
    assert wages.steps() == {"verify"}
    with pytest.raises(StopIteration):  # who mediated has no part in looking after it
        wages.act("songgang.mediator", "pass_check")


def test_an_amount_is_nobodys_duty(wages):
    wages.act("dongfang.clerk", "reasoning", **CHOSEN)

    wages.act("songgang.mediator", "agree", text="当面道歉", cost=Decimal(0))

    assert (shown(wages).people, shown(wages).amount) == (None, None)


def test_the_court_is_off_our_clock_and_the_days_are_told_with_and_without(wages):
    panel(wages)
    for who in ("songgang.judge", "songgang.services", "songgang.mediator"):
        wages.act(who, "finish", text="同意")
    wages.now = MONDAY + timedelta(days=2)
    wages.act("songgang.mediator", "another_path", reason="一方反悔")
    wages.act("dongfang.clerk", "court", **CHOSEN | {"reason": "要去仲裁"})
    told = wages.progress()
    assert told.outside.step == "仲裁或诉讼中"
    assert [one.due_at for one in told.answering] == [None]  # no day is promised

    wages.now = MONDAY + timedelta(days=12)
    wages.act("songgang.mediator", "come_back", reason="愿意回来谈")
    wages.act("dongfang.clerk", "reasoning", **CHOSEN)
    wages.now = MONDAY + timedelta(days=13)
    wages.act("songgang.mediator", "agree", text="分两次付清", cost=Decimal(0))

    settled = shown(wages)
    assert (settled.days, settled.days_outside, settled.own_days) == (13, 10, 3)
    assert wages.progress().outside is None


def test_lists_say_nothing_of_what_was_said_and_followers_read_no_terms(wages):
    wages.act("dongfang.clerk", "reasoning", **CHOSEN)
    wages.act(
        "songgang.mediator",
        "agree",
        text="分两次付清",
        amount=Decimal(5000),
        people=2,
        cost=Decimal(0),
    )

    mediator = Account.objects.get(username="songgang.mediator").pk
    [line] = case_lines([wages.case_id], mediator, now=wages.now).values()

    assert line.text == "不公开事项，内容只在事项页上"
    follower = wages.progress(is_reporter=False).mediation
    assert (follower.path, follower.amount, follower.people) == ("说事评理", None, None)


@pytest.mark.mechanism("ZQ-16")
def test_zhuanqiao_settles_quarrels_as_matters_and_lists_no_people(enter):
    enter("zhuanqiao")
    quarrel = Moving("310112103022", "neighbours.mediation", "楼上半夜拖家具", at=MONDAY)
    chosen = {"kind": "neighbours.mediation", "nature": "mediated", "reason": "双方都愿意说说"}

    quarrel.act("junlian.clerk", "reasoning", **chosen)
    quarrel.act("zhuanqiao.mediator", "hold_session", reason="约好十点以后不拖")
    quarrel.act("zhuanqiao.mediator", "agree", text="十点以后不拖动家具")
    quarrel.act("zhuanqiao.verifier", "pass_check")
    quarrel.act("junlian.clerk", "answer", text="双方已说定。")

    assert quarrel.steps() == {"rate"}
    assert shown(quarrel).sessions == 1
    kept = {field.name for field in Mediation._meta.get_fields()}
    assert kept == {
        *(
            "id",
            "case",
            "path",
            "path_chosen_at",
            "sessions",
            "agreed_at",
            "people",
            "amount",
            "cost",
        )
    }
    tables = {model._meta.db_table for model in apps.get_models()}
    assert not {name for name in tables if "person" in name or "resident" in name}


def test_general_sends_who_will_not_mediate_to_court_and_answers_with_what_is_decided(enter):
    enter("general")
    quarrel = Moving("P1S1C1X1", "neighbours.quarrel", "围栏占了过道", at=MONDAY)
    chosen = {"kind": "neighbours.quarrel", "nature": "mediated", "reason": "不愿调解"}

    quarrel.act("chunxiao.clerk", "court", **chosen)
    quarrel.act("mediator.P1S1", "still_there")
    quarrel.act("mediator.P1S1", "decided")
    quarrel.act("chunxiao.clerk", "answer", text="法院已判决拆除围栏。")

    assert (quarrel.steps(), shown(quarrel).agreed_at) == ({"rate"}, None)


def test_types_whose_limits_change_nothing_are_told_together(enter, client):
    enter("songgang")
    client.force_login(Account.objects.get(username="songgang.supervisor"))
    address = reverse("desk_workflow", args=["songgang.mediation"])

    first, again = client.get(address), client.get(address)

    [length] = first.context["lengths"]
    assert set(length.names) == {"邻里纠纷", "拖欠工资"}
    assert again.context["lengths"] == [length]


@pytest.mark.mechanism("SG-70")
def test_the_mean_days_to_settle_are_told_with_the_median_and_what_was_outside(enter, client):
    enter("songgang")
    for days, outside in ((1, 0), (2, 0), (12, 9)):
        case = Moving("440306024001001", "neighbours.quarrel", "楼上漏水不认", at=MONDAY)
        settle(case, days=days, outside=outside)
    Moving("440306024001001", "neighbours.quarrel", "还没开始", at=MONDAY)
    waiting = Moving("440306024001001", "neighbours.quarrel", "还在谈", at=MONDAY)
    waiting.act("dongfang.clerk", "reasoning", **QUARREL)

    seal_pending(timezone.now())
    keep_up(timezone.now())

    street = area_by_code("440306024")
    figure = settling(street.pk, Days(MONDAY.date(), MONDAY.date() + timedelta(days=30)))

    assert (figure.days, figure.settled, figure.mean) == (15, 3, 5)
    assert (figure.median, figure.own_mean) == (2, 2)
    told = ("disputes_outside", "disputes_open", "disputes_unsettled")
    assert [figure.counts[name] for name in told] == [1, 1, 0]
    client.force_login(Account.objects.get(username="songgang.supervisor"))
    shown = client.get(reverse("desk_figures"), {"since": "2026-09-07", "until": "2026-09-30"})
    assert "15.0 天 ÷ 调处成功 3 件" in shown.content.decode()
    client.force_login(Account.objects.get(username="dongfang.clerk"))
    assert client.get(reverse("desk_figures")).status_code == 403


@pytest.mark.mechanism("SG-74")
def test_what_it_cost_the_parties_is_asked_with_the_agreement_and_counted(enter):
    enter("songgang")
    with pytest.raises(Refused) as refusal:
        agreed_at_the_table("")
    assert "请写明当事人花了多少钱" in refusal.value.detail

    free, dear = agreed_at_the_table("0"), agreed_at_the_table("120.50")
    for case in (free, dear):
        case.act("songgang.verifier", "pass_check")
        case.act("dongfang.clerk", "answer", text="已谈妥。")
        Client().post(f"/c/{case.code}/act", {"do": "rate", "grade": "5"})
    seal_pending(timezone.now())
    keep_up(timezone.now())

    assert "当事人花费 没有花钱" in words_of(read(free.page, "songgang.verifier"))
    assert "当事人花费 120.50 元" in words_of(read(dear.page, "songgang.verifier"))
    figures = words_of(read(reverse("desk_figures"), "songgang.supervisor"))
    assert "1 当事人没有花钱的纠纷 2 写明花费的已化解纠纷" in figures


def agreed_at_the_table(cost):
    """A quarrel in which the parties agree; what it cost them is typed as it is."""
    case = Reported("440306024001001", "neighbours.quarrel", "楼上漏水不认")
    chosen = {"type": "neighbours.quarrel", "nature": "mediated", "reason": "双方都愿意"}
    case.act("dongfang.clerk", "reasoning", **chosen)
    case.show("songgang.mediator", "agree", text="维修费各半", cost=cost)
    return case


QUARREL = {"kind": "neighbours.quarrel", "nature": "mediated", "reason": "双方都愿意"}


def settle(case, *, days, outside):
    """Agreed after so many days, so many of them before an arbitrator; then looked after."""
    if outside:
        case.act("dongfang.clerk", "court", **QUARREL)
        case.later(days=outside)
        case.act("songgang.mediator", "come_back", reason="愿意回来谈")
    case.act("dongfang.clerk", "reasoning", **QUARREL)
    case.later(days=days - outside)
    case.act("songgang.mediator", "agree", text="维修费各半", cost=Decimal(0))
    case.act("songgang.verifier", "pass_check")
    case.act("dongfang.clerk", "answer", text="已谈妥。")
    case.as_reporter("rate", grade=5)
