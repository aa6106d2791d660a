"""Contacts as given."""

import pytest

from yiwang.work.cases.contacts import ContactKind, read_contact


@pytest.mark.parametrize(
    ("given", "kind", "value", "mask"),
    [
        (" 138 1234-1234 ", ContactKind.MOBILE, "13812341234", "138****1234"),
        ("+8613812341234", ContactKind.MOBILE, "13812341234", "138****1234"),
        ("0454-8221234", ContactKind.LANDLINE, "04548221234", "04548****34"),
        ("8221234", ContactKind.LANDLINE, "8221234", "8****34"),
        ("wang@example.com", ContactKind.EMAIL, "wang@example.com", "w***@example.com"),
    ],
)
def test_reads_a_contact(given, kind, value, mask):
    contact = read_contact(given)

    assert contact is not None
    assert (contact.kind, contact.value, contact.mask) == (kind, value, mask)


@pytest.mark.parametrize("given", ["12345", "1381234123", "a@b", "@", "138123412345"])
def test_refuses_what_cannot_be_called(given):
    assert read_contact(given) is None
