"""Places of service: how many of each sort, and what is told of one."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from yiwang.foundation.records.actor import SYSTEM
from yiwang.structure.organizations.models import Organization, OrganizationLink
from yiwang.structure.territory.models import Area
from yiwang.work.exchange.actions.put_up_card import put_up_card
from yiwang.work.exchange.actions.take_place import take_place
from yiwang.work.exchange.writing import Time, Written

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub():
    """A centre in Linjiang that leads a station two streets on."""
    return place("DQ-1", "临江党群服务中心", "party_center", 130.05, 46.05)


@pytest.fixture
def station(hub):
    found = place("ZD-1", "临江东站", "service_point", 130.06, 46.05)
    OrganizationLink.objects.create(
        source=found, target=hub, kind="member_of", valid_from=hub.valid_from
    )
    return found


def place(code, name, kind, lng, lat):
    return Organization.objects.create(
        code=code,
        name=name,
        kind=kind,
        area=Area.objects.get(net__is_primary=True, code="90010101"),
        lng=lng,
        lat=lat,
        hours="每天 9:00–17:00",
        services="代办、读书",
        valid_from=timezone.localdate() - timedelta(days=30),
    )


def evening(venue, title, hour):
    now = timezone.now()
    starts = now + timedelta(days=1, hours=hour)
    written = Written(
        kind="activity",
        area_id=venue.area_id,
        title=title,
        opens_on=timezone.localdate(),
        venue_id=venue.pk,
        times=(Time(starts, starts + timedelta(hours=1), 3),),
    )
    return put_up_card(written, actor=SYSTEM, now=now)


def page(address):
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_places_are_counted_by_sort_and_listed(hub, station):
    whole, sought = page("/places/"), page("/places/?sort=service_point")

    assert "党群服务中心" in whole
    assert "临江东站" in sought
    assert "临江党群服务中心" not in sought


def test_an_area_counts_its_own(hub):
    assert "临江党群服务中心" in page("/places/?in=900101")
    assert "临江党群服务中心" not in page("/places/?in=900102")
    assert Client().get("/places/?in=nowhere").status_code == 404


def test_a_centre_shows_the_timetable_of_its_stations_too_whatever_list_it_is_on(hub, station):
    evening(station, "东站夜读", 2)
    card = evening(hub, "党课", 1)
    take_place(card.pk, card.slots.get().pk, uuid4(), now=timezone.now())

    of_hub, of_station = page("/places/DQ-1"), page("/places/ZD-1")

    assert of_hub.index("党课") < of_hub.index("东站夜读")
    assert "带动 1 个站点" in of_hub
    assert "东站夜读" in of_station
    assert "党课" not in of_station
    assert "临江党群服务中心" in of_station


def test_what_is_not_there_any_more_has_no_page(hub):
    Organization.objects.filter(pk=hub.pk).update(state="dissolved", valid_to=timezone.localdate())

    assert Client().get("/places/DQ-1").status_code == 404


def test_a_page_costs_the_same_however_much_takes_place(
    hub, station, django_assert_max_num_queries
):
    for hour in range(5):
        evening(station, f"第{hour}场", hour)

    with django_assert_max_num_queries(12):
        page("/places/DQ-1")
