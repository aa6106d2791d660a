"""The door to tiles: who is shown which net, what a browser may keep, what is no tile."""

import gzip
from datetime import timedelta

import mapbox_vector_tile
import pytest

from yiwang.foundation.records.actor import SYSTEM
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.models import Area, Net
from yiwang.structure.territory.rows import NetSpec
from yiwang.structure.territory.tests.land import LEVELS, NOON, land_rows
from yiwang.structure.territory.tiles.atlas import OF_VERSION, atlas_of

PARTY = NetSpec("trial", "党建网", "party", LEVELS)
HERE = "10/882/363"  # 130.2 east, 46.2 north

NORTH = "14/14110/5823"  # in the middle of the grid WN


def names_in(answer):
    layers = mapbox_vector_tile.decode(gzip.decompress(answer.content or gzip.compress(b"")))
    return {each["properties"]["name"] for each in layers.get("names", {}).get("features", [])}


@pytest.fixture(autouse=True)
def _kept_apart(settings, tmp_path):
    settings.TILES_ROOT = tmp_path / "tiles"


@pytest.fixture
def staff(client, django_user_model):
    client.force_login(django_user_model.objects.get(username="dispatcher.900101"))
    return client


def address(net="base", where=HERE, stamp=None):
    return f"/map/tiles/{net}/wgs84/{stamp or atlas_of(net).stamp}/{where}.mvt"


def test_a_tile_of_the_net_residents_report_in_is_open_to_everybody(db, client):
    answer = client.get(address())

    layers = mapbox_vector_tile.decode(gzip.decompress(answer.content))
    assert answer["Content-Type"] == "application/vnd.mapbox-vector-tile"
    assert answer["Content-Encoding"] == "gzip"
    ids = {each["id"] for each in layers["areas"]["features"]}
    assert set(Area.objects.filter(pk__in=ids).values_list("net__key", flat=True)) == {"base"}
    assert answer["Cache-Control"] == "public, max-age=2592000, immutable"


def test_a_net_of_the_party_is_shown_to_staff_and_is_none_for_others(db, client, django_user_model):
    load_net(PARTY, land_rows(), actor=SYSTEM, now=NOON)
    where = address("trial")
    nobody, nowhere = (
        client.get(where),
        client.get(where.replace("trial", "none")),
    )

    client.force_login(django_user_model.objects.get(username="dispatcher.900101"))
    shown = client.get(where)

    assert (nobody.status_code, nowhere.status_code, shown.status_code) == (404, 404, 200)
    assert shown["Cache-Control"] == "private, max-age=2592000, immutable"


def test_a_browser_that_has_it_is_told_so(db, client):
    first = client.get(address())

    again = client.get(address(), headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]


def test_an_address_of_an_older_state_is_answered_and_not_kept(db, client):
    answer = client.get(address(stamp="0-0"))

    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-cache")


def test_a_former_state_is_drawn_as_it_was_and_kept_by_browsers(db, staff):
    load_net(PARTY, land_rows(), actor=SYSTEM, now=NOON)
    rows = [row for row in land_rows() if row.code != "WN"]
    load_net(PARTY, rows, actor=SYSTEM, now=NOON + timedelta(days=7))

    answer = staff.get(address("trial", NORTH, f"{OF_VERSION}1"))
    assert names_in(answer) == {"名WN"}
    assert names_in(staff.get(address("trial", NORTH))) == set()
    assert answer["Cache-Control"] == "private, max-age=2592000, immutable"


@pytest.mark.parametrize("stamp", ["9", "2", "x", ""])
def test_a_version_that_is_none_or_the_present_one_is_no_former_state(db, client, stamp):
    Net.objects.filter(key="base").update(revision=2)

    assert client.get(address(stamp=f"{OF_VERSION}{stamp}")).status_code == 404


def test_where_nothing_is_drawn_there_is_no_content(db, client):
    assert client.get(address(where="10/0/0")).status_code == 204


@pytest.mark.parametrize(
    "where", ["0/1/0", "15/1/1", "99/1/1", "3/9/1", "3/1/99999999999999999999"]
)
def test_a_square_outside_the_world_is_not_found(db, client, where):
    assert client.get(address(where=where)).status_code == 404


def test_a_datum_that_is_none_is_not_found(db, client):
    assert client.get(address().replace("wgs84", "mars")).status_code == 404


def test_a_tile_that_was_made_takes_few_queries(db, staff, django_assert_max_num_queries):
    staff.get(address())
    where = address()

    with django_assert_max_num_queries(5):  # session, account, configuration, nets, state
        staff.get(where)
