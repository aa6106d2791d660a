"""A case is split: each part goes its own way, and the whole waits for all of them."""

from decimal import Decimal

import pytest

from yiwang.foundation.records.models import Record
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.work.cases.actions.withdraw_case import withdraw_case
from yiwang.work.cases.hurrying import hurry_parts
from yiwang.work.cases.models import Case, Contact
from yiwang.work.cases.queries import progress_by_code
from yiwang.work.cases.queries.parts import parts_of
from yiwang.work.cases.splitting import PartOfAnother
from yiwang.work.cases.tests.counting import Period, tally
from yiwang.work.workflows.models import Clock, Run
from yiwang.work.workflows.subjects import Part
from yiwang.work.workflows.waiting import PartsAreOpen

CLERK, VERIFIER = "clerk.90010101", "verifier.900101"
TWO = (Part("楼道漏水", "housing.leak"), Part("门口垃圾", "sanitation.litter", "9001010102"))


@pytest.fixture
def split(report, act):
    answer, case = report(text="楼道漏水，门口还堆着垃圾", contact="13812341234")
    act(case, "split", by=CLERK, parts=TWO)
    return answer, case


def settle(act, case):
    act(case, "settle", by=CLERK, text="办好了", kind=case.type.key, nature="small")
    act(case, "pass_check", by=VERIFIER)
    act(case, "answer", by=CLERK, text="办好了")


def test_every_part_is_a_case_of_its_own_with_a_run_and_no_contact(split, records_of):
    _answer, case = split
    first, second = case.parts.order_by("id")

    assert (first.text, first.type.key, first.area) == ("楼道漏水", "housing.leak", case.area)
    assert (second.type.key, second.area.code) == ("sanitation.litter", "9001010102")
    assert (first.run.step, first.number != case.number) == ("collect", True)
    assert not Contact.objects.filter(case=first).exists()
    assert records_of(first) == ["cases.case.split_off"]
    assert records_of(case) == ["cases.case.reported", "cases.case.split"]
    assert Record.objects.get(name="cases.case.split").data["parts"] == [first.pk, second.pk]


def test_the_whole_stays_where_it_was(split):
    _answer, case = split

    assert (case.run.step, case.run.is_open) == ("collect", True)


@pytest.mark.parametrize(
    "parts",
    [
        (),
        (Part("一件"),),
        (Part("一件"),) * 10,
        (Part("一件"), Part(" ")),
        (Part("一件"), Part("另一件", "housing.ghost")),
        (Part("一件"), Part("另一件", "", "nowhere")),
    ],
)
def test_too_few_too_many_or_unclear_parts_change_nothing(report, act, record_count, parts):
    _answer, case = report()
    before = record_count()

    with pytest.raises(Invalid) as refused:
        act(case, "split", by=CLERK, parts=parts)

    assert set(refused.value.fields) == {"parts"}
    assert (Case.objects.count(), Run.objects.count(), record_count()) == (1, 1, before)


def test_a_part_is_not_split_again(split, act, record_count):
    part = split[1].parts.order_by("id").first()
    before = record_count()

    with pytest.raises(PartOfAnother):
        act(part, "split", by=CLERK, parts=TWO)

    assert (Case.objects.count(), record_count()) == (3, before)


def test_the_whole_is_not_answered_while_a_part_is_open(split, act, record_count):
    _answer, case = split
    act(case, "settle", by=CLERK, text="都办了", kind="housing.leak", nature="small")
    act(case, "pass_check", by=VERIFIER)
    before = record_count()

    with pytest.raises(PartsAreOpen) as refused:
        act(case, "answer", by=CLERK, text="都办好了")

    for part in case.parts.all():
        assert part.number in str(refused.value)
    case.run.refresh_from_db()
    assert (case.run.step, record_count()) == ("answer", before)


def test_declining_the_whole_waits_too(split, act):
    _answer, case = split
    with pytest.raises(PartsAreOpen):
        act(case, "decline", by=CLERK, text="去找别处", reason="不归我们")


