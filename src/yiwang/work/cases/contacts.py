"""What counts as a contact, and what of it may be shown: one mobile, landline or e-mail address."""

import re
from dataclasses import dataclass
from enum import StrEnum


class ContactKind(StrEnum):
    MOBILE = "mobile"
    LANDLINE = "landline"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class GivenContact:
    """A contact that can be used: `value` without spaces and country code."""

    kind: ContactKind
    value: str

    @property
    def mask(self) -> str:
        """138****1234, 0454*****12, z***@example.com: enough to recognise, not enough to call."""
        if self.kind is ContactKind.EMAIL:
            name, _, host = self.value.partition("@")
            return f"{name[0]}***@{host}"
        if self.kind is ContactKind.MOBILE:
            return f"{self.value[:3]}****{self.value[-4:]}"
        return f"{self.value[:-6]}****{self.value[-2:]}"


_SHAPES = {
    ContactKind.MOBILE: re.compile(r"1[3-9][0-9]{9}"),
    ContactKind.LANDLINE: re.compile(r"(?:0[0-9]{2,3})?[2-9][0-9]{6,7}"),
    ContactKind.EMAIL: re.compile(r"[^@\s]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
}


def read_contact(given: str) -> GivenContact | None:
    """The contact in `given`, or None when it is no mobile, landline or e-mail address."""
    if "@" in given:
        return _fitting(ContactKind.EMAIL, given.strip())
    number = re.sub(r"[\s()（）-]", "", given)
    number = re.sub(r"^(?:\+|00)86", "", number)
    return _fitting(ContactKind.MOBILE, number) or _fitting(ContactKind.LANDLINE, number)


def _fitting(kind: ContactKind, value: str) -> GivenContact | None:
    return GivenContact(kind, value) if _SHAPES[kind].fullmatch(value) else None
