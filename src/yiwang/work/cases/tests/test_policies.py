"""Who sees which case."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model

from yiwang.foundation.refusals import NotFound
from yiwang.structure.organizations.queries import with_function_near
from yiwang.structure.posts.models import Appointment
from yiwang.work.cases.queries import Filters, case_to_view, ledger, visible_cases
from yiwang.work.cases.reports import Place

WAGES = {"kind": "rights.wages", "contact": "13812341234", "text": "工资三个月没发"}


@pytest.fixture
def sees(now):
    """Whether the person with this user name sees the case: on its page, in lists, by number."""

    def seen(name, case, at=now):
        account_id = get_user_model().objects.get(username=name).pk
        listed, found = (
            case.pk in {row.case_id for row in ledger(account_id, filters, now=at).rows}
            for filters in (Filters(), Filters(number=case.number))
        )
        counted = visible_cases(account_id, at).filter(pk=case.pk).count() == 1
        try:
            opened = case_to_view(case.pk, account_id, at).pk == case.pk
        except NotFound:
            opened = False
        assert listed == found == counted == opened
        return opened

    return seen


@pytest.mark.mechanism("JMS-67", "JMS-70")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("clerk.90010101", True),
        ("grid.9001010101", True),
        ("verifier.900101", True),
        ("dispatcher.900101", True),
        ("dispatcher.9001", True),
        ("supervisor.9001", True),
        ("supervisor.90", True),
        ("grid.9001010102", False),  # the next grid
        ("clerk.90010102", False),  # the next community
        ("multi", False),  # clerk of 90010102 and verifier of 900102
        ("dispatcher.900102", False),
        ("supervisor.9002", False),  # another county
        ("cg.9001", False),  # a department sees what it is given
    ],
)
def test_a_case_is_seen_by_those_over_its_area(report, sees, name, expected):
    _answer, case = report()

    assert sees(name, case) is expected


def test_a_department_sees_what_it_was_given_also_afterwards(report, act, sees, now):
    _answer, case = report()
    bodies = {body.code: body.pk for body in with_function_near(case.area_id, now.date())}
    act(case, "whistle", by="clerk.90010101", kind="housing.leak", nature="joint")
    act(case, "dispatch", by="dispatcher.900101", organizations=(bodies["ZJ-9001"],))

    assert (sees("zj.9001", case), sees("sw.9001", case)) == (True, False)

    act(case, "finish", by="zj.9001", text="换了水管")

    assert sees("zj.9001", case) is True


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("clerk.90010101", True),  # has the task
        ("grid.9001010101", False),
        ("dispatcher.900101", False),
        ("supervisor.9001", False),
        ("supervisor.90", False),
    ],
)
def test_a_confidential_case_is_seen_through_a_task_alone(report, sees, name, expected):
    _answer, case = report(**WAGES)

    assert sees(name, case) is expected


def test_a_case_becomes_confidential_with_its_type(report, act, sees):
    _answer, case = report(kind="", contact="13812341234")
    assert sees("supervisor.9001", case) is True

    act(case, "whistle", by="clerk.90010101", kind="rights.wages", nature="joint")

    assert sees("supervisor.9001", case) is False
    assert sees("dispatcher.900101", case) is True


def test_a_case_outside_all_areas_is_seen_over_the_whole_territory(report, sees):
    _answer, case = report(place=Place(120.0, 40.0))

    assert sees("supervisor.90", case) is True
    assert sees("supervisor.9001", case) is False
    assert sees("clerk.90010101", case) is False


def test_leaving_the_post_ends_it_the_same_day(report, sees, now):
    _answer, case = report()
    assert sees("clerk.90010101", case) is True

    Appointment.objects.filter(account__username="clerk.90010101").update(ends_on=date(2026, 9, 8))

    assert sees("clerk.90010101", case, at=now) is True
    assert sees("clerk.90010101", case, at=now + timedelta(days=1)) is False
