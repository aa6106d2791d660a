"""What bodies of the localities hold again and again: who has, who has not, who is reminded."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from yiwang.foundation.periods import span_around
from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.queries import history_of
from yiwang.insight.messages.models import Message
from yiwang.insight.messages.tests.staging import read_on
from yiwang.packs.tests.at_the_doors import read, words_of
from yiwang.portals.casework.tests.staging import client_of
from yiwang.structure.organizations.models import Organization
from yiwang.structure.registers.actions.remind_obligations import remind_obligations
from yiwang.structure.registers.models import Register
from yiwang.structure.registers.standards import gap_report

MINUTES = "老旧小区加装电梯；纪要〔2026〕3号"
SECRETARY, STREET = "branch.DJ01", "songgang.supervisor"


def gaps(register, username, **query):
    return words_of(read(f"/desk/rules/registers/{register}/gaps", username, **query))


def held(register, username, **sent):
    fields = {"on": timezone.localdate().isoformat(), "value": "1", "source": "见会议纪要第1号"}
    path = f"/desk/rules/registers/{register}/gaps"
    return client_of(username).post(path, fields | sent)


def of(page, title):
    """What the page says of one entry."""
    return page.partition(title)[2].partition("必须有")[0]


def asked(key):
    found = gap_report(Register.objects.get(key="obligations"), timezone.localdate())
    return next(each for each in found if each.entry.key == key)


@pytest.mark.mechanism("SG-20", "SG-22")
def test_songgang_has_every_meeting_due_at_each_of_its_179_party_bodies(enter):
    enter("songgang")
    rhythm = {
        each.entry.key: each.entry.outcome["every"]
        for each in gap_report(Register.objects.get(key="obligations"), timezone.localdate())
    }
    assert rhythm["members_meeting"] == rhythm["lecture"] == "quarter"
    assert rhythm["branch_committee"] == rhythm["groups"] == rhythm["party_day"] == "month"
    assert rhythm["life"] == "year"
    before = of(gaps("obligations", STREET), "主题党日")

    answer = held("obligations", STREET, entry="party_day", body="DW-440306024001")

    after = of(gaps("obligations", STREET), "主题党日")
    assert answer.status_code == 302
    assert "0 共 179 个，已经开了 179 还没有" in before
    assert "1 共 179 个，已经开了 178 还没有" in after
    assert "每月" in after
    card = words_of(read("/desk/organizations/of/DW-440306024001", STREET))
    assert "主题党日 已开" in card
    assert "社区党委会议 还没有" in card


def test_another_day_of_the_month_counts_once_more_and_the_last_word_of_a_day_counts(enter):
    enter("songgang")
    body = {"entry": "branch_committee", "body": "XQ-440306024001"}

    held("obligations", STREET, **body)
    held("obligations", STREET, **body, value="0", source="写错了，没有开")

    measured = {each.subject.code: each for each in asked("branch_committee").measured}
    assert measured["XQ-440306024001"].actual == 0
    assert not measured["XQ-440306024001"].is_met


@pytest.mark.mechanism("SG-21")
def test_a_committee_meeting_of_songgang_counts_only_if_it_opened_with_its_first_item(enter):
    enter("songgang")
    body = {"entry": "committee", "body": "DW-440306024002"}
    assert "先议“第一议题：学习最新精神”" in gaps("obligations", STREET)

    refused = held("obligations", STREET, **body)

    assert refused.status_code == 422
    assert "要先议“第一议题：学习最新精神”" in words_of(refused.content.decode())
    assert asked("committee").met == 0
    assert held("obligations", STREET, **body, opened="1").status_code == 302
    assert asked("committee").met == 1
    register = Register.objects.get(key="obligations")
    told = history_of(("registers.register", register.pk))[-1].data
    assert told["opened_with"] == "第一议题：学习最新精神"


@pytest.mark.mechanism("SG-19", "SG-39")
def test_whoever_has_not_called_the_grid_council_of_songgang_is_reminded_before_the_month_ends(
    enter,
):
    enter("songgang")
    month = span_around(timezone.localdate(), "month")
    morning = timezone.make_aware(datetime.combine(month.until - timedelta(days=6), time(7, 20)))
    held("obligations", "branch.DJ02", entry="grid_council", area="DJ02")

    remind_obligations({7, 2}, actor=SYSTEM, now=morning)
    again = remind_obligations({7, 2}, actor=SYSTEM, now=morning)
    read_on(morning)

    assert again == 0
    council = {"kind": "obligation", "about": "register"}
    message = Message.objects.filter(account__username=SECRETARY, **council).first()
    assert timezone.localdate(message.due_at) == month.until
    shown = read("/messages/", SECRETARY)
    assert "有按期该开的会、该做的事还没有写下" in words_of(shown)
    opened = client_of(SECRETARY).get(f"/messages/{message.pk}")
    assert opened["Location"] == "/desk/rules/registers/obligations/gaps"
    told = [
        each.data
        for each in history_of(("registers.register", message.about_id))
        if each.name == "registers.obligation.due_soon"
    ]
    councils = [each["areas"] for each in told if each["entry"] == "grid_council"]
    assert len(councils) == 33  # of 34: one was held


@pytest.mark.mechanism("RZ-11")
def test_joint_committees_of_runzhou_meet_every_quarter_and_say_where_the_minutes_are(enter):
    enter("runzhou")
    who, street = "runzhou.supervisor", "DGW-321111003"
    committees = Organization.objects.filter(kind="joint_committee").count()
    assert f"0 共 {committees} 个，已经开了" in gaps("meetings", who)

    held(
        "meetings",
        who,
        entry="joint_meeting",
        body=street,
        source="老旧小区加装电梯；纪要〔2026〕3号",
    )
    quarter = span_around(timezone.localdate(), "quarter")
    morning = timezone.make_aware(datetime.combine(quarter.until, time(7, 20)))
    remind_obligations({7, 2}, actor=SYSTEM, now=morning)
    read_on(morning)

    page = gaps("meetings", who)
    assert f"1 共 {committees} 个，已经开了 {committees - 1} 还没有" in page
    assert "每季度" in page
    assert "老旧小区加装电梯；纪要〔2026〕3号" in words_of(
        read(f"/desk/organizations/of/{street}", who)
    )
    assert Message.objects.filter(kind="obligation").exists()


@pytest.mark.mechanism("JMS-32")
def test_what_a_branch_of_jiamusi_owes_its_members_is_an_obligation_of_the_branch(enter):
    enter("jiamusi")
    code = Organization.objects.filter(kind="party_branch").order_by("code").first().code

    answer = held("obligations", "jiamusi.supervisor", entry="education", body=code)

    card = words_of(read(f"/desk/organizations/of/{code}", "jiamusi.supervisor"))
    assert answer.status_code == 302
    assert "教育：党课或专题学习 已开" in card
    for owed in ("管理：支部党员大会 还没有", "监督：组织生活会和民主评议 还没有"):
        assert owed in card


@pytest.mark.mechanism("GR-05")
def test_a_body_tells_what_it_did_for_people_and_when(enter):
    enter("general")
    who = "donghu.supervisor"
    branch = Organization.objects.filter(kind="party_branch").order_by("code").first().code
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()

    held("party_service", who, entry="open_day", body=branch, source="代办了12件事")
    held("party_service", who, entry="deed", body=branch, on=yesterday, source="修好3号楼扶手")

    card = words_of(read(f"/desk/organizations/of/{branch}", who))
    did = card.partition("开过的会、办过的事")[2].partition("等在这里")[0]
    assert did.index("开门服务日 代办了12件事") < did.index("为民办一件实事 修好3号楼扶手")
    assert "开门服务日 已开" in card
    other = Organization.objects.filter(kind="party_branch").order_by("code").last().code
    assert "开过的会、办过的事" not in words_of(read(f"/desk/organizations/of/{other}", who))
