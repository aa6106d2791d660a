from yiwang.foundation.records.actor import SYSTEM
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.partition import Gap, Overlap, PartitionFaults, partition_check
from yiwang.structure.territory.tests.land import LAND, NOON, box, land_rows


def reload(rows):
    load_net(LAND, rows, actor=SYSTEM, now=NOON)
    return partition_check("trial")


def test_a_sound_net_has_no_faults(land, django_assert_num_queries):
    with django_assert_num_queries(1):
        faults = partition_check("trial")

    assert (faults, bool(faults)) == (PartitionFaults((), ()), False)


def test_an_overlap_names_both_areas_and_the_ground(land):
    rows = [*land_rows()[:4], box("WN", "grid", "W", (130.0, 46.04, 130.1, 46.1))]

    faults = reload(rows)

    assert faults == PartitionFaults((Overlap(("WN", "WS"), 8_600_523),), ())


def test_a_gap_names_the_parent_and_the_ground(land):
    rows = [*land_rows()[:4], box("WN", "grid", "W", (130.0, 46.06, 130.1, 46.1))]

    faults = reload(rows)

    assert faults == PartitionFaults((), (Gap("W", 8_600_523),))


def test_a_difference_nobody_lives_in_is_no_fault(land):
    rows = [*land_rows()[:4], box("WN", "grid", "W", (130.0, 46.05000001, 130.1, 46.1))]

    assert not reload(rows)


def test_a_net_of_lines_has_nothing_to_check(roads):
    assert not partition_check("trial-road")
