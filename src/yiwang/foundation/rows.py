"""Making new rows quickly, for acts that make many at once.

A row is what `table(**given)` would make. Django asks every field for that, sends two signals and
checks every related row, which costs more than writing the row; here defaults are known already.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model
from django.db.models.base import ModelState

M = TypeVar("M", bound=Model)


class _Shape(NamedTuple):
    """What a table's rows begin with."""

    names: frozenset[str]  # attributes and references
    defaults: dict[str, Any]  # Any: values of columns
    made_anew: list[tuple[str, Callable[[], Any]]]  # of which every row has its own: lists
    references: list[tuple[str, str]]  # `run`, `run_id`


def new_row(table: type[M], **given: Any) -> M:
    """A row that is in no database yet. `given` are attributes (`post_id=3`) or rows (`run=run`).

    TypeError for a name that the table does not have.
    """
    shape = _shape(table)
    if not shape.names.issuperset(given):
        raise TypeError(f"{table.__name__} has no {sorted(given.keys() - shape.names)}")
    made = table.__new__(table)
    state = made._state = ModelState()
    values = made.__dict__
    values |= shape.defaults
    for name, make in shape.made_anew:
        if name not in given:
            values[name] = make()
    for name, attribute in shape.references:
        if name in given:
            related = state.fields_cache[name] = given.pop(name)
            given[attribute] = None if related is None else related.pk
    values |= given
    return made


@lru_cache
def _shape(table: type[Model]) -> _Shape:
    fields = table._meta.concrete_fields
    references = [(field.name, field.attname) for field in fields if field.is_relation]
    made_anew = [each for each in fields if each.has_default() and callable(each.default)]
    return _Shape(
        frozenset(name for field in fields for name in (field.attname, field.name)),
        {field.attname: field.get_default() for field in fields},
        [(field.attname, field.get_default) for field in made_anew],
        references,
    )
