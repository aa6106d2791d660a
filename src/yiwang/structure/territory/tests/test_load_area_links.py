from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.actions.load_area_links import NetPair, load_area_links
from yiwang.structure.territory.models import AreaLink
from yiwang.structure.territory.queries import links_of
from yiwang.structure.territory.rows import AreaLinkRow
from yiwang.structure.territory.tests.land import NOON

ROWS = [AreaLinkRow("R1", "WS", "within"), AreaLinkRow("R2", "WS", "overlaps")]


def load(rows, *, now=NOON):
    return load_area_links(NetPair("trial-road", "trial"), rows, actor=SYSTEM, now=now)


def recorded():
    return Record.objects.filter(name="territory.area_links.loaded").count()


def test_links_between_nets_are_loaded_once(land, roads):
    first, second = load(ROWS), load(ROWS)

    assert (first.added, bool(second), recorded()) == (2, False, 1)


def test_an_area_names_the_areas_of_other_nets_it_is_linked_to(
    land, roads, ids, django_assert_num_queries
):
    load(ROWS)
    road = roads.areas.get(code="R2")

    with django_assert_num_queries(1):
        found = [(link.kind, link.target.code, link.target.net.key) for link in links_of(road.pk)]

    assert found == [("overlaps", "WS", "trial")]


def test_a_vanished_link_ends(land, roads):
    load(ROWS)

    change = load(ROWS[:1], now=NOON + timedelta(days=1))

    assert (change.ended, change.names) == (1, ("- R2 overlaps WS",))
    assert AreaLink.objects.get(source__code="R2").valid_to is not None


def test_an_unknown_code_is_refused(land, roads):
    with pytest.raises(Invalid) as refusal:
        load([*ROWS, AreaLinkRow("R1", "nowhere", "within")])

    assert list(refusal.value.fields) == ["nowhere"]
    assert (AreaLink.objects.count(), recorded()) == (0, 0)


def test_the_database_refuses_an_unknown_kind_of_link(land, roads):
    with pytest.raises(IntegrityError, match="area_link_kind"), transaction.atomic():
        load([AreaLinkRow("R1", "WS", "beside")])
