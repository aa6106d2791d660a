from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from yiwang.foundation.refusals import Invalid
from yiwang.structure.organizations.models import Organization, OrganizationLink, Remit
from yiwang.structure.organizations.rows import LinkRow, RemitRow
from yiwang.structure.organizations.tests.bodies import (
    LINKS,
    NOON,
    TODAY,
    bodies,
    load,
    loads_recorded,
)


@pytest.fixture
def before(areas):
    """The bodies loaded, and how many loads were recorded by then."""
    load(bodies(areas))
    return loads_recorded()


def listed():
    return Organization.objects.exclude(state="dissolved")


def test_bodies_and_their_links_are_loaded(before, areas):
    link = OrganizationLink.objects.get(source__code="DL", valid_to=None)

    outside = Organization.objects.get(code="DL")
    assert (listed().count(), link.target.code, link.valid_from) == (5, "SW-C", TODAY)
    assert (outside.area_id, outside.place, outside.valid_from) == (None, "大连", TODAY)


def test_loading_the_same_again_changes_and_records_nothing(before, areas):
    change = load(bodies(areas))

    assert (bool(change), loads_recorded()) == (False, before)


def test_a_changed_body_keeps_its_id(before, areas):
    known = Organization.objects.get(code="SW-C").pk
    rows = [replace(bodies(areas)[0], name="市水利局"), *bodies(areas)[1:]]

    change = load(rows)

    assert (change.changed, change.names) == (1, ("~ 市水利局",))
    assert Organization.objects.get(code="SW-C", name="市水利局").pk == known


def test_a_vanished_body_is_dissolved_with_its_links(before, areas):
    change = load(bodies(areas)[:4], LINKS[:1], now=NOON + timedelta(days=1))

    gone = Organization.objects.get(code="DL")
    assert (gone.state, gone.valid_to) == ("dissolved", date(2026, 9, 8))
    assert change.names == ("- 外地单位", "- DL supports SW-C")
    assert OrganizationLink.objects.get(source=gone).valid_to == date(2026, 9, 8)


def test_a_body_that_comes_back_continues(before, areas):
    load(bodies(areas)[:4], LINKS[:1], now=NOON + timedelta(days=1))

    load(bodies(areas), now=NOON + timedelta(days=2))

    again = Organization.objects.get(code="DL")
    assert (again.state, again.valid_from, again.valid_to) == ("active", TODAY, None)


def test_a_body_for_a_time_keeps_its_days(before, areas):
    days = {"valid_from": date(2026, 1, 1), "valid_to": date(2027, 1, 1), "state": "temporary"}

    load([*bodies(areas)[:4], replace(bodies(areas)[4], **days)])

    found = Organization.objects.values("valid_from", "valid_to", "state").get(code="DL")
    assert found == days


@pytest.mark.parametrize(
    ("extra", "links", "code"),
    [(1, [], "SW-C"), (0, [LinkRow("SW-C", "nobody", "guides")], "nobody")],
    ids=["twice", "unknown end"],
)
def test_a_code_at_fault_is_named_and_nothing_is_loaded(before, areas, extra, links, code):
    rows = bodies(areas)

    with pytest.raises(Invalid) as refusal:
        load([*rows, *rows[:extra]], links)

    assert list(refusal.value.fields) == [code]
    assert (listed().count(), loads_recorded()) == (5, before)


def test_the_database_refuses_an_unknown_kind_of_link(before, areas):
    with pytest.raises(IntegrityError, match="organization_link_kind"), transaction.atomic():
        load(bodies(areas), [LinkRow("SW-C", "SW-T", "knows")])

    assert (OrganizationLink.objects.filter(valid_to=None).count(), loads_recorded()) == (2, before)


def test_the_database_refuses_an_unknown_state(before, areas):
    with pytest.raises(IntegrityError, match="organization_state"), transaction.atomic():
        load([replace(bodies(areas)[0], state="asleep"), *bodies(areas)[1:]])

    assert (Organization.objects.get(code="SW-C").state, loads_recorded()) == ("active", before)


def test_it_takes_the_same_few_statements_for_any_number_of_bodies(
    before, areas, django_assert_max_num_queries
):
    with django_assert_max_num_queries(10):
        load(bodies(areas)[:3], LINKS[:1])


def test_what_people_decided_by_hand_stays(areas, before):
    Organization.objects.filter(code__in=["SW-C", "DL"]).update(name="市水利局", by_hand=True)
    OrganizationLink.objects.filter(source__code="SW-C").update(valid_to=TODAY, by_hand=True)

    change = load([*bodies(areas)[1:4]], [], now=NOON + timedelta(days=1))
    again = load(bodies(areas), now=NOON + timedelta(days=2))

    assert change.names == ("- DL supports SW-C",)
    assert again.names == ("+ DL supports SW-C",)  # the link that people ended is not made again
    assert listed().filter(name="市水利局").count() == 2


def test_links_have_days_and_what_was_is_told_too(areas, before):
    moved = date(2018, 1, 1)
    was = LinkRow("SW-C", "SW-T", "manages", since=date(2010, 1, 1), until=moved)
    links = [*LINKS, was, LinkRow("SW-T", "SW-C", "uses", since=moved)]

    first, again = load(bodies(areas), links), load(bodies(areas), links)

    assert (first.names, bool(again)) == (("+ SW-C manages SW-T", "+ SW-T uses SW-C"), False)
    days = (
        OrganizationLink.objects.filter(source__code__startswith="SW-")
        .exclude(source__code__contains="90")
        .values_list("valid_from", "valid_to")
    )
    assert days.get(kind="manages") == (date(2010, 1, 1), moved)
    assert days.get(kind="uses") == (moved, None)


def test_a_body_has_remits_and_one_goes_on_with_the_work_of_another(areas, before):
    taken = RemitRow("招商引资", date(2010, 1, 1), date(2015, 1, 1), basis="1+6")
    rows = bodies(areas)
    rows[1] = replace(rows[1], remits=(taken,), state="dissolved", followed_by="SW-C")

    first, again = load(rows), load(rows)
    load([*rows[:1], replace(rows[1], remits=(replace(taken, until=None),)), *rows[2:]])

    assert (first.names, bool(again)) == (("+ 招商引资", "~ 镇水务站", "~ 镇水务站"), False)
    gone = Organization.objects.get(code="SW-T")
    assert (gone.followed_by.code, gone.valid_to) == ("SW-C", TODAY)
    assert Remit.objects.get(organization=gone).valid_to is None


def test_a_temporary_body_without_an_end_is_named(areas, before):
    with pytest.raises(Invalid) as refusal:
        load([replace(bodies(areas)[0], state="temporary"), *bodies(areas)[1:]])

    assert list(refusal.value.fields) == ["SW-C"]
