"""Appeals against a count: by the office concerned, decided by another, left out and shown."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from yiwang.foundation.refusals import Invalid
from yiwang.structure.organizations.queries import ids_by_code
from yiwang.structure.posts.models import Appointment
from yiwang.work.cases.actions.appeal_figure import appeal_figure
from yiwang.work.cases.models import Case, Rating
from yiwang.work.cases.queries import progress
from yiwang.work.cases.queries.objections import objections_to
from yiwang.work.cases.tests.conduct import conditions, conduct_of
from yiwang.work.cases.tests.counting import Period, tally
from yiwang.work.workflows.actions.appeal import NothingToAppeal
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.independence import NotIndependent, OfTheHandlers
from yiwang.work.workflows.models import LeftOut, Request, Task
from yiwang.work.workflows.subjects import NO_ENTRY, Inputs

OFFICE, DECIDER = "zj.9001", "supervisor.9001"


@pytest.fixture
def ended(report, act, now):
    """Given back by water, done by housing nine days later, rated very dissatisfied, and over."""
    codes = ids_by_code()
    both = (codes["ZJ-9001"], codes["SW-9001"])
    _answer, case = report()
    act(case, "whistle", by="clerk.90010101", kind="housing.leak", nature="joint")
    act(case, "dispatch", by="dispatcher.900101", organizations=both)
    water, housing = (
        Task.objects.get(run=case.run, organization=codes[code]) for code in ("SW-9001", "ZJ-9001")
    )
    back = {"reason": "不是供水管", "reason_code": "not_ours", "entry": NO_ENTRY}
    act.on(water, "return", by="sw.9001", **back)
    given_back = Task.objects.get(run=case.run, role="coordinator")
    act.on(given_back, "release", by="dispatcher.900101", reason="住建一家够了")
    later = now + timedelta(days=9)
    act.on(housing, "finish", by=OFFICE, at=later, text="补好了")
    act(case, "pass_check", by="verifier.900101", at=later)
    act(case, "answer", by="clerk.90010101", text="屋面已补。", at=later)
    act(case, "rate", grade=1, at=later)
    act(case, "accept_outcome", at=later)
    return case, later


@pytest.fixture
def object_to(actor_of):
    def made(ended, about, by=OFFICE, code=None, reason="另一家没有关水"):
        case, at = ended
        known = {"rating": "mistaken"}.get(about, "other_fault")
        appeal_figure(
            case.pk, about, known if code is None else code, reason, actor=actor_of(by), now=at
        )
        return Request.objects.get(about=about)

    return made


@pytest.fixture
def decide(actor_of):
    def made(request, action, at, by=DECIDER, **inputs):
        perform(request.approval_id, action, Inputs(**inputs), actor=actor_of(by), now=at)

    return made


def figures(at):
    period = Period(at - timedelta(days=30), at + timedelta(days=1))
    found, rated = conduct_of(period), tally(period)
    return (
        (found.in_time, found.timed, found.late, found.late_left_out),
        (found.returned, found.dispatched, found.returns_left_out),
        (rated.satisfied, rated.rated, rated.unanswered, rated.ratings_left_out),
    )


def test_each_office_may_object_to_what_stands_against_it(ended, actor_of):
    case, at = ended

    def open_to(username):
        return {each.about for each in objections_to(case, actor_of(username).account_id, now=at)}

    assert open_to(OFFICE) == {"on_time", "rating"}
    assert open_to("sw.9001") == {"returns"}
    assert open_to("cg.9001") == open_to("clerk.90010102") == set()


def test_granted_the_case_is_left_out_of_that_figure_and_shown_beside_it(ended, object_to, decide):
    case, at = ended
    on_time, returns, satisfaction = figures(at)
    assert on_time == (0, 1, 1, 0)
    assert returns == (1, 1, 0)
    assert satisfaction == (0, 1, 0, 0)

    decide(object_to(ended, "on_time"), "grant", at)
    decide(object_to(ended, "returns", by="sw.9001"), "grant", at)
    decide(object_to(ended, "rating"), "grant", at)

    on_time, returns, satisfaction = figures(at)
    assert on_time == (0, 0, 0, 1)
    assert returns == (0, 0, 1)
    assert satisfaction == (0, 0, 0, 1)
    assert Rating.objects.get(case=case).grade == 1
    behind = [list(Case.objects.filter(conditions()[name])) for name in ("late_left_out", "late")]
    assert behind == [[case], []]


def test_the_reporter_is_told_with_the_reason(ended, object_to, decide):
    case, at = ended
    decide(object_to(ended, "rating", reason="说的是另一栋楼"), "grant", at)

    shown = progress(case, now=at)

    assert "评价本身保留" in shown.events[-1].sentence
    assert shown.events[-1].reason == "说的是另一栋楼"
    assert [line.about for line in shown.holds] == ["rating"]
    assert shown.replies[0].grade == 1


def test_refused_it_counts_and_is_not_asked_again(ended, object_to, decide):
    _case, at = ended
    request = object_to(ended, "on_time")
    decide(request, "refuse", at, reason="水阀当天就关了")

    request.refresh_from_db()
    assert (request.decision, request.decision_reason) == ("refused", "水阀当天就关了")
    assert figures(at)[0] == (0, 1, 1, 0)
    with pytest.raises(NothingToAppeal):
        object_to(ended, "on_time")


def test_it_has_a_clock_of_its_own_and_somebody_of_another_body(ended, object_to):
    task = object_to(ended, "on_time").approval

    assert task.post.type.key == "county_supervisor"
    assert task.post.organization.code == "ZX-9001"
    clock = task.clocks.get()
    assert (clock.limit, clock.kind, clock.state) == (3, "work_day", "running")


@pytest.mark.parametrize(
    ("joins", "refused"), [("asker", NotIndependent), ("office", OfTheHandlers)]
)
def test_nobody_of_the_asking_body_decides(joins, refused, ended, object_to, decide, actor_of):
    _case, at = ended
    request = object_to(ended, "on_time")
    who = OFFICE if joins == "asker" else "grid.9001010101"
    held = Appointment.objects.get(account__username=DECIDER)
    account = actor_of(who).account_id
    common = {"starts_on": held.starts_on, "account_id": account, "mode": "concurrent"}
    Appointment.objects.create(post=held.post, **common)
    if joins == "office":
        office = Appointment.objects.get(account__username=OFFICE)
        Appointment.objects.create(post=office.post, **common)

    with pytest.raises(refused):
        decide(request, "grant", at, by=who)

    assert LeftOut.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"about": "rating", "by": "sw.9001"}, NothingToAppeal),
        ({"about": "resolution"}, NothingToAppeal),
        ({"about": "on_time", "code": "because"}, Invalid),
        ({"about": "on_time", "reason": " "}, Invalid),
    ],
    ids=str,
)
def test_what_is_refused_opens_nothing(given, refused, ended, object_to):
    with pytest.raises(refused):
        object_to(ended, **given)

    assert Request.objects.count() == 0


def test_after_its_time_and_while_the_case_is_open_nobody_objects(ended, object_to):
    case, at = ended
    with pytest.raises(NothingToAppeal):
        object_to((case, at + timedelta(days=20)), "on_time")

    case.run.is_open, case.run.ended_at = True, None
    case.run.save(update_fields=["is_open", "ended_at"])

    with pytest.raises(NothingToAppeal):
        object_to(ended, "on_time")


def test_nobody_objects_to_a_rating_of_satisfied(ended, object_to):
    Rating.objects.update(grade=4)

    with pytest.raises(NothingToAppeal):
        object_to(ended, "rating")


def test_database_leaves_a_case_out_of_a_count_once(ended, object_to, decide):
    case, at = ended
    first = object_to(ended, "on_time")
    decide(first, "grant", at)
    other = object_to(ended, "rating")

    with pytest.raises(IntegrityError), transaction.atomic():
        LeftOut.objects.create(run=case.run, count="on_time", request=other, granted_at=at)
