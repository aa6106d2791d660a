"""Personal numbers in free text."""

import pytest

from yiwang.foundation.personal_numbers import NumberKind, PersonalNumber, masked, personal_numbers


@pytest.mark.parametrize(
    ("text", "found", "starred"),
    [
        ("请打13812341234找我", (NumberKind.MOBILE, 2, 13), "请打138****1234找我"),
        ("138 1234 1234", (NumberKind.MOBILE, 0, 13), "138 **** 1234"),
        ("3单元 +8613812341234", (NumberKind.MOBILE, 4, 18), "3单元 +861******1234"),
        (
            "身份证11010519491231002X。",
            (NumberKind.IDENTITY, 3, 21),
            "身份证11****************。",
        ),
        (
            "卡号6222 0212 3456 7894 交的钱",
            (NumberKind.CARD, 2, 21),
            "卡号**** **** **** 7894 交的钱",
        ),
    ],
)
def test_finds_and_masks(text, found, starred):
    assert personal_numbers(text) == [PersonalNumber(*found)]
    assert masked(text) == starred


@pytest.mark.parametrize(
    "text",
    [
        "2026年9月7日上午9点，8栋3单元1201室",
        "12345678901",  # no mobile starts with 12
        "编号138123412345",  # twelve digits
        "110105194912310021",  # wrong checksum as identity, wrong Luhn as card
        "0454-8221234",
    ],
)
def test_leaves_other_numbers_alone(text):
    assert personal_numbers(text) == []
    assert masked(text) == text


def test_finds_several_in_reading_order():
    text = "13812341234 或 15912341234"

    kinds = [(number.start, number.end) for number in personal_numbers(text)]

    assert kinds == [(0, 11), (14, 25)]


@pytest.mark.parametrize("number", ["１３８１２３４５６７８", "138.1234.5678", "1381 2345 678"])
def test_mobile_is_found_however_it_is_written(number):
    found = personal_numbers(f"请打{number}。")

    assert [(one.kind, one.start, one.end) for one in found] == [
        (NumberKind.MOBILE, 2, 2 + len(number))
    ]
