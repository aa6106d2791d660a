"""Who of a post does a task: taken on, given on, given back; gone with the appointment."""

import pytest
from django.utils import timezone

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.queries import history_of
from yiwang.insight.messages.models import Message
from yiwang.insight.messages.tests.staging import read_on
from yiwang.portals.casework.tests.staging import (
    VERIFIER,
    account_id,
    act,
    client_of,
    dispatched,
    task_of,
)
from yiwang.structure.posts.actions.end_appointment import end_appointment
from yiwang.structure.posts.models import Appointment
from yiwang.work.cases.models import Case
from yiwang.work.cases.queries import timeline
from yiwang.work.workflows.models import Clock, Naming, Task

pytestmark = pytest.mark.django_db
FIRST, SECOND, OTHER_OFFICE = "zj.9001", "sw.9001", "cg.9001"


@pytest.fixture
def second() -> Appointment:
    """A second person at the housing office; the first is first in charge."""
    first = Appointment.objects.get(account__username=FIRST)
    return Appointment.objects.create(
        account_id=account_id(SECOND),
        post=first.post,
        mode="concurrent",
        starts_on=first.starts_on,
    )


def say(case: Case, who: str, person: str, colleague: str = "") -> int:
    address = f"/desk/cases/{case.pk}/tasks/{task_of(case)}/person"
    given = {"person": person, "colleague": account_id(colleague) if colleague else ""}
    return client_of(who).post(address, given).status_code


def named() -> list[str]:
    return list(Naming.objects.values_list("appointment__account__username", flat=True))


def story(case: Case) -> list[str]:
    return [record.name.rpartition(".")[2] for record in history_of(("cases.case", case.pk))]


def test_it_is_taken_on_and_given_back_and_the_post_answers_all_the_while(second):
    case = dispatched("ZJ-9001")
    before = list(Task.objects.values()), list(Clock.objects.values())

    assert (say(case, SECOND, "me"), named()) == (302, [SECOND])
    assert (list(Task.objects.values()), list(Clock.objects.values())) == before
    act(case, FIRST, "acknowledge")  # whoever holds the post may still act
    assert (say(case, SECOND, ""), named()) == (302, [])
    assert story(case)[-3:] == ["person_named", "acknowledged", "person_released"]


def test_the_first_in_charge_gives_it_to_a_colleague_who_is_told(second):
    case = dispatched("ZJ-9001")
    read_on()
    Message.objects.all().delete()

    say(case, FIRST, "colleague", SECOND)
    read_on()

    assert named() == [SECOND]
    assert [(each.account.username, each.kind) for each in Message.objects.all()] == [
        (SECOND, "task")
    ]


def test_nobody_takes_what_a_colleague_has_nor_names_others(second):
    case = dispatched("ZJ-9001")

    say(case, SECOND, "colleague", FIRST)
    assert named() == []
    say(case, FIRST, "me")
    say(case, SECOND, "me")
    say(case, SECOND, "")

    assert named() == [FIRST]
    assert story(case).count("person_named") == 1


def test_people_of_other_posts_neither_name_nor_are_named(second):
    case = dispatched("ZJ-9001")

    say(case, FIRST, "colleague", OTHER_OFFICE)
    assert (say(case, OTHER_OFFICE, "me"), named()) == (404, [])
    assert story(case)[-1] == "dispatched"


def test_who_had_a_part_in_it_is_not_named_for_the_check(second):
    checker = Appointment.objects.get(account__username=VERIFIER)
    Appointment.objects.create(
        account_id=account_id(FIRST),
        post=checker.post,
        mode="concurrent",
        starts_on=checker.starts_on,
    )
    case = act(dispatched("ZJ-9001"), FIRST, "finish", text="修好了", photos=())

    say(case, VERIFIER, "colleague", FIRST)

    assert named() == []


def test_it_is_nobodys_once_the_appointment_has_ended(second):
    case = dispatched("ZJ-9001")
    say(case, SECOND, "me")

    end_appointment(second.pk, actor=SYSTEM, now=timezone.now())

    board = client_of(FIRST).get("/desk/").context["board"]
    assert [row.named for row in board.rows] == [""]
    assert say(case, FIRST, "me") == 302
    assert named() == [FIRST]


def test_the_inbox_shows_who_does_it_and_is_narrowed_down_by_it(second):
    mine, free = dispatched("ZJ-9001"), dispatched("ZJ-9001")
    say(mine, SECOND, "me")

    def listed(who: str, whose: str) -> list[str]:
        board = client_of(who).get(f"/desk/?whose={whose}").context["board"]
        return [row.case.number for row in board.rows]

    assert listed(SECOND, "me") == [mine.number]
    assert listed(FIRST, "me") == []
    assert listed(FIRST, "nobody") == [free.number]


def test_the_reporter_reads_no_name(second):
    case = dispatched("ZJ-9001")

    say(case, SECOND, "me")

    staff = [event.sentence for event in timeline(case.pk, "staff")]
    assert any(client_name() in sentence for sentence in staff)
    assert not any(client_name() in event.sentence for event in timeline(case.pk))


def client_name() -> str:
    return Appointment.objects.filter(account__username=SECOND)[0].account.name


def test_where_one_person_holds_the_post_nothing_is_asked():
    case = dispatched("ZJ-9001")

    page = client_of(FIRST).get(f"/desk/cases/{case.pk}/")

    assert f"/tasks/{task_of(case)}/person" not in page.content.decode()


def test_what_is_over_has_nobody_named_for_it(second):
    case = dispatched("ZJ-9001")
    task = task_of(case)
    act(case, FIRST, "finish", text="修好了", photos=())

    address = f"/desk/cases/{case.pk}/tasks/{task}/person"
    answer = client_of(FIRST).post(address, {"person": "me"}, follow=True)

    assert "不用再指定" in answer.content.decode()
    assert named() == []


def test_a_task_of_another_case_is_not_found(second):
    case, other = dispatched("ZJ-9001"), dispatched("ZJ-9001")
    address = f"/desk/cases/{case.pk}/tasks/{task_of(other)}/person"

    assert client_of(FIRST).post(address, {"person": "me"}).status_code == 404
