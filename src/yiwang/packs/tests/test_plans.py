"""With 35 000 appointments and years of cases, an inbox, a list and a count are read by indexes:
neither cases nor tasks are walked through for somebody who answers for a part of the city."""

from datetime import datetime
from itertools import chain
from zoneinfo import ZoneInfo

import pytest

from yiwang.foundation.accounts.models import Account
from yiwang.packs.tests.crowded import LARGE, crowd, plans_of, read_whole
from yiwang.structure.posts.models import Appointment
from yiwang.structure.posts.queries import vacancies
from yiwang.structure.posts.queries.classes import counted_by_class
from yiwang.structure.posts.queries.responsible import responsibilities_in
from yiwang.structure.posts.queries.staffing import staffing_of, teams_of
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import children_of, net_named
from yiwang.work.cases.models import Case
from yiwang.work.cases.policies import visible_cases
from yiwang.work.cases.queries.ledger import Filters, ledger, on_lists
from yiwang.work.cases.queries.lines import case_lines
from yiwang.work.workflows.queries.inbox import duty_queue, inbox

NOW = datetime(2026, 9, 7, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
CASES = 60_000
QUESTIONS = {
    "inbox": lambda who: inbox(who, NOW),
    "inbox with what is late": lambda who: inbox(who, NOW, escalated=True),
    "duty queue": lambda who: duty_queue(who, NOW),
    "count": lambda who: visible_cases(who, NOW).count(),
    "count of the open": lambda who: visible_cases(who, NOW).filter(is_open=True).count(),
    "ledger": lambda who: ledger(who, Filters(), now=NOW),
    "open ledger": lambda who: ledger(who, Filters(state="open"), now=NOW),
    "lists": lambda who: on_lists(who, NOW),
    "lines": lambda who: case_lines(newest(30), who, now=NOW),
}


def newest(count):
    return list(Case.objects.order_by("-pk").values_list("pk", flat=True)[:count])


@pytest.fixture
def leader_and_dispatcher(enter):
    enter("jiamusi")
    crowd(CASES, NOW)
    named = Account.objects.in_bulk(
        ["yongan.grid", "yongan.dispatcher", "yongan.clerk"], field_name="username"
    )
    return {name: account.pk for name, account in named.items()}


def test_nobody_walks_through_cases_or_tasks(leader_and_dispatcher, django_assert_num_queries):
    assert Appointment.objects.count() >= 35_000
    who = leader_and_dispatcher

    walked = {
        (name, question): sorted(LARGE & {table for plan in plans for table in read_whole(plan)})
        for name, account in who.items()
        for question, asked in QUESTIONS.items()
        if (plans := plans_of(lambda ask=asked, by=account: ask(by)))
    }

    assert {key: tables for key, tables in walked.items() if tables} == {}
    assert 0 < visible_cases(who["yongan.grid"], NOW).count() < 100
    assert visible_cases(who["yongan.dispatcher"], NOW).count() > 100
    with django_assert_num_queries(1):
        assert inbox(who["yongan.grid"], NOW)
    with django_assert_num_queries(2):  # whether the whole is theirs, and the count
        visible_cases(who["yongan.dispatcher"], NOW).count()


TODAY = NOW.date()
OF_ONE_PLACE = {
    "seats": lambda place: staffing_of([place], [each.pk for each in children_of(place)], TODAY),
    "teams": lambda place: teams_of([place], TODAY),
    "classes": lambda place: counted_by_class([place], TODAY),
    "vacancies": lambda place: vacancies(place, TODAY),
}


def test_who_is_missing_in_one_community_walks_through_no_appointments(enter):
    enter("jiamusi")
    assert Appointment.objects.count() >= 35_000
    place = Area.objects.filter(level="community", valid_to=None).order_by("code").first()

    walked = {
        question: [
            table for plan in plans_of(lambda ask=ask: ask(place.pk)) for table in read_whole(plan)
        ]
        for question, ask in OF_ONE_PLACE.items()
    }

    assert {"posts_appointment", "posts_post"}.isdisjoint(chain.from_iterable(walked.values()))
    assert sum(row.posts for row in OF_ONE_PLACE["seats"](place.pk)) > 5


def test_who_answers_for_thousands_of_grids_is_asked_at_once(enter, django_assert_num_queries):
    enter("jiamusi")
    leaf_id = Area.objects.filter(level="grid", valid_to=None).order_by("code").first().pk
    leaders = Appointment.objects.filter(post__area=leaf_id, post__type__key="grid_leader")
    assert leaders.delete()[0] == 1
    net = net_named("base")

    with django_assert_num_queries(3):  # whether what is kept still holds, and two
        found = responsibilities_in(net.pk, TODAY, most=3)

    [missing] = [each for each in found if each.type.key == "grid_leader"]
    assert (missing.nobody.ids, missing.nobody.count) == ((leaf_id,), 1)
    assert (missing.several.ids, missing.several.count) == ((), 0)
