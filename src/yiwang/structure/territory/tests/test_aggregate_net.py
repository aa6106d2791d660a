"""A net built of another one's areas, from a table that a person made or accepted."""

from dataclasses import replace
from datetime import timedelta

import pytest
import shapely

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.actions.add_net import add_net
from yiwang.structure.territory.actions.aggregate_net import aggregate_net
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.aggregating import read_parts
from yiwang.structure.territory.importing.delivery import read_table
from yiwang.structure.territory.importing.faults import FaultyFile
from yiwang.structure.territory.meeting import links_met
from yiwang.structure.territory.models import AreaLink
from yiwang.structure.territory.proposing import Wish, proposed
from yiwang.structure.territory.queries import net_named
from yiwang.structure.territory.rows import NetSpec
from yiwang.structure.territory.tests.deliveries import table
from yiwang.structure.territory.tests.land import LAND, NOON, box

PARTY = NetSpec("trial-party", "党建网", "party", [{"key": "party", "name": "党建网格"}])
HEAD = ["code", "name", "part"]
TOGETHER = [HEAD, ["P1", "党一", "WS"], ["P1", "", "WN"]]


@pytest.fixture
def party(land):
    return add_net(PARTY, actor=SYSTEM, now=NOON)


@pytest.fixture
def put_together(party, tmp_path):
    def aggregate(rows, now=NOON):
        parts = read_parts(read_table(table(tmp_path / "parts.csv", rows)))
        return aggregate_net("trial-party", "trial", parts, actor=SYSTEM, now=now)

    return aggregate


def links():
    valid = AreaLink.objects.filter(valid_to=None).order_by("source__code", "target__code")
    return list(valid.values_list("source__code", "kind", "target__code"))


def test_a_group_has_the_ground_of_its_parts_and_a_link_to_each(party, put_together):
    made = put_together(TOGETHER)

    area = party.areas.get(code="P1")
    assert shapely.from_wkb(bytes(area.geometry)).equals(shapely.box(130.0, 46.0, 130.1, 46.1))
    assert (area.name, area.level, made.left_out) == ("党一", "party", ())
    assert links() == [("P1", "aggregates", "WN"), ("P1", "aggregates", "WS")]


def test_the_same_table_again_changes_and_records_nothing(party, put_together):
    put_together(TOGETHER)
    before = Record.objects.count()

    again = put_together(TOGETHER)

    assert (bool(again.diff), Record.objects.count(), party.versions.count()) == (False, before, 2)


def test_a_part_given_away_ends_its_link(put_together):
    put_together(TOGETHER)

    made = put_together([*TOGETHER[:2], ["P2", "党二", "WN"]], now=NOON + timedelta(days=1))

    assert made.diff.counts == {"added": 1, "changed": 1, "ended": 0}
    assert links() == [("P1", "aggregates", "WS"), ("P2", "aggregates", "WN")]


def test_areas_in_no_group_are_named(put_together):
    assert put_together(TOGETHER[:2]).left_out == ("WN",)


def test_every_row_at_fault_is_named_and_nothing_is_built(party, put_together):
    rows = [*TOGETHER, ["P2", "", "WS"], ["P1", "别名", "nowhere"]]

    with pytest.raises(FaultyFile) as refusal:
        put_together(rows)

    assert [(fault.row, fault.sentence) for fault in refusal.value.faults] == [
        (4, "组 P2 要有一个名称，各行相同。"),
        (4, "网格 WS 在第 2 行已归入一个组。"),
        (5, "没有可归并的网格 nowhere，请改正。"),
        (5, "组 P1 要有一个名称，各行相同。"),
    ]
    assert (party.areas.count(), links()) == (0, [])


def test_a_proposal_can_be_accepted_as_it_is(land, party, put_together):
    wish = Wish(2, "grid", "W", "P{number:02}", "第{number}党建网格")

    proposal = proposed(land, wish, {"WS": 2.0})

    assert proposal.weights == (1.0, 2.0)
    put_together([["code", "name", "part", "part_name", "weight"], *proposal.rows])
    assert links() == [("P01", "aggregates", "WN"), ("P02", "aggregates", "WS")]


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (Wish(3, "grid"), "into"),
        (Wish(0, "grid"), "into"),
        (Wish(1, "hamlet"), "level"),
        (Wish(1, "grid", "nowhere"), "below"),
        (Wish(2, "grid", code="P"), "code"),
        (Wish(1, "grid", code="{name}"), "pattern"),
        (Wish(1, "grid", name="{number.name}"), "pattern"),
    ],
)
def test_a_proposal_that_cannot_be_made_is_refused(land, wish, field):
    with pytest.raises(Invalid) as refusal:
        proposed(land, wish, {})

    assert list(refusal.value.fields) == [field]


def test_a_net_is_added_once_and_of_a_known_kind(party):
    for spec, field in ((PARTY, "key"), (replace(PARTY, key="other", kind="strange"), "kind")):
        with pytest.raises(Invalid) as refusal:
            add_net(spec, actor=SYSTEM, now=NOON)
        assert list(refusal.value.fields) == [field]


def test_dedicated_areas_are_linked_to_the_grids_they_lie_within_or_overlap(land):
    spec = NetSpec("trial-dedicated", "专属网", "dedicated", LAND.levels, is_partition=False)
    market = box("MARKET", "grid", None, (130.01, 46.01, 130.02, 46.02))
    park = box("PARK", "grid", None, (130.01, 46.04, 130.02, 46.06))
    load_net(spec, [market, park], actor=SYSTEM, now=NOON)

    found = links_met(net_named("trial-dedicated"), land)

    assert {(row.source_code, row.kind, row.target_code) for row in found} == {
        ("MARKET", "within", "WS"),
        ("PARK", "overlaps", "WS"),
        ("PARK", "overlaps", "WN"),
    }


def test_roads_are_linked_by_their_length(land, roads):
    assert {(row.source_code, row.kind, row.target_code) for row in links_met(roads, land)} == {
        ("R1", "overlaps", "WS"),
        ("R1", "overlaps", "E"),
        ("R2", "overlaps", "WS"),
        ("R2", "overlaps", "WN"),
    }
