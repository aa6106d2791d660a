"""A file brought in becomes a draft; a faulty one names every row and changes nothing."""

import pytest
import shapely
from django.utils import timezone

from yiwang.foundation.records.models import Record
from yiwang.portals.casework.tests.staging import CLERK, client_of
from yiwang.portals.nets.tests import files
from yiwang.portals.nets.tests.files import BOW, BRING, SPLIT, WEST, drawn, sent, table
from yiwang.structure.posts.models import PostType
from yiwang.structure.territory.datums import Datum, geometry_from_wgs84
from yiwang.structure.territory.models import Area, NetVersion

pytestmark = pytest.mark.django_db
ADMIN = "supervisor.90"
TOWN = "dispatcher.900101"


def sentences(page):
    return [(fault.row, fault.sentence) for fault in page.context["faults"]]


def nothing_changed():
    changed = Record.objects.filter(name__startswith="territory.version").exists()
    return not changed and not NetVersion.objects.exclude(state="in_force").exists()


def test_who_redraws_nothing_is_refused_and_told_whom_to_ask():
    for path in (BRING, "/desk/nets/add"):
        page = client_of(CLERK).get(path, headers={"accept-language": "en"})

        assert page.status_code == 403
        assert "Ask who redraws them for this area" in page.content.decode()


@pytest.mark.parametrize("kind", ["zip", "gpkg", "geojson", "kml"])
def test_a_drawn_file_becomes_a_draft_under_the_name_of_who_brought_it(tmp_path, kind):
    path = tmp_path / f"网格.{'shp' if kind == 'zip' else kind}"
    crs = "EPSG:4326" if kind == "kml" else "EPSG:4490"
    titles = ("code", "name") if kind == "kml" else ("编码", "名称")
    drawn(path, SPLIT, crs=crs, titles=titles)

    page = sent(client_of(ADMIN), files.zipped(path) if kind == "zip" else path)

    draft = NetVersion.objects.get(pk=files.draft_of(page))
    noted = Record.objects.get(name="territory.version.drafted")
    assert (draft.state, draft.number) == ("draft", None)
    assert (noted.actor_kind, noted.capacity) == ("staff", "试城 · 指挥中心 · 市督办员")
    assert noted.data["changes"] == {"added": 2, "changed": 0, "ended": 1}


def test_a_table_with_points_becomes_a_draft_too(tmp_path):
    rows = [["编码", "名称", "经度", "纬度"], ["9001010105", "第五网格", "130.02", "46.02"]]
    path = files.workbook(tmp_path / "grids.xlsx", rows)

    page = sent(client_of(ADMIN), path, datum="cgcs2000", replaces="")

    assert page.status_code == 302


def test_every_row_at_fault_is_named_and_nothing_is_changed(tmp_path):
    rows = [
        ("9001010101", "第一网格", BOW),
        ("9001010102", "第二网格", shapely.Polygon()),
        ("9001010103", "第三网格", WEST),
        ("9001010103", "第四网格", WEST),
        ("", "第五网格", WEST),
    ]
    page = sent(client_of(ADMIN), drawn(tmp_path / "grids.geojson", rows))

    assert page.status_code == 422
    assert sentences(page) == [
        (1, "The boundary crosses itself at 130.05 46.05. Draw it again there."),
        (2, "The boundary is empty. Draw it again."),
        (4, "The code 9001010103 is in row 3 already: give each its own."),
        (5, "It has no code: give each area its code."),
    ]
    assert "4 rows are at fault; nothing was changed" in page.content.decode()
    assert nothing_changed()


def test_a_shapefile_without_a_coordinate_system_is_asked_for_one(tmp_path):
    path = files.zipped(drawn(tmp_path / "grids.shp", SPLIT), leaving={".prj"})

    page = sent(client_of(ADMIN), path)

    [(row, sentence)] = sentences(page)
    assert (page.status_code, row) == (422, 0)
    assert "does not say what its coordinates are measured against" in sentence
    assert nothing_changed()
    assert sent(client_of(ADMIN), path, datum="cgcs2000").status_code == 302


def test_a_circle_of_areas_is_named_row_by_row(tmp_path):
    rows = [
        ["code", "parent", "level", "name"],
        ["9001010101", "9001010102", "grid", "甲"],
        ["9001010102", "9001010101", "grid", "乙"],
    ]
    page = sent(client_of(ADMIN), table(tmp_path / "a.csv", rows), below="", replaces="")

    in_itself = "It lies in itself, by way of the area above it. Correct the area above."
    assert sentences(page) == [(2, in_itself), (3, in_itself)]
    assert nothing_changed()


