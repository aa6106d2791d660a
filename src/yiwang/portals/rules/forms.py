"""The fields of a form made from the schema: what stands in them, what may, and what is wrong.

A form is read back into plain values without being checked: the reader of definitions judges, and
its sentence stands at the field.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.http import QueryDict
from pydantic import BaseModel

from yiwang.portals.casework.typed import plain
from yiwang.portals.rules.choices import Chosen, Options
from yiwang.portals.rules.words import hint_of, label_of
from yiwang.work.workflows.editing.fields import FieldKind, SchemaField

LONGEST = 2000
LADDERS = {"escalate"}  # lists in which the order counts
LONG_TEXTS = {"says", "says_en", "basis"}
MOST_RUNGS = 8


@dataclass(frozen=True, slots=True)
class FormField:
    """One field as a template shows it. `widget` names the part of the template."""

    name: str
    label: str
    hint: str
    widget: str
    value: str = ""
    values: tuple[str, ...] = ()
    options: Options = field(default_factory=dict)
    is_required: bool = False
    error: str = ""
    parts: tuple["FormField", ...] = ()

    @property
    def id(self) -> str:
        return "f-" + self.name.replace(".", "-")

    @property
    def lines(self) -> str:
        """The values one below another."""
        return "\n".join(self.values)

    @property
    def rungs(self) -> list[str]:
        """The values of a ladder with room for two more."""
        return [*self.values, "", ""][:MOST_RUNGS]


@dataclass(frozen=True, slots=True)
class Filling:
    """What fields are filled with: present values, what was typed, faults by dotted name."""

    chosen: Chosen
    kind: str = ""  # of the step that the fields belong to
    values: Mapping[str, object] = field(default_factory=dict)
    typed: QueryDict | None = None
    faults: Mapping[str, str] = field(default_factory=dict)


def filled(fields: Iterable[SchemaField], filling: Filling, before: str = "") -> list[FormField]:
    """The fields with what stands in them. `before` is the name of what they are parts of."""
    return [_field(each, filling, before) for each in fields]


def values_of(model: BaseModel, fields: Iterable[SchemaField]) -> dict[str, object]:
    """What a part of a definition says, by the names of its fields."""
    return {each.name: getattr(model, each.name) for each in fields}


def read(fields: Iterable[SchemaField], post: QueryDict, before: str = "") -> dict[str, object]:
    """What was typed, as plain values; what was left empty is None."""
    return {each.name: _read(each, post, before + each.name) for each in fields}


def _field(each: SchemaField, filling: Filling, before: str) -> FormField:
    name, value = before + each.name, filling.values.get(each.name)
    options = filling.chosen.options(each.name, filling.kind)
    if options is None and each.choices:
        options = {choice: choice for choice in each.choices}
    texts = _texts(value)
    parts: tuple[FormField, ...] = ()
    if each.kind is FieldKind.GROUP:
        inner = Filling(filling.chosen, filling.kind, _inner(value), filling.typed, filling.faults)
        parts = tuple(filled(each.parts, inner, f"{name}."))
    elif filling.typed is not None:
        texts = tuple(filter(None, map(plain, filling.typed.getlist(name))))
    return FormField(
        name=name,
        label=label_of(each.name),
        hint=hint_of(each.name),
        widget=_widget(each, options),
        value=texts[0] if texts else "",
        values=texts,
        options=_with_unknown(options or {}, texts),
        is_required=each.is_required and each.name != "name_en",
        error=filling.faults.get(name, ""),
        parts=parts,
    )


def _widget(each: SchemaField, options: Options | None) -> str:
    if each.kind is FieldKind.LIST:
        if options is None:
            return "lines"
        return "ladder" if each.name in LADDERS else "checks"
    if options is not None:
        return "choice"
    if each.name in LONG_TEXTS:
        return "long"
    return str(each.kind)


def _with_unknown(options: Options, texts: Sequence[str]) -> Options:
    """What stands there already stays choosable, even where nothing of that name exists."""
    if not options:
        return options
    return options | {text: text for text in texts if text not in options}


def _texts(value: object) -> tuple[str, ...]:
    if value in (None, "", False):
        return ()
    if isinstance(value, (list, tuple)):
        return tuple(map(str, value))
    if isinstance(value, Decimal):
        return (f"{value.normalize():f}",)
    return (str(value),)


def _inner(value: object) -> Mapping[str, object]:
    if isinstance(value, BaseModel):
        return {name: getattr(value, name) for name in type(value).model_fields}
    return {}


def _read(each: SchemaField, post: QueryDict, name: str) -> object:
    if each.kind is FieldKind.GROUP:
        inner = read(each.parts, post, f"{name}.")
        kinds = {part.name: part.kind for part in each.parts}
        told = [v for k, v in inner.items() if kinds[k] not in (FieldKind.CHOICE, FieldKind.FLAG)]
        return inner if any(v not in (None, "", []) for v in told) else None
    if each.kind is FieldKind.LIST:
        given = (line for text in post.getlist(name) for line in plain(text).split("\n"))
        return list(dict.fromkeys(filter(None, map(str.strip, given))))
    text = plain(post.get(name, ""))[:LONGEST]
    if each.kind is FieldKind.FLAG:
        return True if text else (False if each.default else None)
    if each.kind in (FieldKind.NUMBER, FieldKind.WHOLE):
        return _number(text)
    return text if text or (each.is_required and each.name in ("name", "name_en")) else None


def _number(text: str) -> object:
    """A number where it is one; else what was typed, for the reader of definitions to refuse."""
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite() or abs(number) > 10**9:
        return text
    return int(number) if number == int(number) else float(number)
