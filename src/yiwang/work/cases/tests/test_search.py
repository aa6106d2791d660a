"""The words of a case for search."""

import time

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


def test_the_longest_text_is_read_in_time_that_grows_with_its_length_only():
    def milliseconds(text):
        started = time.process_time()
        words_of(text)
        return 1000 * (time.process_time() - started)

    short, long = "门前垃圾三天没有清运" * 50, "门前垃圾三天没有清运" * 500

    quickest = [min(milliseconds(text) for _ in range(5)) for text in (short, long)]

    assert quickest[1] < 30 * quickest[0]  # ten times as long; the square would be a hundred


def test_the_number_of_the_case_itself_is_indexed():
    assert vector_of("漏水", "3单元", "26000123") == "'漏水' '水' '3' '单元' '元' '26000123'"
