"""Drawing by forms: each stroke is saved in a draft, or refused and nothing typed is lost."""

import json

import pytest
import shapely
from django.contrib.auth import get_user_model
from django.utils import timezone

from yiwang.config.base_map import base_map
from yiwang.foundation.records.models import Record
from yiwang.portals.casework.tests.staging import client_of
from yiwang.structure.territory.datums import Datum, geometry_from_wgs84
from yiwang.structure.territory.models import Area, Net, NetVersion
from yiwang.structure.territory.redrawing.sheet import sheet_of_draft

pytestmark = pytest.mark.django_db
ADMIN, DISPATCHER = "supervisor.90", "dispatcher.900101"
BEGIN = "/desk/nets/base/draw?below=90010101"
ENGLISH = {"accept-language": "en"}
WEST, EAST = "9001010101", "9001010102"
LINE = {"do": "split", "area": WEST, "line": "130.02 45.9\n130.02 46.2", "name": "新网格"}


@pytest.fixture(autouse=True)
def _kept_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "kept"
    settings.TILES_ROOT = tmp_path / "tiles"


@pytest.fixture
def admin():
    return client_of(ADMIN)


def sent(client, fields, address=BEGIN):
    page = client.get(address)
    given = {"seen": page.context["seen"], **fields}
    return client.post(address, given, headers=ENGLISH)


def borders(draft):
    rows = sheet_of_draft(draft).rows
    return {
        code: pytest.approx(shapely.from_wkb(row.geometry).bounds, abs=1e-6)
        for code, row in rows.items()
    }


def test_an_area_is_chosen_step_by_step(admin):
    page = admin.get("/desk/nets/base/draw?in=900101", headers=ENGLISH)

    assert "Linjiang Community" in page.content.decode()
    assert 'href="?below=900101"' in page.content.decode()


def test_a_line_splits_an_area_in_a_new_draft(admin):
    answer = sent(admin, {**LINE, "code": "9001010103"})

    draft = NetVersion.objects.get(state="draft")
    assert answer["Location"] == f"/desk/nets/base/versions/{draft.pk}/draw?saved=1"
    assert borders(draft) == {
        WEST: (130.02, 46.0, 130.05, 46.1),
        EAST: (130.05, 46.0, 130.1, 46.1),
        "9001010103": (130.0, 46.0, 130.02, 46.1),
    }
    drafted = Record.objects.get(name="territory.version.drafted")
    assert drafted.account_id == get_user_model().objects.get(username=ADMIN).pk


def test_a_further_stroke_is_drawn_in_the_same_draft(admin):
    address = sent(admin, {**LINE, "code": "9001010103"})["Location"]

    answer = sent(admin, {"do": "merge", "area": WEST, "other": EAST}, address.split("?")[0])

    draft = NetVersion.objects.get(state="draft")
    assert answer.status_code == 302
    assert borders(draft) == {
        WEST: (130.02, 46.0, 130.1, 46.1),
        "9001010103": (130.0, 46.0, 130.02, 46.1),
    }


def test_what_the_map_draws_is_brought_to_wgs84(admin, settings):
    settings.BASE_MAP = base_map("/tiles/{z}/{x}/{y}.png", "gcj02", "GS(2026)1号")
    larger = geometry_from_wgs84(shapely.box(130.0, 46.0, 130.06, 46.1), Datum.GCJ02)

    sent(
        admin,
        {"do": "reshape", "area": WEST, "drawn": shapely.to_geojson(larger), "give_way": "1"},
    )

    draft = NetVersion.objects.get(state="draft")
    assert borders(draft) == {
        WEST: (130.0, 46.0, 130.06, 46.1),
        EAST: (130.06, 46.0, 130.1, 46.1),
    }


def test_neighbours_that_moved_with_a_common_corner_are_sent_along(admin):
    west = shapely.Polygon([(130.0, 46.0), (130.05, 46.0), (130.06, 46.1), (130.0, 46.1)])
    east = shapely.Polygon([(130.05, 46.0), (130.1, 46.0), (130.1, 46.1), (130.06, 46.1)])
    along = json.dumps({EAST: json.loads(shapely.to_geojson(east))})

    answer = sent(
        admin,
        {"do": "reshape", "area": WEST, "drawn": shapely.to_geojson(west), "along": along},
    )

    assert borders(NetVersion.objects.get(state="draft")) == {
        WEST: (130.0, 46.0, 130.06, 46.1),
        EAST: (130.05, 46.0, 130.1, 46.1),
    }
    page = admin.get(answer["Location"], headers=ENGLISH)
    assert page.context["remarks"] == []
    assert f"Take back: the border of {WEST}" in page.content.decode()


