"""Lines of TOML values: on the awkward texts, and on every path that tomllib finds."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.foundation.toml_lines import line_of, line_of_error, lines_of

AWKWARD = """\
# a comment with [brackets] and = signs
title = "one # not a comment"
long = \"\"\"
[not.a.table]
x = 1 \\\"\"\" still inside\"\"\"
raw = '''
[[neither]]'''
a.b."c.d" = 1

['quoted table'.inner]
list = [
  1, # first
  { x = 1, y = [2, 3] },
  "]",
]

[[steps]]
name = "first"
[[steps.actions]]
act = "a"
[[steps.actions]]
act = "b"

[[steps]]
name = "second"
[steps.limit]
value = 2026-01-01 08:00:00
[[steps.actions]]
act = "c"
"""


def leaves_of(value, path=()):
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    else:
        return {path}
    return {path} | {leaf for key, inner in items for leaf in leaves_of(inner, (*path, key))}


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("long",), 3),
        (("raw",), 6),
        (("a", "b", "c.d"), 8),
        (("quoted table", "inner"), 10),
        (("quoted table", "inner", "list"), 11),
        (("quoted table", "inner", "list", 0), 12),
        (("quoted table", "inner", "list", 1, "y", 1), 13),
        (("quoted table", "inner", "list", 2), 14),
        (("steps", 0), 17),
        (("steps", 0, "actions", 1, "act"), 22),
        (("steps", 1, "name"), 25),
        (("steps", 1, "limit", "value"), 27),
        (("steps", 1, "actions", 0), 28),
        (("steps", 1, "actions", 0, "act"), 29),
    ],
)
def test_each_value_has_the_line_it_begins_on(path, line):
    assert lines_of(AWKWARD)[path] == line


def test_every_path_of_the_document_has_a_line():
    assert leaves_of(tomllib.loads(AWKWARD)) - {()} - set(lines_of(AWKWARD)) == set()


KEYS = st.text("ab.-\"# '=", min_size=1, max_size=4)
VALUES = st.recursive(
    st.integers() | st.text("a#]}\"'\\,\n", max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def toml_of(value) -> str:
    if isinstance(value, dict):
        pairs = ", ".join(f"{toml_of(key)} = {toml_of(inner)}" for key, inner in value.items())
        return "{ " + pairs + " }"
    if isinstance(value, list):
        return "[\n" + "".join(f"  {toml_of(inner)}, # ]\n" for inner in value) + "]"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"'
    return str(value)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_any_document_is_walked_to_its_end(document):
    text = "".join(f"{toml_of(key)} = {toml_of(value)}\n" for key, value in document.items())
    assert tomllib.loads(text) == document

    assert leaves_of(document) - {()} == set(lines_of(text))


def test_an_unknown_path_has_the_line_of_what_is_around_it():
    assert line_of(lines_of(AWKWARD), ("steps", 1, "missing")) == 24
    assert line_of(lines_of(AWKWARD), ("nowhere",)) == 1


@pytest.mark.parametrize(
    ("text", "line"), [("a = 1\nb = \n", 2), ("a = 1\n[b\n", 2), ("a = [\n\n", 3)]
)
def test_a_syntax_error_has_the_line_where_reading_stopped(text, line):
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)

    assert line_of_error(caught.value, text) == line
