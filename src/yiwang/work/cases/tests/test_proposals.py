"""What the registers propose."""

import pytest

from yiwang.work.cases.queries import case_by_code, route_of, route_proposal, triage_proposal
from yiwang.work.cases.reports import Place


def test_triage_names_the_nature_and_the_entry_that_decided(report, now):
    answer, _case = report(kind="sanitation.snow")

    proposal = triage_proposal(case_by_code(answer.tracking_code), now.date())

    assert (proposal.nature, proposal.decision.entry.key) == ("small", "snow")
    assert [(one.key, one.fits) for one in proposal.decision.considered] == [
        ("quarrel", False),
        ("snow", True),
    ]


@pytest.mark.mechanism("JMS-60", "JMS-62", "JMS-63")
@pytest.mark.parametrize(
    ("changes", "nature"),
    [
        ({"kind": "other.other", "text": "邻居晚上噪音太大"}, "self_governed"),
        ({"kind": "sanitation.snow", "text": "小区积雪"}, "small"),
        ({"kind": "water.outage", "text": "停水两天"}, "joint"),
    ],
)
def test_triage_tells_three_kinds_of_affairs_apart(report, now, changes, nature):
    answer, _case = report(**changes)

    assert triage_proposal(case_by_code(answer.tracking_code), now.date()).nature == nature


def test_route_names_the_lead_first(report, now):
    _answer, case = report()

    proposal = route_proposal(case, now.date())

    assert [body.code for body in proposal.organizations] == ["ZJ-9001", "SW-9001"]
    assert (proposal.missing, proposal.decision.entry.key) == ((), "leak")
    assert route_of(case.pk, now.date()) == proposal.organizations[0].pk


def test_outside_all_areas_nobody_is_proposed(report, now):
    _answer, case = report(place=Place(120.0, 40.0))

    proposal = route_proposal(case, now.date())

    assert (proposal.organizations, proposal.missing) == ((), ("housing", "water"))
    assert route_of(case.pk, now.date()) is None
