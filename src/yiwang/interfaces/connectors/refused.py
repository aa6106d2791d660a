"""What no connector takes in: tables of people who live here, and numbers by which anybody is known
(privacy.md 1). What a table must not hold is refused whole, in a sentence, whether a column of ours
is filled from it or not: it is not to be sent here at all.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from yiwang.foundation.personal_numbers import NumberKind, personal_numbers
from yiwang.foundation.sheets.faults import CellFault

_HEADINGS = re.compile(
    "身份证|证件号|公民身份|户籍|户口|户主|家庭成员|居民姓名|住户|民族|宗教|政治面貌|婚姻|性别|出生|生日"
    "|年龄|血型|疾病|病史|健康状况|车牌|指纹|人脸|银行卡|id.?card|identity|ethnic|religion|gender|birth|household"
    "|resident.?name|passport|biometric|fingerprint|number.?plate",
    re.IGNORECASE,
)
_BODY = re.compile("居民委员会|居委会|residents.?committee", re.IGNORECASE)  # an organization
_LONG = re.compile(r"\d{15}")
MOST = 20  # rows with such numbers that are named


def refused_columns(heading: Sequence[str]) -> list[str]:
    """The headings of what is not taken in."""
    return [name for name in heading if _HEADINGS.search(_BODY.sub("", name))]


def refused_cells(
    heading: Sequence[str], rows: Iterable[tuple[int, list[str]]]
) -> Iterator[CellFault]:
    """Cells with an identity number in them, the first of them."""
    said = _(
        "It holds an identity number, which is not taken in from any system: leave it out there."
    )
    found = 0
    for number, cells in rows:
        for name, cell in zip(heading, cells, strict=False):
            if _LONG.search(cell) and any(map(_is_of_a_person, _identities(cell))):
                yield CellFault(number, name, said)
                found += 1
        if found >= MOST:
            return


def _identities(cell: str) -> list[str]:
    found = [each for each in personal_numbers(cell) if each.kind is NumberKind.IDENTITY]
    return [re.sub(r"[ -]", "", cell[each.start : each.end]) for each in found]


def _is_of_a_person(number: str) -> bool:
    """With a day of birth in it: the number of a body of the same length has none."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return 1900 <= born.year <= 2100
