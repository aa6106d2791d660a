"""What the checks of the file shapes find, said so that one knows what to write instead."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


def sentence_for(problem: "ErrorDetails") -> str:
    """The sentence for one finding of pydantic."""
    key = ".".join(str(part) for part in problem["loc"])
    words = {"key": key, "value": problem.get("input"), "problem": problem["msg"]}
    return _pattern(problem["type"]) % words


def _pattern(kind: str) -> str:
    if kind == "missing":
        return _("%(key)s is missing: add it.")
    if kind == "extra_forbidden":
        return _("%(key)s is not known here: correct its spelling or remove it.")
    if kind.startswith("date"):
        return _("%(key)s: %(value)s is not a date; write it as 2026-01-31.")
    if kind.startswith("bool"):
        return _("%(key)s: %(value)s is neither yes nor no.")
    if kind.startswith(("int", "float", "decimal")):
        return _("%(key)s: %(value)s is not a number that fits here.")
    return _("%(key)s: %(value)s cannot be used: %(problem)s.")
