"""Who may begin a matter: residents, staff of their own accord, or anybody."""

import pytest
from django.utils import timezone

from yiwang.foundation.refusals import Invalid
from yiwang.work.cases.beginning import Beginner
from yiwang.work.cases.models import CaseType
from yiwang.work.cases.queries import offered_types, suggested_types
from yiwang.work.cases.subject import CaseSubject
from yiwang.work.workflows.actions.publish import Unproved
from yiwang.work.workflows.tests.narrowing import narrow

CLERK = "clerk.90010101"


def begun_by(key, who):
    CaseType.objects.filter(key=key).update(begun_by=who)


def offered(channel):
    return keys(offered_types(Beginner(channel, timezone.now()) if channel else None))


def keys(types):
    return {kind.key for top in types for kind in (top.kind, *top.below)}


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
    report, actor_of, record_count, now, who, channel, may
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
    suggested = [kind.key for kind in suggested_types("屋顶漏水", Beginner(channel, now))]
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


VERIFIER = "verifier.900101"


@pytest.mark.parametrize(
    ("settings", "by_residents", "by_clerk", "by_verifier"),
    [
        ({}, True, True, True),
        ({"begun_by": ["residents"]}, True, False, False),
        ({"begun_by": ["staff"]}, False, True, True),
        ({"begun_by": ["residents", "community_clerk"]}, True, True, False),
        ({"begun_by": ["community_clerk"]}, False, True, False),
        ({"begun_at": ["town"]}, True, False, True),
        ({"begun_by": ["verifier"], "begun_at": ["community"]}, None, None, None),
        ({"begun_in": ["900101"]}, True, True, True),
        ({"begun_in": ["90010101"]}, True, True, False),
    ],
)
def test_the_workflow_says_who_begins(
    report, actor_of, record_count, now, settings, by_residents, by_clerk, by_verifier
):
    if by_residents is None:
        with pytest.raises(Unproved):
            narrow(**settings)
        return
    narrow(**settings)
    for channel, who, may in (
        ("web", None, by_residents),
        ("phone", CLERK, by_residents),
        ("worker", CLERK, by_clerk),
        ("worker", VERIFIER, by_verifier),
    ):
        before, by = record_count(), {"actor": actor_of(who)} if who else {}
        account_id = actor_of(who).account_id if who else None

        if may:
            report(channel=channel, **by)
        else:
            with pytest.raises(Invalid) as refusal:
                report(channel=channel, **by)
            assert list(refusal.value.fields) == ["kind"]

        assert record_count() == before + may
        offered_to = offered_types(Beginner(channel, now, account_id))
        assert ("housing.leak" in keys(offered_to)) == may


def test_who_else_begins_it_is_told(report, actor_of):
    narrow(begun_by=["verifier", "residents"], begun_at=["town"], begun_in=["900101"])

    with pytest.raises(Invalid) as refusal:
        report(channel="worker", actor=actor_of(CLERK))

    assert str(refusal.value.fields["kind"]) == (
        "“房屋漏水”由别人发起：核查员；只限街道乡镇一级；只限河口镇范围内。"
        "请找他们发起，或者换一个类型。"
    )


def test_it_is_begun_in_the_capacity_that_may(report, actor_of):
    """Somebody with two posts begins at the one of them at which it is begun."""
    narrow(begun_by=["verifier"])

    _answer, case = report(channel="worker", actor=actor_of("multi"))

    assert case.taken_in_by.post.type.key == "verifier"


def test_a_list_takes_as_many_queries_whoever_may_begin(actor_of, now, django_assert_num_queries):
    clerk = actor_of(CLERK).account_id
    offered_types(Beginner("worker", now, clerk))
    with django_assert_num_queries(2):  # the state of the configuration, the types
        offered_types(Beginner("worker", now, clerk))
    narrow(begun_by=["verifier"], begun_at=["town"])
    offered_types(Beginner("worker", now, clerk))

    with django_assert_num_queries(3):  # and what the reader holds
        left = offered_types(Beginner("worker", now, clerk))
    assert "housing.leak" not in keys(left)
