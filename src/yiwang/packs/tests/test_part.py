"""A district installs its part of a pack: its areas, those above, and what stands on them."""

from collections import Counter

import pytest
from tests.databases import INSTALLED_AT, TESTLAND
from tests.territories import PARTS

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.refusals import NotFound
from yiwang.packs.actions import install_pack
from yiwang.packs.loader import read_pack
from yiwang.packs.loads.shapes import draw_nets
from yiwang.packs.models import InstalledPack
from yiwang.packs.part import part_of
from yiwang.packs.shelf import pack_folder
from yiwang.structure.organizations.models import Organization
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.partition import GROUND_FAULTS, findings_of
from yiwang.structure.territory.rows import AreaRow


@pytest.fixture(scope="module")
def chongqing():
    return read_pack(pack_folder("chongqing"))


def told(*_what):
    """Nobody listens."""


def rows_of(pack):
    drawn = draw_nets(pack, told)["base"]
    return [
        AreaRow(one.code, one.name, "", one.level, one.parent or None, drawn[one.code])
        for one in (area.line for area in pack.primary.areas)
    ]


def test_it_has_its_own_areas_those_above_and_the_bodies_and_posts_there():
    whole = read_pack(TESTLAND)

    part = part_of(whole, ["90010101"])

    codes = {area.line.code for area in part.primary.areas}
    assert codes == {"90", "9001", "900101", "90010101", "9001010101", "9001010102"}
    assert {each.part.area for each in part.organizations} <= {*codes, ""}
    assert {post.area for post in part.posts} <= {*codes, ""}
    assert {held.post for held in part.held} <= part.posts.keys()
    assert 0 < len(part.people) < len(whole.people)
    assert part.digest != whole.digest
    assert part_of(whole, []) is whole


def test_a_code_the_pack_does_not_have_is_refused():
    with pytest.raises(NotFound, match="91"):
        part_of(read_pack(TESTLAND), ["91", "9001"])


def test_the_whole_after_the_part_adds_the_rest_and_the_part_again_ends_it(db):
    InstalledPack.objects.all().delete()

    part = install_pack(TESTLAND, actor=SYSTEM, now=INSTALLED_AT, within=["9001"])
    left = set(Area.objects.filter(net__key="base", valid_to=None).values_list("code", flat=True))
    again = install_pack(TESTLAND, actor=SYSTEM, now=INSTALLED_AT, within=["9001"])
    whole = install_pack(TESTLAND, actor=SYSTEM, now=INSTALLED_AT)

    assert (bool(part), bool(again), bool(whole)) == (True, False, True)
    assert left
    assert not any(code.startswith("9002") for code in left)
    assert Organization.objects.filter(area__code__startswith="9002").exists()


def test_a_part_is_drawn_as_it_lies_in_the_whole():
    """Two neighbours that install their parts fit together."""
    whole = read_pack(pack_folder("runzhou"))
    part = part_of(whole, ["321111003"])

    drawn = draw_nets(part, told)["base"]

    everything = draw_nets(whole, told)["base"]
    assert drawn == {code: everything[code] for code in drawn}
    assert len(drawn) == len(part.primary.areas) < len(everything)


@pytest.mark.mechanism("CQ-23")
def test_chongqing_has_1031_towns_11270_communities_and_65000_grids(chongqing):
    levels = Counter(area.line.level for area in chongqing.primary.areas)

    assert levels == {
        "city": 1,
        "district": 38,
        "town": 1_031,
        "community": 11_270,
        "grid": 65_000,
    }
    grids = [area.line for area in chongqing.primary.areas if area.line.level == "grid"]
    assert {grid.parent for grid in grids} == {
        area.line.code for area in chongqing.primary.areas if area.line.level == "community"
    }
    # Bishan: as many grids as its own description counts full-time workers
    assert sum(grid.code.startswith("500120") for grid in grids) == 619


@pytest.mark.mechanism("CQ-13")
def test_chongqing_has_centres_at_three_levels_and_four_boards_in_every_town(chongqing):
    level = {area.line.code: area.line.level for area in chongqing.primary.areas}

    bodies = Counter((each.part.kind, level[each.part.area]) for each in chongqing.organizations)

    centres = {where: bodies["command_center", where] for where in ("city", "district", "town")}
    assert centres == {"city": 1, "district": 38, "town": 1_031}
    assert (bodies["board", "district"], bodies["board", "town"]) == (4 * 38, 4 * 1_031)
    assert bodies["service_station", "community"] == 11_270
    over = {each.part.code: each.part.links[0].to for each in chongqing.organizations[:38]}
    assert set(over.values()) == {"ZX-500000"}


def test_chongqing_lays_1_3_n_over_every_grid_and_names_who_leads_it(chongqing):
    level = {area.line.code: area.line.level for area in chongqing.primary.areas}

    at_grids = Counter(post.type for post in chongqing.posts if level.get(post.area) == "grid")

    team = ("grid_leader", "full_time_worker", "part_time_worker", "grid_mentor", "other_force")
    assert {at_grids[key] for key in team} == {65_000}
    led = [held for held in chongqing.held if held.post.type == "grid_leader" and held.is_primary]
    assert len({held.post.area for held in led}) == 65_000


@pytest.mark.mechanism("CQ-23")
def test_the_grids_of_a_town_fill_it_without_a_gap_or_an_overlap(chongqing):
    rows = rows_of(part_of(chongqing, ["500120001"]))
    town = {row.code: row for row in rows if row.level in ("town", "community", "grid")}

    found = findings_of(list(town.values()))

    assert not [each for each in found if each.kind in GROUND_FAULTS]
    assert len(town) > 80


def test_what_tests_stand_in_holds_everybody_who_is_shown(chongqing):
    part = part_of(chongqing, PARTS["chongqing"])

    missing = {each.username for each in chongqing.shown_accounts} - {
        each.username for each in part.shown_accounts
    }
    assert missing == set()
    assert len(part.workflows) == len(chongqing.workflows)