def polygon(*corners):
    return json.loads(shapely.to_geojson(shapely.Polygon(corners)))


NORTH = "9001010202"  # north of EAST, below another community
MOVED = {  # the border between both, put further to the south
    EAST: polygon((130.05, 46.0), (130.1, 46.0), (130.1, 46.08), (130.05, 46.1)),
    NORTH: polygon((130.05, 46.1), (130.1, 46.08), (130.1, 46.2), (130.05, 46.2)),
}
ALONG = {
    "do": "reshape",
    "area": EAST,
    "drawn": json.dumps(MOVED[EAST]),
    "along": json.dumps({NORTH: MOVED[NORTH]}),
}


def outside_on_map(client):
    shapes = json.loads(client.get(BEGIN.replace("draw?", "draw.geojson?")).content)["features"]
    return {each["properties"]["code"] for each in shapes if each["properties"]["outside"]}


def test_a_neighbour_outside_is_taken_into_the_draft_and_changes_along(admin):
    assert NORTH in outside_on_map(admin)

    address = sent(admin, ALONG)["Location"]

    draft = NetVersion.objects.get(state="draft")
    page = admin.get(address, headers=ENGLISH)
    assert set(borders(draft)) == {WEST, EAST, NORTH}
    assert "only its border changes along" in page.content.decode()
    today = {"on": timezone.localdate().isoformat(), "seen": str(draft.net.revision)}
    admin.post(f"/desk/nets/base/versions/{draft.pk}", today)
    area = Area.objects.get(code=NORTH, valid_to=None)
    assert shapely.from_wkb(bytes(area.geometry)).area == pytest.approx(0.0055)
    assert area.parent.code == "90010102"
    assert Area.objects.filter(parent__code="90010102", valid_to=None).count() == 2


def test_areas_of_other_levels_move_along_in_one_draft_that_names_them(admin):
    before = sizes_of_communities()
    address = sent(admin, {**ALONG, "carries": "1"})["Location"]

    page = admin.get(address, headers=ENGLISH)
    draft = NetVersion.objects.get(state="draft")
    look = f"/desk/nets/base/versions/{draft.pk}"
    shown = admin.get(look, headers=ENGLISH).content.decode()
    today = {"on": timezone.localdate().isoformat(), "seen": str(draft.net.revision)}
    admin.post(look, today)

    assert set(borders(draft)) == {WEST, EAST, NORTH}
    [(_level, communities)] = page.context["carried"]
    assert [row.code for row, _above in communities] == ["90010101", "90010102"]
    assert shown.count("changes along with the drawing") == 2
    assert sizes_of_communities()["90010101"] == pytest.approx(before["90010101"] - 0.0005)
    assert sizes_of_communities()["90010102"] == pytest.approx(before["90010102"] + 0.0005)


def sizes_of_communities():
    found = Area.objects.filter(level="community", valid_to=None, geometry__isnull=False)
    stored = found.values_list("code", "geometry")
    return {code: shapely.from_wkb(bytes(geometry)).area for code, geometry in stored}


@pytest.mark.parametrize("stroke", [
    {"do": "merge", "area": EAST, "other": NORTH},
    {"do": "split", "area": NORTH, "line": "130.07 46\n130.07 46.3", "name": "新", "code": "X1"},
])  # fmt: skip
def test_what_was_taken_in_neither_ends_nor_is_cut(admin, stroke):
    address = sent(admin, ALONG)["Location"].split("?")[0]

    answer = sent(admin, stroke, address)

    assert answer.status_code == 422
    assert "only its border changes along" in str(answer.context["at_fields"])


def test_a_saved_stroke_is_taken_back_and_done_again_by_buttons(admin):
    address = sent(admin, {**LINE, "code": "9001010103"})["Location"].split("?")[0]
    draft = NetVersion.objects.get(state="draft")

    sent(admin, {"do": "undo"}, address)
    draft.refresh_from_db()
    assert set(borders(draft)) == {WEST, EAST}
    page = admin.get(address, headers=ENGLISH).content.decode()
    assert "Do again: 9001010101 split, 新网格 is new" in page
    assert "Take back" not in page
    sent(admin, {"do": "redo"}, address)

    draft.refresh_from_db()
    assert set(borders(draft)) == {WEST, EAST, "9001010103"}
    answer = sent(admin, {"do": "redo"}, address)
    assert (answer.status_code, "no further stroke" in answer.content.decode()) == (422, True)