def test_a_part_has_nobody_to_wait_for_and_closes_with_its_answer(split, act):
    first = split[1].parts.order_by("id").first()

    settle(act, first)

    assert (first.is_open, first.run.step) == (False, "unrated")


def test_once_all_parts_are_closed_the_whole_is_answered(split, act, now):
    answer, case = split
    first = case.parts.order_by("id").first()
    settle(act, first)
    found = parts_of(case, now)
    assert (found.done, len(found.lines), found.late) == (1, 2, 0)
    Case.objects.filter(parent=case).update(is_open=False, closed_at=now)

    settle(act, case)

    case.run.refresh_from_db()
    assert case.run.step == "rate"
    assert progress_by_code(answer.tracking_code, now=now).parts.done == 2


def test_the_sum_says_the_latest_limit_and_who_is_late(split, now):
    _answer, case = split

    found = parts_of(case, now.replace(day=30))

    assert found.late == 2
    assert found.due_at == max(line.due_at for line in found.lines)


def test_withdrawing_the_whole_ends_its_parts(split, now):
    answer, _case = split

    withdraw_case(answer.tracking_code, now=now)

    assert not Case.objects.filter(is_open=True).exists()
    assert not Run.objects.filter(is_open=True).exists()
    assert Record.objects.filter(name="cases.case.withdrawn").count() == 3


def test_parts_are_not_counted_beside_the_whole(split, now):
    counted = tally(Period(now, now.replace(day=8)))

    assert counted.reported == 1


def test_what_the_parts_come_to_takes_two_queries(split, now, django_assert_num_queries):
    _answer, case = split
    with django_assert_num_queries(2):
        parts_of(case, now)


def hurry(case, share, actor, now, reason="半栋楼停水"):
    """What an act on the whole hands on: its run is urgent with this share, or no more."""
    Run.objects.filter(pk=case.run_id).update(urgent_share=share)
    hurry_parts(case.pk, share, reason, actor=actor, now=now)


def test_parts_are_urgent_with_the_whole_and_go_back_with_it(split, actor_of, now, records_of):
    _answer, case = split
    part = case.parts.order_by("id").first()
    clock = Clock.objects.get(run=part.run_id, task__state="open", purpose="resolve")
    by = actor_of("dispatcher.900101")

    hurry(case, Decimal("0.5"), by, now)

    [short] = Clock.objects.filter(pk=clock.pk)
    assert {each.run.urgent_share for each in case.parts.all()} == {Decimal("0.5")}
    assert short.limit == (clock.limit / 2 if clock.of_kind else clock.limit)
    told = Record.objects.filter(name="cases.case.marked_urgent", subject_id=part.pk).get()
    assert (told.data["parent"], told.data["reason"]) == (case.pk, "半栋楼停水")

    hurry(case, None, by, now)

    assert {each.run.urgent_share for each in case.parts.all()} == {None}
    [usual] = Clock.objects.filter(pk=clock.pk)
    assert (usual.limit, usual.due_at) == (clock.limit, clock.due_at)
    assert records_of(part)[-1] == "cases.case.usual_limits_granted"


def test_a_closed_part_and_one_that_was_marked_by_itself_are_left_alone(split, actor_of, now):
    _answer, case = split
    first, second = case.parts.order_by("id")
    by = actor_of("dispatcher.900101")
    Case.objects.filter(pk=first.pk).update(is_open=False, closed_at=now)
    Run.objects.filter(pk=second.run_id).update(urgent_share="0.25")
    record("cases.case.marked_urgent", subject=("cases.case", second.pk), actor=by, at=now)

    hurry(case, Decimal("0.5"), by, now)
    hurry(case, None, by, now)

    shares = Run.objects.filter(pk__in=[first.run_id, second.run_id]).order_by("id")
    assert list(shares.values_list("urgent_share", flat=True)) == [None, Decimal("0.25")]


def test_what_is_split_off_later_is_urgent_from_the_beginning(report, act):
    _answer, case = report()
    Run.objects.filter(pk=case.run_id).update(urgent_share="0.5")

    act(case, "split", by=CLERK, parts=TWO)

    assert {part.run.urgent_share for part in case.parts.all()} == {Decimal("0.5")}
