"""A definition's text changed in one place; comments, order and unknown settings are kept.

Values are plain: text, numbers, lists of text, and tables of these. None strikes a setting out.
Nothing is checked here: the reader of definitions does that.
"""

import math
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array, Item

from yiwang.foundation.toml_lines import Path

Table = MutableMapping[str, Any]  # Any: whatever a setting holds
Values = Mapping[str, Any]


def with_values(text: str, place: Path, values: Values) -> str:
    """Set each of these settings of the table at `place`; () is the whole definition."""
    document = tomlkit.parse(text)
    _fill(_at(document, place), values)
    return tomlkit.dumps(document)


def with_step(text: str, key: str, values: Values) -> str:
    """A new step at the end."""
    document = tomlkit.parse(text)
    _at(document, ("steps",))[key] = _table(values)
    return tomlkit.dumps(document)


def without_step(text: str, key: str) -> str:
    """The step struck out; what leads there is found by the proof."""
    document = tomlkit.parse(text)
    _at(document, ("steps",)).pop(key)
    return tomlkit.dumps(document)


def with_table(text: str, place: tuple[str, str], values: Values) -> str:
    """The settings of a table with a header of its own, made where it is missing."""
    document = tomlkit.parse(text)
    outer, inner = place
    if outer not in document:
        document[outer] = tomlkit.table(is_super_table=True)
    if inner not in document[outer]:
        document[outer][inner] = _table({})
    _fill(document[outer][inner], values)
    return tomlkit.dumps(document)


def without_table(text: str, place: tuple[str, str]) -> str:
    """The table struck out, and what held it when nothing else is in it."""
    document = tomlkit.parse(text)
    outer, inner = place
    document[outer].pop(inner)
    if not document[outer]:
        document.pop(outer)
    return tomlkit.dumps(document)


def with_step_moved(text: str, key: str, by: int) -> str:
    """The step one place up (-1) or down (1) in the order in which steps are listed."""
    document = tomlkit.parse(text)
    steps = _at(document, ("steps",))
    order = list(steps)
    place = order.index(key)
    if not 0 <= place + by < len(order):
        return text
    order.insert(place + by, order.pop(place))
    tables = {name: steps.pop(name) for name in list(steps)}
    for name in order:
        steps[name] = tables[name]
    return tomlkit.dumps(document)


def with_item_moved(text: str, place: Path, index: int, by: int) -> str:
    """An item of the list at `place`, such as an action of a step, one up (-1) or down (1)."""
    document = tomlkit.parse(text)
    items = _at(document, place)
    if not 0 <= index + by < len(items):
        return text
    item = items.pop(index)
    items.insert(index + by, item)
    return tomlkit.dumps(document)


def with_action(text: str, step: str, values: Values) -> str:
    """A new action at the end of a step."""
    document = tomlkit.parse(text)
    table, place = _table(values), _at(document, ("steps", step))
    actions = place.get("actions")
    if isinstance(actions, AoT):
        actions.append(table)
    elif actions:
        actions.append(_inline(values))
    else:
        place["actions"] = tomlkit.aot()
        place["actions"].append(table)
    return tomlkit.dumps(document)


def without_action(text: str, step: str, index: int) -> str:
    """The action struck out."""
    document = tomlkit.parse(text)
    place = _at(document, ("steps", step))
    del place["actions"][index]
    if not place["actions"]:
        del place["actions"]
    return tomlkit.dumps(document)


def with_stage(text: str, values: Values) -> str:
    """A new stage at the end."""
    document = tomlkit.parse(text)
    stages = document["stages"]
    if isinstance(stages, AoT):
        stages.append(_table(values))
    elif isinstance(stages, Array):
        stages.append(_inline(values))
        stages.multiline(multiline=True)
    return tomlkit.dumps(document)


def without_stage(text: str, index: int) -> str:
    """The stage struck out."""
    document = tomlkit.parse(text)
    del document["stages"][index]
    return tomlkit.dumps(document)


def new_key(taken: Iterable[str], stem: str) -> str:
    """A key that nothing has yet: the stem itself, else with the first free number."""
    known = set(taken)
    if stem not in known:
        return stem
    return next(key for n in range(2, len(known) + 3) if (key := f"{stem}_{n}") not in known)


def _at(document: Any, place: Path) -> Any:  # Any: tomlkit's own containers
    for part in place:
        document = document[part]
    return document


def _fill(table: Table, values: Values) -> None:
    for name, value in values.items():
        if value is None or value in ([], {}):
            table.pop(name, None)
        elif isinstance(value, Mapping) and isinstance(table.get(name), MutableMapping):
            _fill(table[name], value)
            if not table[name]:
                del table[name]
        elif name not in table or not _same(table[name], value):
            _put(table, name, _item(value))


def _put(table: Table, name: str, item: Item) -> None:
    """A new setting goes before the tables below, where it still belongs to this one."""
    following = [key for key, value in table.items() if _opens_a_table(value)]
    if name in table or not following:
        table[name] = item
        return
    later = {key: table.pop(key) for key in following}
    table[name] = item
    for key, value in later.items():
        table[key] = value


def _opens_a_table(value: object) -> bool:
    return isinstance(value, (AoT, tomlkit.items.Table))


def _same(present: object, value: object) -> bool:
    return bool(present == value)


def _item(value: object) -> Item:
    if isinstance(value, Mapping):
        return _inline(value)
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return _lines(value)
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        value = int(value)
    return tomlkit.item(value)


def _lines(tables: Iterable[Values]) -> Array:
    """A list of tables, one a line."""
    array = tomlkit.array()
    for values in tables:
        array.append(_inline(values))
    return array.multiline(multiline=True)


def _table(values: Values) -> Item:
    """A table with a header of its own, and a blank line after it."""
    table = tomlkit.table()
    _fill(table, values)
    table.add(tomlkit.nl())
    return table


def _inline(values: Values) -> Item:
    table = tomlkit.inline_table()
    for name, value in values.items():
        if value is not None and value not in ([], {}):
            table[name] = _item(value)
    return table
