"""Who may begin a matter: residents, staff of their own accord, or anybody."""

import pytest

from yiwang.foundation.refusals import Invalid
from yiwang.work.cases.models import CaseType
from yiwang.work.cases.queries import offered_types, suggested_types
from yiwang.work.cases.subject import CaseSubject

CLERK = "clerk.90010101"


def begun_by(key, who):
    CaseType.objects.filter(key=key).update(begun_by=who)


def offered(channel):
    return {kind.key for top in offered_types(channel) for kind in (top.kind, *top.below)}


@pytest.mark.parametrize(
    ("who", "channel", "may"),
    [
        ("anybody", "web", True),
        ("anybody", "phone", True),
        ("anybody", "worker", True),
        ("reporter", "web", True),
        ("reporter", "phone", True),
        ("reporter", "worker", False),
        ("staff", "web", False),
        ("staff", "phone", False),
        ("staff", "rest", False),
        ("staff", "worker", True),
    ],
)
def test_a_type_is_taken_and_offered_where_it_may_begin(
    report, actor_of, record_count, who, channel, may
):
    begun_by("housing.leak", who)
    by = {"actor": actor_of(CLERK)} if channel in ("phone", "worker") else {}
    before = record_count()

    if may:
        report(channel=channel, **by)
    else:
        with pytest.raises(Invalid) as refusal:
            report(channel=channel, **by)
        assert list(refusal.value.fields) == ["kind"]

    assert record_count() == before + may
    assert ("housing.leak" in offered(channel)) == may
    suggested = [kind.key for kind in suggested_types("屋顶漏水", channel=channel)]
    assert ("housing.leak" in suggested) == may


def test_what_lies_below_a_heading_of_staff_is_staffs_and_the_heading_goes_with_it(db):
    begun_by("housing", "staff")

    assert not {"housing", "housing.leak"} & offered("web")
    assert {"housing", "housing.leak"} < offered("worker")
    assert {"housing", "housing.leak"} < offered("")  # where rules are written


def test_a_report_is_not_made_a_matter_of_staff_at_triage(report, act, records_of):
    begun_by("housing.leak", "staff")
    _answer, case = report(kind="other.other")

    with pytest.raises(Invalid) as refusal:
        act(case, "whistle", by=CLERK, kind="housing.leak", nature="joint")

    assert list(refusal.value.fields) == ["kind"]
    assert (case.type.key, records_of(case)) == ("other.other", ["cases.case.reported"])


def test_nobody_waits_for_an_answer_to_what_staff_begin(report, act, actor_of):
    begun_by("housing.leak", "staff")
    _answer, case = report(channel="worker", actor=actor_of(CLERK))
    situation = CaseSubject().situation(case.pk)

    act(case, "decline", by=CLERK, reason="已经修好", text="不用再办")

    assert (situation.has_reporter, situation.begun_in) == (False, case.taken_in_by_id)
    assert (case.is_open, case.run.outcome) == (False, "unanswered")
