"""Who follows whom: by the file, by the ground, by the name, by those below."""

from datetime import timedelta
from pathlib import Path

import pytest
import shapely

from yiwang.foundation.records.actor import SYSTEM
from yiwang.structure.territory.actions.add_net import add_net
from yiwang.structure.territory.actions.import_areas import import_areas
from yiwang.structure.territory.importing.delivery import read_file
from yiwang.structure.territory.importing.plan import Into
from yiwang.structure.territory.models import AreaSuccession
from yiwang.structure.territory.queries import successors_of
from yiwang.structure.territory.rows import AreaRow, NetSpec
from yiwang.structure.territory.successions import (
    kinds_of,
    plain_name,
    successions_of,
)
from yiwang.structure.territory.tests.land import NOON

DATA = Path(__file__).with_name("data")
LEVELS = [{"key": key, "name": key} for key in ("county", "town", "village")]
DIVISIONS = NetSpec("divisions", "行政区划", "administrative", LEVELS)


def area(code, name, parent=None, bounds=None, level="grid"):
    shape = shapely.box(*bounds).wkb if bounds else None
    return AreaRow(code, name, "", level, parent, shape)


def told(before, after, given=None):
    rows = [{row.code: row for row in one} for one in (before, after)]
    found = successions_of(*rows, given)
    kinds = {each: kind for kind, each in kinds_of(found, rows[1])}
    return [
        (each.predecessor, each.successor, each.found_by, each.share, kinds[each]) for each in found
    ]


def test_a_split_on_the_ground_leaves_the_one_that_stays_and_its_heir():
    before = [area("A", "甲", bounds=(0, 0, 4, 1))]
    after = [area("A", "甲", bounds=(0, 0, 3, 1)), area("B", "乙", bounds=(3, 0, 4, 1))]

    assert told(before, after) == [("A", "B", "ground", 0.25, "split")]


def test_a_merger_on_the_ground_has_several_predecessors():
    before = [area("A", "甲", bounds=(0, 0, 1, 1)), area("B", "乙", bounds=(1, 0, 2, 1))]

    assert told(before, [area("C", "丙", bounds=(0, 0, 2, 1))]) == [
        ("A", "C", "ground", 1.0, "merged"),
        ("B", "C", "ground", 1.0, "merged"),
    ]


def test_a_border_put_straight_makes_nobody_follow():
    before = [area("A", "甲", bounds=(0, 0, 1, 1)), area("B", "乙", bounds=(1, 0, 2, 1))]
    after = [area("A", "甲", bounds=(0, 0, 1.2, 1)), area("B", "乙", bounds=(1.2, 0, 2, 1))]

    assert told(before, after) == []


def test_the_same_name_under_another_code_follows():
    assert told([area("A", "高峰镇")], [area("B", "高峰街道")]) == [
        ("A", "B", "name", None, "recoded")
    ]


def test_a_name_that_several_have_follows_below_the_heirs_of_those_above():
    before = [area("T1", "东镇", level="town"), area("T2", "西镇", level="town")]
    before += [area("A1", "城关村", "T1"), area("A2", "城关村", "T2")]
    after = [area("T1", "东镇", level="town"), area("T2", "西镇", level="town")]
    after += [area("B1", "城关社区", "T1"), area("B2", "城关社区", "T2")]

    assert told(before, after) == [
        ("A1", "B1", "name", None, "recoded"),
        ("A2", "B2", "name", None, "recoded"),
    ]


def test_what_the_file_says_goes_before_what_is_found():
    before = [area("A", "甲"), area("C", "丙")]

    assert told(before, [area("B", "甲")], {"B": ["A", "C"]}) == [
        ("A", "B", "given", None, "merged"),
        ("C", "B", "given", None, "merged"),
    ]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("松岗街道办事处", "松岗"),
        ("塘栖镇", "塘栖"),
        ("双星村村民委员会", "双星"),
        ("双星村委会", "双星"),
        ("红光社区居委会", "红光"),
        ("镇", "镇"),
    ],
)
def test_the_word_for_what_it_is_is_left_out(name, plain):
    assert plain_name(name) == plain


@pytest.fixture
def divisions(db, settings, tmp_path):
    """The divisions of one district as they were in 2016, then as they were in 2023."""
    settings.MEDIA_ROOT = tmp_path

    def bring(place):
        net = add_net(DIVISIONS, actor=SYSTEM, now=NOON)
        for years, now in ((2016, NOON), (2023, NOON + timedelta(days=1))):
            file = read_file(DATA / f"{place}_{years}.csv")
            import_areas(file, Into("divisions", replaces=True), actor=SYSTEM, now=now)
        return net

    return bring


def towns_told():
    found = AreaSuccession.objects.filter(successor__level__in=["county", "town"])
    names = ("predecessor__name", "successor__name", "found_by")
    return set(found.values_list(*names))


def test_the_towns_of_baoan_that_were_split_before_2023_are_found(divisions):
    divisions("baoan")

    splits = {(old, new) for old, new, found_by in towns_told() if found_by == "parts"}
    assert splits == {
        ("西乡街道办事处", "航城街道"),
        ("福永街道办事处", "福海街道"),
        ("沙井街道办事处", "新桥街道"),
        ("松岗街道办事处", "燕罗街道"),
    }
    assert ("松岗街道办事处", "松岗街道", "name") in towns_told()
    assert len(towns_told()) == 10


def test_yuhang_was_split_and_eight_of_its_towns_are_linping_now(divisions):
    net = divisions("yuhang")

    assert ("余杭区", "临平区", "parts") in towns_told()
    moved = [new for old, new, found_by in towns_told() if found_by == "name" and old == new]
    assert len(moved) == 8
    old = net.areas.get(code="330110001000")
    assert [heir.code for heir in successors_of(old.pk)] == ["330113001000"]


def test_what_got_another_name_under_its_code_is_the_same_area(divisions):
    net = divisions("yuhang")

    renamed = net.areas.filter(valid_to=None, former_states__isnull=False)
    changed = [one for one in renamed if one.former_states.first().name != one.name]
    assert changed
    assert not AreaSuccession.objects.filter(
        predecessor__in=changed, successor__level="town"
    ).exists()
