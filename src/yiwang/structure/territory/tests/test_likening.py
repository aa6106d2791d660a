"""Who may follow whom where name and code changed at once, in real divisions and in a small one."""

import csv
from pathlib import Path

from yiwang.structure.territory.likening import bare_name, unlinked_of
from yiwang.structure.territory.rows import AreaRow
from yiwang.structure.territory.successions import Succession, successions_of

DATA = Path(__file__).with_name("data")


def village(code, name, parent="T"):
    return AreaRow(code, name, "", "village", parent)


def rows(*areas):
    town = AreaRow("T", "东镇", "", "town")
    return {row.code: row for row in (town, *areas)}


def left(before, after):
    return unlinked_of(before, after, successions_of(before, after))


def test_a_name_written_differently_under_another_code_is_proposed():
    before = rows(village("1", "宏畔村委会"), village("2", "西村"))
    after = rows(village("1A", "宏磻村委会"), village("2", "西村"))

    [guess] = left(before, after).guesses
    assert (guess.predecessor, guess.successor, guess.name) == ("1", "1A", 0.5)


def test_another_name_and_code_between_the_same_neighbours_is_proposed():
    before = rows(village("1", "甲"), village("2", "大洋"), village("3", "丙"))
    after = rows(village("1", "甲"), village("25", "展城"), village("3", "丙"))

    [guess] = left(before, after).guesses
    assert (guess.predecessor, guess.successor, guess.name, guess.siblings) == ("2", "25", 0.0, 2)


def test_what_is_like_nothing_is_left_and_counted():
    before = rows(village("1", "甲"), village("2", "乙"), village("3", "丙"))
    after = rows(village("1", "甲"), village("2", "乙"), village("0", "丁"))

    open_ones = left(before, after)
    assert (open_ones.ended, open_ones.begun, open_ones.guesses) == (("3",), ("0",), ())


def test_of_two_alike_each_is_proposed_once_the_best_first():
    before = rows(village("1", "东风一村"), village("2", "东风二村"))
    after = rows(village("8", "东风二里"), village("9", "东风三里"))

    pairs = [(each.predecessor, each.successor) for each in left(before, after).guesses]
    assert pairs == [("1", "8"), ("2", "9")] or pairs == [("2", "8"), ("1", "9")]
    assert len({was for was, _ in pairs}) == len({becomes for _, becomes in pairs}) == 2


def test_a_word_that_all_have_makes_nobody_alike():
    before = rows(village("1", "颛溪居民区"), village("5", "银都居民区"), village("9", "丙"))
    after = rows(village("3", "秀文居民区"), village("9", "丙"))

    assert bare_name("颛溪居民区") == "颛溪"
    assert [each.name for each in left(before, after).guesses] in ([], [0.0])


def test_what_is_linked_is_not_proposed_again():
    before, after = rows(village("1", "甲")), rows(village("9", "乙"))
    found = [Succession("1", "9", "given")]

    assert unlinked_of(before, after, found).guesses == ()


def real(place, year):
    with (DATA / f"{place}_{year}.csv").open(encoding="utf-8-sig") as file:
        return {
            row["code"]: AreaRow(row["code"], row["name"], "", row["level"], row["parent"] or None)
            for row in csv.DictReader(file)
        }


def test_of_yuhang_seven_more_are_found_and_how_many_remain_is_said():
    before, after = real("yuhang", 2016), real("yuhang", 2023)

    open_ones = left(before, after)

    names = {
        (before[each.predecessor].name, after[each.successor].name) for each in open_ones.guesses
    }
    assert (len(open_ones.ended), len(open_ones.begun), len(names)) == (18, 93, 7)
    assert {("宏畔村委会", "宏磻村委会"), ("周扬社区", "周杨社区")} <= names
