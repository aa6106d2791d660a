"""A dictionary goes both ways, by its version of the day, and nothing in it is meant twice."""

from datetime import UTC, date, datetime

import pytest

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.refusals import Invalid
from yiwang.structure.registers.actions.load_register import load_register
from yiwang.structure.registers.dictionaries import dictionaries_in_force, dictionary
from yiwang.structure.registers.models import Register
from yiwang.structure.registers.rows import EntryRow, RegisterSpec

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 7, 4, 0, tzinfo=UTC)
TODAY = date(2026, 9, 7)


def loaded(*entries):
    spec = RegisterSpec("streets", "街道代码", "dictionary", date(2026, 1, 1), entries)
    return load_register(spec, actor=SYSTEM, now=NOW)


def test_codes_go_both_ways_and_what_has_none_is_named():
    loaded(
        EntryRow("hekou", "河口镇", outcome={"code": "900101", "cloud": "01|1", "city": "HK"}),
        EntryRow("shanqian", "山前街道", outcome={"code": "900102"}),
    )

    book = dictionary("streets", "cloud", TODAY)

    assert book.ours == {"01": "900101", "1": "900101"}
    assert book.theirs == {"900101": "01"}
    assert [each.code for each in book.unmatched] == ["900102"]
    assert dictionary("streets", "cloud", date(2025, 1, 1)) is None
    assert "streets" in dictionaries_in_force(TODAY)


def test_a_code_that_stands_for_two_of_ours_is_refused():
    with pytest.raises(Invalid) as refused:
        loaded(
            EntryRow("hekou", "河口镇", outcome={"cloud": "01"}),
            EntryRow("shanqian", "山前街道", outcome={"cloud": "02|01"}),
        )

    assert "hekou, shanqian" in str(refused.value)
    assert not Register.objects.filter(key="streets").exists()
