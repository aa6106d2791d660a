"""The words of a case for search."""

from yiwang.work.cases.search import words_of


def test_indexes_pairs_of_characters_and_whole_words():
    assert words_of("楼上漏水3天，ABC") == ["楼上", "上漏", "漏水", "水", "3", "天", "abc"]


def test_leaves_numbers_and_addresses_of_people_out():
    assert words_of("请打13812341234或wang@example.com 谢谢") == ["请打", "打", "谢谢", "谢"]
