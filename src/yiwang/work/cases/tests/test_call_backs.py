"""Call-backs by lot: fair, drawn once, not to be foreseen; made by somebody independent."""

from datetime import date, datetime, timedelta
from hashlib import sha256

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Forbidden, Invalid, NotFound
from yiwang.work.cases.actions.draw_call_backs import draw_call_backs
from yiwang.work.cases.actions.reveal_contact import reveal_contact
from yiwang.work.cases.lots import ALL_TICKETS, bound_of, ticket_of, wanted
from yiwang.work.cases.models import CallBack, Case, Draw, Rating, ReopenRequest
from yiwang.work.cases.queries import progress, timeline
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.definition.schema import Quota
from yiwang.work.workflows.effects.call import TooSoon
from yiwang.work.workflows.models import CallAttempt, Task
from yiwang.work.workflows.queries import task_of_reporter
from yiwang.work.workflows.subjects import Inputs

SEPTEMBER, OCTOBER_1 = date(2026, 9, 1), datetime.fromisoformat("2026-10-01T08:00:00+08:00")
CALLER = "supervisor.9001"


@pytest.fixture
def closed(answered, act):
    """Leaks solved and rated on the seventh of September, their reporters' numbers left."""

    def made(number=1, grade=5, **changes):
        cases = []
        for _ in range(number):
            _answer, case = answered(**{"contact": "13912345678"} | changes)
            act(case, "rate", grade=grade)
            cases.append(case)
        return cases

    return made


@pytest.fixture
def call(actor_of, now):
    """`call(case, "call_solved", grade=5)`: on its call-back, by who shall make it."""

    def made(case, action, by=CALLER, at=OCTOBER_1, **inputs):
        task = CallBack.objects.get(case=case).task_id
        perform(task, action, Inputs(**inputs), actor=actor_of(by), now=at)
        return Case.objects.get(pk=case.pk)

    return made


def draw(now=OCTOBER_1, month=SEPTEMBER):
    return draw_call_backs(month, actor=SYSTEM, now=now)


def drawn():
    return set(CallBack.objects.values_list("case__number", flat=True))


@pytest.mark.parametrize(
    ("percent", "least", "closed", "called"),
    [(20, 1, 0, 0), (20, 1, 1, 1), (20, 1, 9, 2), (20, 1, 11, 3), (0, 2, 1, 1), (0, 2, 50, 2)],
)
def test_quota_is_a_share_and_at_least_so_many(percent, least, closed, called):
    assert wanted(Quota(percent=percent, least=least), closed) == called


def chosen_by_hand(cases, seed, percent=20, least=1):
    """As anybody may do it with the seed that was told: the numbers, their SHA-256, in order."""
    tickets = {each.number: sha256(f"{seed}:{each.number}".encode()).digest() for each in cases}
    low = [number for number, ticket in tickets.items() if ticket < bound_of(percent)]
    quota = wanted(Quota(percent=percent, least=least), len(cases))
    return set(sorted(tickets, key=tickets.get)[: max(quota, len(low))])


def test_whom_the_month_chose_follows_from_the_seed_told_at_its_end(closed):
    cases = closed(12)
    while draw():
        pass

    opened, over = Record.objects.filter(subject="cases.draw").order_by("id")

    seed = over.data["seed"]
    assert opened.data == {"digest": sha256(seed.encode()).hexdigest()}
    assert drawn() == chosen_by_hand(cases, seed)
    counts = over.data["counts"]["jiamusi.five_step/housing"]
    assert counts == {"closed": 12, "quota": 3, "drawn": len(drawn())}


def test_drawing_all_the_month_long_gives_everybody_the_same_chance(closed, now):
    cases, early = [], set()
    for _ in range(8):
        cases += closed()
        draw(now + timedelta(hours=1))
        early |= drawn()
    seed = Draw.objects.get().seed
    assert early == {each.number for each in cases if ticket_of(seed, each.number) < bound_of(20)}

    while draw():
        pass

    assert drawn() == chosen_by_hand(cases, seed)
    assert bound_of(100) == (ALL_TICKETS - 1).to_bytes(32)


def test_drawn_again_nobody_is_drawn_twice_and_a_closed_draw_stays(closed):
    [case] = closed()
    assert draw() == 1
    assert (draw(), draw()) == (0, 0)
    Case.objects.filter(pk=case.pk).update(closed_at=None, is_open=True)
    closed()

    assert draw() == 0
    assert CallBack.objects.count() == 1
    same = CallBack.objects.get()
    task = Task.objects.exclude(pk=same.task_id).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        CallBack.objects.create(draw=same.draw, case=case, task=task, quota=same.quota)


def test_nobody_is_drawn_who_left_no_number_or_was_not_told_it_is_solved(closed, report, act):
    closed(contact="")
    closed(contact="someone@example.com")
    closed(grade=2)  # says already that it is not solved
    report(kind="rights.wages", contact="13912345678")
    _answer, declined = report(contact="13912345678")
    act(declined, "decline", by="clerk.90010101", reason="不属于", text="请找物业。")
    act(declined, "rate", grade=5)  # what was declined was never said to be solved

    assert draw() == 0
    assert Draw.objects.get().closed_at


def test_call_is_made_where_nobody_had_a_part(closed, actor_of, call):
    [case] = closed()
    draw()
    task = CallBack.objects.get(case=case).task

    assert (task.role, task.state, task.post.type.key) == (
        "called_back",
        "open",
        "county_supervisor",
    )
    with pytest.raises(NotFound):
        call(case, "call_solved", by="verifier.900101", grade=5)


