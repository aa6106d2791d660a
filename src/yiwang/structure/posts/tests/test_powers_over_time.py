"""What an appointment gives, from which day, until which day, in which mode."""

from datetime import timedelta

import pytest
from django.utils import translation

from yiwang.foundation.records.actor import SYSTEM, staff
from yiwang.structure.posts import queries
from yiwang.structure.posts.actions.end_appointment import end_appointment
from yiwang.structure.posts.models import Appointment, PostType
from yiwang.structure.posts.powers import SUPERVISE, VIEW_CASES
from yiwang.structure.posts.tests.land import NOW, TODAY, Land
from yiwang.structure.territory.models import Area


def reach(land: Land, account: int, on=TODAY) -> set[str]:
    ids = set(queries.areas_in_reach(account, VIEW_CASES, on))
    return {code for code, area in land.areas.items() if area in ids}


def test_power_reaches_over_the_area_of_the_post_and_below(land):
    li = land.hold("li", land.post("land_dispatcher", "C11"))

    assert reach(land, li) == {"C11", "C111"}
    assert list(queries.reach_of(li, VIEW_CASES, TODAY)) == [land.areas["C11"]]


def test_leaving_a_post_ends_its_power_the_same_day(land):
    post = land.post("land_dispatcher", "C11")
    li = land.hold("li", post)

    end_appointment(Appointment.objects.get(account=li).pk, actor=SYSTEM, now=NOW)

    assert reach(land, li) == set()
    assert list(queries.post_ids_held_by(li, TODAY)) == []
    assert queries.capacity_at(li, post.pk, TODAY) is None
    assert queries.nearest_post("land_dispatcher", land.areas["C111"], TODAY) is None


def test_future_appointment_gives_nothing_before_its_first_day(land):
    tomorrow = TODAY + timedelta(days=1)
    li = land.hold("li", land.post("land_dispatcher", "C11"), starts_on=tomorrow)

    assert reach(land, li, TODAY) == set()
    assert reach(land, li, tomorrow) == {"C11", "C111"}


def test_concurrent_posts_merge(land):
    li = land.hold("li", land.post("land_dispatcher", "C111"), is_primary=True)
    land.hold("li", land.post("land_dispatcher", "C12"), mode="concurrent")
    land.hold("li", land.post("land_leader", "C121"), mode="concurrent")

    assert reach(land, li) == {"C111", "C12", "C121"}
    assert len(queries.post_ids_held_by(li, TODAY)) == 3
    assert [held.is_primary for held in queries.appointments_of(li, TODAY)] == [True, False, False]


def test_standby_gives_nothing_until_called_out(land):
    post = land.post("land_dispatcher", "C11")
    li = land.hold("li", post, mode="standby")

    assert reach(land, li) == set()
    assert queries.capacity_at(li, post.pk, TODAY) is None
    assert queries.nearest_post("land_dispatcher", land.areas["C11"], TODAY) is None


def test_volunteer_has_the_tasks_of_the_post_but_no_power_over_the_area(land):
    post = land.post("land_dispatcher", "C11")
    li = land.hold("li", post, mode="volunteer")

    assert list(queries.post_ids_held_by(li, TODAY)) == [post.pk]
    assert reach(land, li) == set()
    assert queries.powers_of(li, TODAY) == set()


@pytest.mark.parametrize("mode", ["full_time", "concurrent", "seconded", "stationed", "paired"])
def test_every_mode_of_service_gives_the_powers_of_the_post(land, mode):
    li = land.hold("li", land.post("land_dispatcher", "C11"), mode=mode)

    assert queries.powers_of(li, TODAY) == {VIEW_CASES}
    assert queries.has_power(li, VIEW_CASES, TODAY)
    assert not queries.has_power(li, SUPERVISE, TODAY)


def test_capacity_is_named_by_area_organization_and_type(land):
    li = land.hold("li", land.post("land_dispatcher", "C11", at_centre=True))
    held = queries.appointments_of(li, TODAY)[0]

    assert queries.capacity_name(held) == "西林街道 · 指挥中心 · 派遣员"


def test_capacity_is_named_in_the_readers_language_and_recorded_in_the_official_one(land):
    PostType.objects.filter(key="land_dispatcher").update(name_en="Dispatcher")
    Area.objects.filter(pk=land.areas["C11"]).update(name_en="Xilin")
    land.centre.name_en = "Xilin Command Centre"
    land.centre.save()
    li = land.hold("li", land.post("land_dispatcher", "C11", at_centre=True))
    held = queries.appointments_of(li, TODAY)[0]

    with translation.override("en"):
        shown = queries.capacity_name(held)
        recorded = queries.in_capacity(staff(li), held).capacity

    assert shown == "Xilin · Command Centre · Dispatcher"
    assert recorded == "西林街道 · 指挥中心 · 派遣员"


def test_capacity_with_a_power_is_the_nearest_one(land):
    li = land.hold("li", land.post("land_supervisor", "C"))
    land.hold("li", land.post("land_dispatcher", "C11"), mode="concurrent")

    def type_used(code):
        area = land.areas[code] if code else None
        held = queries.capacity_with(li, VIEW_CASES, area, TODAY)
        return held and held.post.type.key

    assert [type_used("C111"), type_used("C121"), type_used(None)] == [
        "land_dispatcher",
        "land_supervisor",
        "land_supervisor",
    ]