def test_the_map_gives_neighbours_the_corners_that_lie_on_their_border(admin):
    address = sent(admin, {"do": "split", "area": WEST, "line": "129.9 46.05\n130.06 46.05",
                           "name": "新网格", "code": "9001010103"})["Location"]  # fmt: skip

    shapes = json.loads(admin.get(address.split("?")[0] + ".geojson").content)["features"]

    [east] = [each["geometry"] for each in shapes if each["properties"]["code"] == EAST]
    assert [130.05, 46.05] in east["coordinates"][0]


def test_typed_corners_may_have_holes_and_parts(admin):
    typed = (
        "130.05 46.0\n130.1 46\n130.1 46.1\n130.05 46.1\n\n"
        "130.06,46.02\n130.07,46.02\n130.07,46.03\n130.06，46.03"
    )

    sent(admin, {"do": "reshape", "area": EAST, "shape": typed, "snap": "0"})

    [row] = [
        row
        for code, row in sheet_of_draft(NetVersion.objects.get(state="draft")).rows.items()
        if code == EAST
    ]
    shape = shapely.from_wkb(row.geometry)
    assert len(shape.interiors) == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"do": "reshape", "shape": "130.0 46.0\n130.06 46.0\n130.06 46.1\n130 46.1"},
         "It lies over "),
        ({"do": "reshape", "shape": "130.0 46.0\n130.05 46.1\n130.05 46.0\n130 46.1"},
         "crosses itself at 130.025 46.05"),
        ({"do": "reshape", "shape": "130.0 46.0\nabc\n130 46.1"}, "Line 2 “abc” is no point"),
        ({"do": "reshape", "shape": "130.0 46.0\n130 46.1"}, "at least three corners"),
        ({"do": "reshape", "shape": " "}, "Nothing is drawn"),
        ({"do": "reshape", "drawn": "{}"}, "sent nothing that can be used"),
        ({"do": "reshape", "shape": "1 1\n1 2\n2 2", "along": "[]"}, "sent nothing that can be"),
        ({"do": "reshape", "shape": "1 1\n1 2\n2 2", "along": '{"9001010102": 1}'}, "sent nothing"),
        ({"do": "reshape", "drawn": "[[["}, "sent nothing that can be used"),
        ({"do": "reshape", "drawn": '{"type":"Point","coordinates":[1,2]}'}, "sent nothing"),
        ({"do": "reshape", "shape": "1 1\n1 2\n2 2", "snap": "x"}, "Write metres from 0 to 50"),
        ({"do": "split", "line": "130.02 45.9", "name": "x", "code": "x"}, "at least two points"),
        ({"do": "split", "line": "130.02 45.9\n130.02 46.2", "code": "x"}, "give it one"),
        ({"do": "merge", "other": "none"}, "has no area none any more"),
        ({"do": "dance"}, "Choose what to do"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_and_what_was_typed_is_kept(admin, fields, said):
    before = Record.objects.count()

    answer = sent(admin, {"area": WEST, **fields})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert fields.get("shape", "").strip() in text
    assert (Record.objects.count(), NetVersion.objects.filter(state="draft").count()) == (before, 0)


def test_a_drawing_that_is_older_than_the_net_is_refused(admin):
    answer = admin.post(BEGIN, {**LINE, "code": "X", "seen": "0"}, headers=ENGLISH)

    assert answer.status_code == 422
    assert "Somebody drew here meanwhile" in answer.content.decode()


def test_gaps_of_a_drawing_are_named_beside_it(admin):
    typed = "130.0 46.0\n130.04 46\n130.04 46.1\n130.0 46.1"
    address = sent(admin, {"do": "reshape", "area": WEST, "shape": typed})["Location"]

    page = admin.get(address, headers=ENGLISH)

    assert [(str(each.label), round(each.hectares)) for each in page.context["remarks"]] == [
        ("Ground that no area below has", 860)
    ]


def test_the_map_is_sent_the_corners_of_the_drawing(admin):
    shapes = json.loads(admin.get("/desk/nets/base/draw.geojson?below=90010101").content)

    drawn = [each["properties"] for each in shapes["features"]]
    assert {each["code"] for each in drawn if not each["outside"]} == {WEST, EAST}


def test_whoever_does_not_redraw_nets_does_not_draw(db):
    client = client_of(DISPATCHER)

    assert client.get(BEGIN).status_code == 403
    assert client.post(BEGIN, {**LINE, "code": "X"}).status_code == 403


def test_a_version_in_force_is_not_drawn_in(admin):
    net = Net.objects.get(key="base")
    version = net.versions.get(number=net.revision)

    assert admin.get(f"/desk/nets/base/versions/{version.pk}/draw").status_code == 404


def test_it_takes_few_queries(admin, django_assert_max_num_queries):
    admin.get(BEGIN)

    with django_assert_max_num_queries(17):
        admin.get(f"{BEGIN}&area={WEST}")