def test_supervisor_who_had_a_part_is_passed_over(closed):
    [case] = closed()
    worked = Task.objects.filter(run=case.run, role="actor").first()
    Task.objects.filter(pk=worked.pk).update(
        ended_by=get_user_model().objects.get(username=CALLER).pk
    )
    draw()

    assert CallBack.objects.get(case=case).task.post.type.key == "city_supervisor"


def test_grade_on_the_telephone_leaves_the_reporters_own_rating_alone(closed, call):
    [case] = closed()
    draw()

    call(case, "call_solved", grade=3)

    assert CallBack.objects.get().grade == 3
    assert list(Rating.objects.values_list("grade", "way")) == [(5, "web")]


def test_grade_on_the_telephone_is_the_rating_where_there_was_none(answered, call, now):
    _answer, case = answered(contact="13912345678")
    perform(task_of_reporter(case.run_id), "expire", Inputs(), actor=SYSTEM, now=now)
    draw()

    call(case, "call_solved", grade=4)

    rating = Rating.objects.get()
    assert (rating.grade, rating.way, "督办员" in rating.entered_by) == (4, "phone", True)


def test_not_solved_opens_the_request_and_somebody_else_decides(closed, call, act):
    [case] = closed()
    draw()

    case = call(case, "call_unsolved", grade=2, reason="又漏了，墙皮掉了")

    request = ReopenRequest.objects.get(case=case)
    assert (request.is_by_telephone, request.reason, request.decision) == (
        True,
        "又漏了，墙皮掉了",
        "",
    )
    assert (case.is_open, case.closed_at, case.run.step) == (True, None, "reopen_request")
    assert Rating.objects.get(case=case).grade == 5
    told = "".join(f"{each.sentence}{each.reason}" for each in timeline(case.pk, "staff"))
    assert "墙皮" not in told
    assert "墙皮" not in "".join(Task.objects.values_list("reason", flat=True))

    act(case, "grant_reopen", by="dispatcher.900101")

    assert (case.run.step, case.reopened_times) == ("dispatch", 1)


def test_time_of_the_whole_goes_on_as_if_it_had_stood_still(closed, call):
    [case] = closed()
    before = case.run.clocks.get(task=None)
    draw()

    case = call(case, "call_unsolved", grade=1, reason="没修")

    after = case.run.clocks.get(task=None)
    assert (before.state, after.state, after.ended_at) == ("met", "running", None)
    assert after.due_at > OCTOBER_1 > before.due_at


@pytest.mark.parametrize("result", ["refused", "misdirected"])
def test_who_did_not_say_is_counted_so_and_rates_nothing(result, answered, closed, call):
    [case] = closed()
    draw()

    case = call(case, f"call_{result}")

    noted = CallBack.objects.get(case=case)
    assert (noted.result, noted.grade, bool(noted.by), case.is_open) == (result, None, True, False)
    assert Rating.objects.filter(way="phone").count() == 0


def test_only_after_every_attempt_does_one_count_as_not_reached(closed, call, records_of):
    [case] = closed()
    draw()

    for days in (8, 9):  # past the holidays
        call(case, "call_missed", at=OCTOBER_1 + timedelta(days=days))
        waiting = CallBack.objects.get(case=case)
        assert (waiting.result, waiting.task.state) == ("", "open")
    assert progress(case, now=OCTOBER_1 + timedelta(days=9)).ending.called.tries == 2
    case = call(case, "call_missed", at=OCTOBER_1 + timedelta(days=11))

    noted = CallBack.objects.get(case=case)
    assert (noted.result, noted.grade, noted.task.state) == ("missed", None, "done")
    assert [row.number for row in noted.task.attempts.order_by("at")] == [1, 2, 3]
    assert records_of(case)[-3:] == [
        "cases.case.call_tried",
        "cases.case.call_tried",
        "cases.case.call_missed",
    ]
    assert Rating.objects.filter(way="phone").count() == 0


def test_attempts_come_at_different_times(closed, call, record_count):
    [case] = closed()
    draw()
    first = OCTOBER_1 + timedelta(days=8, hours=2)
    call(case, "call_missed", at=first)
    before = record_count()

    with pytest.raises(TooSoon) as refused:
        call(case, "call_missed", at=first + timedelta(hours=3))  # noon does not count

    assert "刚打过" in str(refused.value)
    assert (CallAttempt.objects.count(), record_count()) == (1, before)
    call(case, "call_solved", at=first + timedelta(hours=3), grade=4)  # reached is reached
    assert CallBack.objects.get(case=case).result == "solved"
    outcomes = CallAttempt.objects.order_by("number").values_list("outcome", flat=True)
    assert list(outcomes) == ["call_missed", "call_solved"]


def test_words_and_a_grade_are_needed_for_what_is_not_solved(closed, call, record_count):
    [case] = closed()
    draw()

    with pytest.raises(Invalid) as refused:
        call(case, "call_unsolved")

    assert set(refused.value.fields) == {"grade", "reason"}
    assert CallBack.objects.get(case=case).result == ""


def test_contact_is_shown_to_who_calls_and_only_until_the_call_is_made(closed, call, actor_of):
    [case] = closed()
    caller = actor_of(CALLER)
    with pytest.raises(Forbidden):
        reveal_contact(case.pk, "回访", actor=caller, now=OCTOBER_1)
    draw()

    assert reveal_contact(case.pk, "回访", actor=caller, now=OCTOBER_1) == "13912345678"
    assert [one.reason for one in progress(case, now=OCTOBER_1).reveals] == ["回访"]
    with pytest.raises(Forbidden):
        reveal_contact(case.pk, "看看", actor=actor_of("verifier.900101"), now=OCTOBER_1)

    call(case, "call_misdirected")

    with pytest.raises(Forbidden):
        reveal_contact(case.pk, "再看", actor=caller, now=OCTOBER_1)
