"""The roster on the desk: planned, read, and a shift swapped by two people on the page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from yiwang.insight.messages.tests.staging import read_on, told
from yiwang.portals.casework.tests.staging import account_id, client_of
from yiwang.structure.posts.models import Appointment, DutyPattern, Post, PostType, Shift

pytestmark = pytest.mark.django_db
BOSS, LI, WANG = "supervisor.9001", "dispatcher.900101", "clerk.90010101"
SLOT = {"name": "全天", "name_en": "All day", "starts": "00:00", "ends": "23:59", "days": []}


@pytest.fixture
def desk():
    """Two people at the town's desk, and who plans there."""
    post = Post.objects.get(type__key="town_dispatcher", area__code="900101")
    Appointment.objects.create(
        post=post,
        account_id=account_id(WANG),
        mode="concurrent",
        starts_on=timezone.localdate() - timedelta(days=1),
    )
    type_ = PostType.objects.get(key="county_supervisor")
    type_.powers = [*type_.powers, "posts.plan_duty"]
    type_.save()
    DutyPattern.objects.create(
        key="desk", name="值班", name_en="Duty", type=post.type, slots=[SLOT]
    )
    return f"/desk/duty/{post.pk}"


def planned(path, days=4):
    fields = {
        "pattern": DutyPattern.objects.get().pk,
        "first": timezone.localdate().isoformat(),
        "days": days,
    }
    return client_of(BOSS).post(path, fields, headers={"accept-language": "en"})


def text_of(username, path):
    return client_of(username).get(path, headers={"accept-language": "en"}).content.decode()


def test_it_is_planned_and_says_who_is_on_duty_now(desk):
    answer = planned(desk)

    assert answer.status_code == 302
    assert Shift.objects.count() == 4
    assert "On duty now:" in text_of(LI, desk)
    assert "on duty now" in text_of(LI, "/desk/areas/base/900101")


def test_whoever_has_a_turn_is_told_that_it_is_planned(desk):
    planned(desk)
    read_on()

    assert told(LI) == told(WANG) == [("duty", "")]


def test_who_does_not_plan_there_has_no_form_and_is_refused(desk):
    assert "Plan in turn" in text_of(BOSS, desk)
    assert "Plan in turn" not in text_of(LI, desk)
    assert client_of(LI).post(desk, {"days": 3, "first": "2030-01-01"}).status_code == 403


def test_what_is_wrong_stands_beside_the_field(desk):
    answer = planned(desk, days=999)

    assert answer.status_code == 422
    assert set(answer.context["faults"]) == {"days"}


def test_one_asks_and_the_other_agrees(desk):
    planned(desk)
    mine = Shift.objects.filter(appointment__account__username=WANG).order_by("starts_at").first()
    other = Appointment.objects.get(account__username=LI, post=mine.post)
    assert f"/desk/duty/shifts/{mine.pk}/swap" in text_of(WANG, desk)

    client_of(WANG).post(
        f"/desk/duty/shifts/{mine.pk}/swap", {"other": other.pk, "reason": "家里有事"}
    )
    swap = mine.swaps.get()
    waiting = text_of(LI, desk)
    client_of(LI).post(f"/desk/duty/swaps/{swap.pk}/agree", {"post": mine.post_id})

    mine.refresh_from_db()
    assert "家里有事" in waiting
    assert mine.appointment == other


def test_the_page_takes_few_queries(desk, django_assert_max_num_queries):
    planned(desk, days=14)
    client = client_of(LI)
    client.get(desk)

    with django_assert_max_num_queries(14):
        client.get(desk)
