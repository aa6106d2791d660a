"""The words of a case for search."""

import pytest

from yiwang.work.cases.search import vector_of, words_of


def test_indexes_pairs_of_characters_and_whole_words():
    assert words_of("楼上漏水3天，ABC") == ["楼上", "上漏", "漏水", "水", "3", "天", "abc"]


def test_leaves_numbers_and_addresses_of_people_out():
    assert words_of("请打13812341234或wang@example.com 谢谢") == ["请打", "打", "谢谢", "谢"]


@pytest.mark.parametrize(
    "number",
    [
        "１３８１２３４１２３４",
        "138.1234.1234",
        "1381 234 1234",
        "0454-8512345",
        "8512345",
        "（0454）8512345",
    ],
)
def test_no_number_that_reaches_somebody_is_indexed_however_it_is_written(number):
    assert words_of(f"请打{number}谢谢") == ["请打", "打", "谢谢", "谢"]


def test_the_number_of_the_case_itself_is_indexed():
    assert vector_of("漏水", "3单元", "26000123") == "'漏水' '水' '3' '单元' '元' '26000123'"
