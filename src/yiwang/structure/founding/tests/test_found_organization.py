from datetime import date

import pytest
from django.db import IntegrityError, transaction

from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Forbidden, Invalid
from yiwang.structure.founding.tests.bodies import CITY, CLERK, EAST, TODAY, WEST, founded, recorded
from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.queries import works_on


def test_a_body_is_founded_today_and_recorded_with_the_capacity(
    areas, django_assert_max_num_queries
):
    with django_assert_max_num_queries(10):
        body = founded(areas)

    assert (body.state, body.valid_from, body.founded_on, body.by_hand) == (
        "active",
        TODAY,
        TODAY,
        True,
    )
    assert works_on(body.pk, TODAY)
    written = Record.objects.get(name="organizations.organization.founded")
    assert (written.data["code"], written.capacity) == ("SQ-1", "东县 · 指挥中心 · 县区督办员")


def test_one_in_preparation_has_no_founding_yet(areas):
    body = founded(areas, state="in_preparation")

    assert (body.founded_on, works_on(body.pk, TODAY)) == (None, False)


def test_a_body_outside_needs_who_founds_over_the_whole(areas):
    outside = {"area_id": None, "place": "大连"}
    with pytest.raises(Forbidden):
        founded(areas, by=EAST, **outside)

    assert founded(areas, by=CITY, **outside).place == "大连"


@pytest.mark.parametrize("by", [WEST, CLERK])
def test_who_has_no_power_there_founds_nothing(areas, by):
    with pytest.raises(Forbidden):
        founded(areas, by=by)

    assert (
        Organization.objects.filter(code="SQ-1").exists(),
        recorded("organization.founded"),
    ) == (
        False,
        0,
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"kind": "Not A Kind"}, "kind"),
        ({"area_id": None, "by": CITY}, "area"),
        ({"state": "temporary"}, "valid_to"),
        ({"state": "temporary", "valid_to": date(2026, 9, 7)}, "valid_to"),
        ({"state": "dissolved", "valid_to": date(2027, 9, 7)}, "state"),
        ({"founded_on": date(1026, 9, 7)}, "founded_on"),
        ({"founded_on": date(2026, 9, 8)}, "founded_on"),
        ({"code": "有汉字"}, "code"),
        ({"code": "ZX-9001"}, "code"),
    ],
)
def test_what_is_not_whole_is_named_and_nothing_is_founded(areas, changes, field):
    with pytest.raises(Invalid) as refusal:
        founded(areas, **changes)

    assert list(refusal.value.fields) == [field]
    assert recorded("organization.founded") == 0


def test_the_database_refuses_a_temporary_body_without_an_end(areas):
    body = founded(areas)

    with pytest.raises(IntegrityError, match="have_an_end"), transaction.atomic():
        Organization.objects.filter(pk=body.pk).update(state="temporary")