def test_the_datum_that_is_declared_goes_before_what_the_file_says(tmp_path):
    shifted = [(code, name, geometry_from_wgs84(shape, Datum.GCJ02)) for code, name, shape in SPLIT]
    path = drawn(tmp_path / "grids.geojson", shifted, crs="EPSG:4326")

    page = sent(client_of(ADMIN), path, datum="gcj02")
    shown = client_of(ADMIN).get(page["Location"])

    plan = shown.context["change"].plan
    moved = shapely.from_wkb(plan.after["9001010103"].geometry)
    assert moved.hausdorff_distance(SPLIT[0][2]) < 1e-6
    assert shown.context["version"].source["datum"] == "gcj02"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("grids.shp", b"x", "pack .shp, .dbf, .shx and .prj into one zip"),
        ("grids.zip", b"x", "The zip is damaged"),
        ("grids.dwg", b"x", "Files of the kind .dwg are not read"),
        ("grids.gpkg", b"x", "cannot be read as a drawn file"),
        ("grids.xlsx", b"x", "This is no .xlsx workbook"),
        ("grids.csv", b"name\nx\n", "No column holds codes"),
    ],
)
def test_what_cannot_be_read_says_so(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)

    page = sent(client_of(ADMIN), tmp_path / name)

    [(row, sentence)] = sentences(page)
    assert (page.status_code, row) == (422, 0)
    assert said in sentence
    assert nothing_changed()


def test_a_form_without_a_file_asks_for_one():
    page = client_of(ADMIN).post(BRING, {}, headers={"accept-language": "en"})

    assert sentences(page) == [(0, "Choose the file that is to be read.")]


def test_a_file_that_changes_nothing_leaves_no_draft(tmp_path):
    same = [("9001010101", "第一网格", WEST)]
    page = sent(client_of(ADMIN), drawn(tmp_path / "a.geojson", same), replaces="")

    assert "the file changes nothing" in sentences(page)[0][1]
    assert nothing_changed()


@pytest.fixture
def town_draws():
    """The dispatcher of the town redraws what lies below it."""
    dispatcher = PostType.objects.get(key="town_dispatcher")
    dispatcher.powers = [*dispatcher.powers, "territory.redraw"]
    dispatcher.save()


def test_a_town_redraws_its_own_grids_and_no_others(town_draws, tmp_path):
    path = drawn(tmp_path / "grids.geojson", SPLIT)

    assert sent(client_of(TOWN), path, below="90020101").status_code == 403
    assert sent(client_of(TOWN), path, below="").status_code == 403
    assert nothing_changed()
    assert sent(client_of(TOWN), path).status_code == 302


def test_a_town_takes_no_grid_from_another(town_draws, tmp_path):
    rows = [["code", "parent", "name"], ["9002010101", "90010101", "我们的"]]

    page = sent(client_of(TOWN), table(tmp_path / "a.csv", rows), replaces="")

    assert "It lies elsewhere now" in sentences(page)[0][1]
    assert Area.objects.get(code="9002010101").parent.code == "90020101"
    assert nothing_changed()


def test_groups_and_buildings_of_a_community_get_their_codes_by_pattern(tmp_path):
    client = client_of(ADMIN)
    levels = {
        "level_key": ["group", "building"],
        "level_name": ["小组", "楼栋"],
        "level_name_en": ["Group", "Building"],
        "level_code": ["XZ{number:02}", "{parent}-{number:03}"],
    }
    client.post("/desk/nets/add", {"key": "micro", "name": "微网格", "kind": "micro", **levels})
    heading = ["编码", "名称", "层级", "上级编码"]
    groups = [heading, ["", "第一小组", "小组", ""], ["", "第二小组", "小组", ""]]
    buildings = [heading, ["", "一号楼", "楼栋", "XZ01"], ["", "二号楼", "楼栋", "XZ01"]]
    to = {"to": "/desk/nets/micro/bring", "below": "", "replaces": "", "level": ""}
    for given in (groups, buildings):
        draft = files.draft_of(sent(client, table(tmp_path / "a.csv", given), **to))
        seen = client.get(f"/desk/nets/micro/versions/{draft}").context["net"].revision
        today = timezone.localdate().isoformat()
        client.post(f"/desk/nets/micro/versions/{draft}", {"on": today, "seen": str(seen)})

    areas = Area.objects.filter(net__key="micro", valid_to=None).order_by("code")
    assert list(areas.values_list("code", "name", "parent__code")) == [
        ("XZ01", "第一小组", None),
        ("XZ01-001", "一号楼", "XZ01"),
        ("XZ01-002", "二号楼", "XZ01"),
        ("XZ02", "第二小组", None),
    ]


def test_the_area_it_lies_below_is_said_by_its_name(tmp_path):
    page = sent(client_of(ADMIN), drawn(tmp_path / "grids.geojson", SPLIT), below="临江社区")

    noted = Record.objects.get(name="territory.version.drafted")
    assert NetVersion.objects.get(pk=files.draft_of(page)).state == "draft"
    assert noted.data["changes"] == {"added": 2, "changed": 0, "ended": 1}


def test_an_area_that_nobody_knows_is_told_at_its_field(tmp_path):
    page = sent(client_of(ADMIN), drawn(tmp_path / "grids.geojson", SPLIT), below="没有这里")

    assert page.status_code == 422
    assert 'id="f-below-error"' in page.content.decode()
    assert nothing_changed()
