"""Fields of lists in which areas, bodies and people are found by their names: what is kept is the
code, as in tables."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse_lazy
from django.utils.functional import Promise

from yiwang.foundation.refusals import NotFound, Sentence
from yiwang.foundation.sheets.columns import Column, Reference
from yiwang.portals.administration.people_found import people_meant
from yiwang.portals.casework.areas_found import area_meant, as_offered, key_in
from yiwang.portals.casework.bodies_found import body_as_offered, body_meant
from yiwang.structure.administration.areas import AN_AREA
from yiwang.structure.administration.kinds.organizations import A_BODY
from yiwang.structure.administration.kinds.people import SOMEBODY
from yiwang.structure.organizations.listing import by_code
from yiwang.structure.territory.naming import area_written, written


@dataclass(frozen=True, slots=True)
class Finder:
    """`address` offers names while one is typed; `code_of` says which one is meant, or raises
    NotFound; `named` is what stands in the field for a code."""

    address: str | Promise
    code_of: Callable[[str], str]
    named: Callable[[str], str]


def _user_name_of(words: str) -> str:
    meant, faults = people_meant([words])
    if words in faults:
        raise NotFound(faults[words])
    return meant[words]


_FINDERS: list[tuple[Reference, Finder]] = [
    (
        AN_AREA,
        Finder(
            reverse_lazy("desk_areas_found"),
            lambda words: written(area_meant(words)),
            lambda code: as_offered(area_written(code)),
        ),
    ),
    (
        A_BODY,
        Finder(
            reverse_lazy("bodies_found"),
            lambda words: body_meant(words).code,
            lambda code: body_as_offered(by_code(code)),
        ),
    ),
    (
        SOMEBODY,
        Finder(reverse_lazy("administration_people_found"), _user_name_of, lambda code: code),
    ),
]


def finder_of(column: Column) -> Finder | None:
    """How what the column names is found; None where it is typed, or chosen from a list."""
    return next((finder for of, finder in _FINDERS if of is column.refers), None)


def code_meant(column: Column, finder: Finder, words: str) -> tuple[str, Sentence]:
    """The code of what is meant, and why none is: then it is what was typed."""
    code = key_in(words)
    if not words or (column.refers and column.refers.named([code])):
        return code, ""
    try:
        return finder.code_of(words), ""
    except NotFound as refusal:
        return words, refusal.sentence


def as_named(finder: Finder, code: str) -> str:
    """The code with its name; what there is none of stays as it is."""
    try:
        return finder.named(code) if code else ""
    except NotFound:
        return code
