"""What acts of the workflow mean for a case."""

from decimal import Decimal

import pytest

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.files.queries import photos_of
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Invalid
from yiwang.structure.organizations.queries import with_function_near
from yiwang.work.cases.models import Case, Rating, Reply
from yiwang.work.cases.subject import CaseSubject

CLERK = "clerk.90010101"


def test_its_situation_is_that_of_its_type(report):
    _answer, case = report(kind="sanitation.litter")

    situation = CaseSubject().situation(case.pk)

    assert (situation.area_id, situation.kind, situation.nature) == (
        case.area_id,
        "sanitation.litter",
        "",
    )
    assert situation.limits == {"resolve": Limit(Decimal(1), ClockKind.WORK_DAY)}
    assert situation.evidence == {"photo"}


def test_without_a_type_it_asks_for_nothing(report):
    _answer, case = report(kind="")

    situation = CaseSubject().situation(case.pk)

    assert (situation.kind, situation.limits, situation.evidence) == ("", {}, frozenset())


def test_triage_decides_type_and_nature(report, act):
    _answer, case = report(kind="")

    act(case, "whistle", by=CLERK, kind="water.outage", nature="joint")

    assert (case.type.key, case.nature) == ("water.outage", "joint")
    data = Record.objects.get(name="cases.case.whistled").data
    assert data["before"] == {"kind": "", "nature": ""}
    assert (data["kind"], data["nature"]) == ("water.outage", "joint")


def test_an_unknown_type_changes_nothing(report, act, record_count):
    _answer, case = report()
    before = record_count()

    with pytest.raises(Invalid) as refused:
        act(case, "whistle", by=CLERK, kind="housing.ghost", nature="joint")

    case.refresh_from_db()
    assert set(refused.value.fields) == {"kind"}
    assert (case.type.key, case.nature, record_count()) == ("housing.leak", "", before)


def test_declining_is_an_answer_in_plain_words(report, act):
    _answer, case = report()

    act(case, "decline", by=CLERK, reason="不属于社区", text="请拨打 12345，他们会受理。")

    [reply] = Reply.objects.filter(case=case)
    assert (reply.text, reply.by) == (
        "请拨打 12345，他们会受理。",
        "临江社区 · 网格化服务站 · 受理员",
    )


def test_the_result_keeps_its_photos(report, act, photo, now):
    _answer, case = report(kind="sanitation.litter")
    bodies = {body.code: body.pk for body in with_function_near(case.area_id, now.date())}
    act(case, "whistle", by=CLERK, kind="sanitation.litter", nature="joint")
    act(case, "dispatch", by="dispatcher.900101", organizations=(bodies["CG-9001"],))

    act(case, "finish", by="cg.9001", text="已清运", photos=(photo,))

    assert len(photos_of(("cases.case", case.pk), "result")) == 1
    assert len(Record.objects.get(name="cases.case.handled").data["photos"]) == 1


def test_a_rating_is_of_the_latest_answer(answered, act, now):
    _answer, case = answered()

    act(case, "rate", grade=4, reason="挺快")

    rating = Rating.objects.get(case=case)
    assert (rating.reply, rating.grade, rating.reason) == (Reply.objects.get(case=case), 4, "挺快")
    assert Record.objects.get(name="cases.case.rated").data["grade"] == 4
    assert "挺快" not in str(Record.objects.get(name="cases.case.rated").data)


def test_satisfied_closes_the_case(answered, act, now):
    _answer, case = answered()

    act(case, "rate", grade=5)

    assert (case.is_open, case.closed_at) == (False, now)


def test_a_grade_outside_one_to_five_is_refused(answered, act, record_count):
    _answer, case = answered()
    before = record_count()

    with pytest.raises(Invalid):
        act(case, "rate", grade=6)

    assert (Rating.objects.count(), record_count(), case.is_open) == (0, before, True)


def test_reopened_cases_count_how_often(answered, act):
    _answer, case = answered()
    act(case, "rate", grade=1)

    act(case, "reopen")

    assert (Case.objects.get(pk=case.pk).reopened_times, case.is_open) == (1, True)
