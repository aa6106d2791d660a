"""The fields that a part of a definition has for a form, read from the schema.

What the schema gains, the forms have without a change here. Lists of tables (steps, stages,
actions) are no fields: they have pages of their own.
"""

import types
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo


class FieldKind(StrEnum):
    """How a field is filled in."""

    TEXT = "text"
    FLAG = "flag"
    WHOLE = "whole"
    NUMBER = "number"
    CHOICE = "choice"
    LIST = "list"  # of texts, in an order
    GROUP = "group"  # a table of its own, such as a limit


@dataclass(frozen=True, slots=True)
class SchemaField:
    """`name` is the key in its table; `parts` are the fields of a group."""

    name: str
    kind: FieldKind
    is_required: bool = False
    choices: tuple[str, ...] = ()
    parts: tuple["SchemaField", ...] = ()
    default: object = None


def fields_of(model: type[BaseModel]) -> list[SchemaField]:
    """The fields of one table in the order of the schema."""
    found = (_field(name, info) for name, info in model.model_fields.items())
    return [field for field in found if field is not None]


def _field(name: str, info: FieldInfo) -> SchemaField | None:
    kind, choices, parts = _kind(info.annotation)
    if kind is None:
        return None
    default = None if info.is_required() else info.get_default(call_default_factory=True)
    return SchemaField(name, kind, info.is_required(), choices, parts, default)


Shape = tuple[FieldKind | None, tuple[str, ...], tuple[SchemaField, ...]]
_PLAIN = {
    str: FieldKind.TEXT,
    bool: FieldKind.FLAG,
    int: FieldKind.WHOLE,
    float: FieldKind.NUMBER,
    Decimal: FieldKind.NUMBER,
}


def _kind(annotation: Any) -> Shape:  # Any: an annotation of the schema
    for each in _alternatives(annotation):
        if get_origin(each) is Literal:
            return FieldKind.CHOICE, tuple(map(str, get_args(each))), ()
        if get_origin(each) in (list, tuple):
            inner = {_kind(part)[0] for part in get_args(each) if part is not Ellipsis}
            texts = inner <= {FieldKind.TEXT, FieldKind.CHOICE}
            return (FieldKind.LIST if texts else None), (), ()
        if isinstance(each, type):
            return _kind_of_type(each)
    return None, (), ()


def _kind_of_type(each: type) -> Shape:
    if issubclass(each, StrEnum):
        return FieldKind.CHOICE, tuple(str(member) for member in each), ()
    if issubclass(each, BaseModel):
        return FieldKind.GROUP, (), tuple(fields_of(each))
    return _PLAIN.get(each), (), ()


def _alternatives(annotation: Any) -> Iterator[Any]:  # Any: an annotation of the schema
    """What stands in `X | None` or `Annotated[X, …]`, None left out."""
    if get_origin(annotation) is Annotated:
        yield from _alternatives(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, types.UnionType):
        for each in get_args(annotation):
            yield from _alternatives(each)
    elif annotation is not type(None):
        yield annotation
