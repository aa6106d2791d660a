"""Sealing contacts, and tracking codes."""

import pytest

from yiwang.foundation.sealing import Sealed, Unreadable, keyed_digest, seal, unseal
from yiwang.foundation.tracking import digest_of, new_code


def test_opens_only_for_the_case_it_was_sealed_for():
    sealed = seal("13812341234", of="contact:1")

    assert unseal(sealed, of="contact:1") == "13812341234"
    with pytest.raises(Unreadable):
        unseal(sealed, of="contact:2")


def test_cannot_be_opened_under_another_master_key(settings):
    sealed = seal("13812341234", of="contact:1")

    settings.MASTER_KEY = "ab" * 32

    with pytest.raises(Unreadable):
        unseal(sealed, of="contact:1")


def test_never_gives_the_same_bytes_twice():
    first, second = (seal("13812341234", of="contact:1") for _ in range(2))

    assert first.content != second.content
    assert first.wrapped_key != second.wrapped_key


def test_notices_changed_bytes():
    sealed = seal("13812341234", of="contact:1")
    changed = Sealed(sealed.content[:-1] + bytes([sealed.content[-1] ^ 1]), sealed.wrapped_key)

    with pytest.raises(Unreadable):
        unseal(changed, of="contact:1")


def test_digests_depend_on_purpose_and_master_key(settings):
    digest = keyed_digest("tracking", "ABC")
    other = keyed_digest("request", "ABC")
    settings.MASTER_KEY = "ab" * 32

    assert len({digest, other, keyed_digest("tracking", "ABC")}) == 3


def test_a_code_is_read_as_people_type_it():
    assert digest_of("abo-il2-xyz") == digest_of("AB0112XYZ") == digest_of(" ab0 112 xyz ")


@pytest.mark.parametrize("code", ["", "ABC", "ABC-DEF-GHU", "查询码", "A" * 10000])
def test_what_cannot_be_a_code_has_no_digest(code):
    assert digest_of(code) is None


def test_codes_are_nine_characters_in_three_groups():
    code = new_code()

    assert [len(part) for part in code.shown.split("-")] == [3, 3, 3]
    assert digest_of(code.shown) == code.digest
