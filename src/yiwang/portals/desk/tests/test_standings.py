"""Lists of what stands badly with time: what comes onto them, for whom, and at what cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yiwang.portals.casework.tests.staging import (
    CLERK,
    VERIFIER,
    act,
    client_of,
    dispatched,
    photo,
    reported,
)
from yiwang.work.workflows.models import Clock, Run

pytestmark = pytest.mark.django_db

SUPERVISOR, ELSEWHERE = "supervisor.9001", "supervisor.9002"
LISTS = ("late", "threefold", "waiting", "aside")


def opened(show, who=SUPERVISOR):
    page = client_of(who).get(f"/desk/ledger?show={show}")
    assert page.status_code == 200
    return page


def numbers(show, who=SUPERVISOR):
    return [row.number for row in opened(show, who).context["listed"].rows]


def counted(who=SUPERVISOR):
    return [number for _key, _name, number in opened("late", who).context["lists"]]


def overdue(case, **over):
    """The work on it has been due for so long."""
    ago = timezone.now() - timedelta(**over)
    running = Clock.objects.filter(run=case.run_id, state="running", purpose="resolve")
    assert running.update(due_at=ago, threefold_at=ago + timedelta(days=10)) == 1
    return case


def test_what_is_late_is_listed_with_how_late_it_is():
    late = overdue(dispatched("ZJ-9001"), days=2)
    dispatched("ZJ-9001")

    page = opened("late")

    [row] = page.context["listed"].rows
    assert (row.number, row.clock.purpose) == (late.number, "resolve")
    assert "超时 2 天" in page.content.decode()
    assert counted() == [1, 0, 0, 0]


def test_three_times_the_limit_is_a_list_of_its_own():
    late = overdue(dispatched("ZJ-9001"), days=11)

    assert numbers("threefold") == numbers("late") == [late.number]
    assert counted() == [1, 1, 0, 0]


def test_what_is_paused_or_over_is_not_late():
    paused, over = overdue(dispatched("ZJ-9001"), days=2), overdue(dispatched("ZJ-9001"), days=2)
    Clock.objects.filter(run=paused.run_id).update(state="paused")
    act(over, "zj.9001", "finish", text="补好了", photos=(photo(),))

    assert numbers("late") == []


def test_the_limit_of_the_whole_makes_a_case_late_too():
    case = dispatched("ZJ-9001")
    Clock.objects.filter(run=case.run_id, task=None).update(
        due_at=timezone.now() - timedelta(days=1)
    )

    [row] = opened("late").context["listed"].rows

    assert (row.number, row.clock.purpose) == (case.number, "case")


def test_a_reporter_who_has_the_word_or_is_asked_is_waited_for():
    asked, answered = dispatched("ZJ-9001"), reported()
    act(asked, "zj.9001", "ask_reporter", text="哪一层漏水？")
    act(answered, CLERK, "settle", text="已修好", kind="housing.leak", nature="small")
    act(answered, VERIFIER, "pass_check")
    act(answered, CLERK, "answer", text="水管已更换。")

    rows = opened("waiting").context["listed"].rows

    assert [row.number for row in rows] == [answered.number, asked.number]
    assert all(row.clock.due_at > timezone.now() for row in rows)
    assert counted() == [0, 0, 2, 0]


def test_what_is_set_aside_is_listed_until_its_day():
    case = dispatched("ZJ-9001")
    Run.objects.filter(pk=case.run_id).update(deferred_until="2026-12-31T16:00:00Z")

    page = opened("aside")

    assert [row.number for row in page.context["listed"].rows] == [case.number]
    assert "到 2027年1月1日" in page.content.decode() or "到 1月1日" in page.content.decode()


@pytest.mark.parametrize("show", LISTS)
def test_an_empty_list_says_so_and_what_would_be_on_it(show):
    page = opened(show)

    assert str(page.context["standing"].empty) in page.content.decode()
    assert str(page.context["standing"].says) in page.content.decode()


def test_somebody_from_elsewhere_finds_and_counts_none_of_it():
    overdue(dispatched("ZJ-9001"), days=11)

    assert numbers("late", ELSEWHERE) == []
    assert counted(ELSEWHERE) == [0, 0, 0, 0]


def test_an_export_holds_only_what_is_on_the_list():
    late, other = overdue(dispatched("ZJ-9001"), days=2), dispatched("ZJ-9001")

    content = client_of(SUPERVISOR).post("/desk/ledger/export", {"show": "late"}).content.decode()

    assert late.number in content
    assert other.number not in content


def test_a_line_says_how_often_the_same_came_up_at_the_place():
    for _time in range(3):
        reported()
    reported(kind="water.outage")

    page = client_of(SUPERVISOR).get("/desk/ledger")

    assert [row.times for row in page.context["listed"].rows] == [1, 3, 2, 1]
    assert "第 3 次" in page.content.decode()


def test_lists_cost_the_same_for_any_number_of_cases():
    client, counts = client_of(SUPERVISOR), []
    for more in (2, 4):
        for _number in range(more):
            overdue(dispatched("ZJ-9001"), days=2)
        client.get("/desk/ledger?show=late")
        with CaptureQueriesContext(connection) as captured:
            client.get("/desk/ledger?show=late")
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 24
