"""The page of a net's borders: what strikes the eye, and who is missing."""

import json
from dataclasses import replace

import pytest
import shapely

from yiwang.foundation.records.actor import SYSTEM
from yiwang.structure.posts.models import Appointment
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.present import rows_of
from yiwang.structure.territory.queries import net_named
from yiwang.structure.territory.tests.land import NOON, spec_of


@pytest.fixture
def shown(client, django_user_model):
    client.force_login(django_user_model.objects.get(username="dispatcher.900101"))

    def get(net="base"):
        return client.get(f"/desk/nets/{net}/check", headers={"accept-language": "en"})

    return get


@pytest.fixture
def narrowed(db):
    """The first grid gives its western half to nobody."""
    net = net_named("base")
    rows = rows_of(net)
    half = shapely.box(130.025, 46.0, 130.05, 46.1).wkb
    rows["9001010101"] = replace(rows["9001010101"], geometry=half, lng=None, lat=None)
    load_net(spec_of(net), list(rows.values()), actor=SYSTEM, now=NOON)


def test_a_sound_net_says_so(db, shown):
    text = shown().content.decode()

    assert "Nothing strikes the eye in these borders" in text


def test_a_gap_is_listed_with_its_area_and_ground(narrowed, shown):
    page = shown()

    [group] = page.context["groups"]
    assert "Ground that no area below has" in page.content.decode()
    [line] = group.lines
    assert [each.area.name_en for each in line.areas] == ["Linjiang Community"]
    assert line.areas[0].above.name_en == "Hekou Town"
    assert 2100 < group.lines[0].hectares < 2200


def test_it_takes_few_queries_however_many_findings_there_are(
    narrowed, shown, django_assert_max_num_queries
):
    shown()

    with django_assert_max_num_queries(19):
        shown()


def test_a_net_that_is_not_there_is_not_found(db, shown):
    assert shown("nowhere").status_code == 404


def test_grids_that_their_leader_left_are_listed(db, shown):
    held = Appointment.objects.filter(post__type__key="grid_leader")
    left = held.filter(post__area__code="9001010101")
    assert left.update(starts_on=NOON.date(), ends_on=NOON.date()) == 1

    [missing] = shown().context["missing"]

    [place] = missing.nobody
    assert (place.where.area.code, place.where.above.name_en) == (
        "9001010101",
        "Linjiang Community",
    )
    assert missing.several == []


def test_every_place_of_the_lists_is_on_the_map_and_names_its_line(narrowed, shown):
    page = shown()

    [feature] = json.loads(page.context["map_json"])["findings"]["features"]
    line = page.context["groups"][0].lines[0]
    assert feature["properties"]["line"] == line.spot.line
    assert f'id="{line.spot.line}"' in page.content.decode()
    lng, lat = feature["geometry"]["coordinates"]
    assert 130.0 < lng < 130.025
    assert 46.0 < lat < 46.1
    assert f"/desk/map?net=base&amp;at={lng},{lat}" in page.content.decode()
