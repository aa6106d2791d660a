"""What goes its way without ever being given a nature is counted by how far it came, from facts as
one by one; and nobody is said not to have answered where nobody was asked."""

from dataclasses import asdict
from datetime import timedelta

from django.utils import timezone

from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.measures.counts import counts_of_kind
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.figures import counts_of
from yiwang.insight.measures.keeping import keep_up
from yiwang.insight.measures.subjects import Subject
from yiwang.packs.tests.at_the_doors import Reported
from yiwang.packs.tests.test_micro_power import CLERK, SECRETARY, act, begun
from yiwang.work.cases.tests.counting import Period, tally

GRID, HOME_VISIT = "230804007001001", "livelihood.home_visit"


def counted():
    """By name, counted from facts; the same as counting the cases one by one."""
    now = timezone.now()
    seal_pending(now)
    keep_up(now)
    names = [count.name for count in counts_of_kind("case")]
    today = timezone.localdate(now)
    found = counts_of(names, Subject.whole(), Days(today, today))
    told = asdict(tally(Period(now - timedelta(days=1), now + timedelta(hours=1))))
    assert {name: found[name] or 0 for name in told} == told
    return {name: number for name, number in found.items() if number}


def test_a_matter_of_staff_is_waiting_until_it_moves(enter):
    enter("jiamusi")
    begun("采购路灯")
    moved, dropped, refused = (begun(f"采购{what}") for what in ("桌椅", "雨伞", "音响"))
    act(moved, CLERK, "submit", text="两委会议定：二十套", picture="documents")
    act(dropped, CLERK, "drop")
    act(refused, CLERK, "submit", text="两委会议定：一套", picture="documents")
    act(refused, SECRETARY, "refuse", reason="今年没有这项预算")

    found = counted()

    assert (found["reported"], found["waiting"], found["open"]) == (4, 1, 1)
    assert (found["withdrawn"], found["declined"]) == (1, 1)
    assert not {"unanswered", "to_reply"} & found.keys()


def test_a_service_at_home_is_taken_on_once_it_is_passed_on_and_declined_if_it_was(enter):
    enter("jiamusi")
    waiting, taken, declined = (
        Reported(GRID, HOME_VISIT, text) for text in ("请上门办证", "请上门认证", "请上门搬家")
    )
    taken.act(CLERK, "assign", type=HOME_VISIT)
    declined.act(CLERK, "decline", reason="不在上门的范围", text="搬家请找搬家公司。")

    found = counted()

    assert waiting.tasks_of(CLERK)
    assert (found["reported"], found["waiting"], found["open"], found["declined"]) == (3, 1, 1, 1)
    assert found["to_reply"] == 3
