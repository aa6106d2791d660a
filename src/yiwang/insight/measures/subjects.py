"""What a figure is about: the whole, an area, an organization. Never a person (privacy.md 9)."""

from dataclasses import dataclass

WHOLE, AREA, ORGANIZATION, EVERYTHING = range(4)


@dataclass(frozen=True, slots=True)
class Subject:
    """`kind` is one of the four above; `id` of the area or organization, else 0.

    The whole leaves confidential types out, and so do areas; everything does not, and is for the
    figures of a whole territory that are shown nowhere beside the others.
    """

    kind: int
    id: int = 0

    @classmethod
    def whole(cls) -> "Subject":
        return cls(WHOLE)

    @classmethod
    def everything(cls) -> "Subject":
        return cls(EVERYTHING)

    @classmethod
    def area(cls, area_id: int) -> "Subject":
        return cls(AREA, area_id)

    @classmethod
    def organization(cls, organization_id: int) -> "Subject":
        return cls(ORGANIZATION, organization_id)
