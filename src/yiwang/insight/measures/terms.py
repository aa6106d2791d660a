"""What an indicator may be made from, and what is wrong with one that cannot be counted."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Sentence
from yiwang.insight.measures.counts import BY_NAME, STANDING
from yiwang.insight.measures.indicators import PERIODS, SCALES
from yiwang.insight.measures.sources import is_source, names_of_sources

BETTER = ("", "more", "less")


def fault_of(table: Mapping[str, Any]) -> Sentence | None:
    """What is wrong with an indicator as its table in TOML says it, if anything."""
    if table.get("unit") not in SCALES:
        return _not_one_of(_("There is no unit %(said)s; known are: %(known)s."), table, "unit")
    if table.get("period", PERIODS[0]) not in PERIODS:
        return _not_one_of(_("There is no period %(said)s; known are: %(known)s."), table, "period")
    if table.get("better", "") not in BETTER:
        return _("Write “more” or “less” for what is better, or nothing.")
    strange = [term for term in _terms(table) if not is_term(term)]
    if strange:
        return _(
            "Nothing is counted by the name %(said)s. Counts are: %(counts)s. Other sources, each "
            "with a colon and what is asked: %(sources)s."
        ) % {
            "said": strange[0],
            "counts": ", ".join([*BY_NAME, *STANDING]),
            "sources": ", ".join(names_of_sources()),
        }
    if not {*table.get("always", ())} <= {*table.get("beside", ())}:
        return _("What always stands beside it has to be named in “beside” as well.")
    return _without_a_sum(table)


def is_term(term: str) -> bool:
    """Whether anything is counted by this name; a leading "-" subtracts."""
    name = term.removeprefix("-")
    return name in BY_NAME or name in STANDING or (":" in name and is_source(name))


def _terms(table: Mapping[str, Any]) -> list[str]:
    return [*table.get("numerator", ()), *table.get("denominator", ()), *table.get("beside", ())]


def _without_a_sum(table: Mapping[str, Any]) -> Sentence | None:
    if table.get("percentile") is None and not table.get("numerator"):
        return _("Say what is counted: name the counts of the numerator.")
    if table["unit"] in ("percent", "per_10000", "mean") and not table.get("denominator"):
        return _("A share needs a denominator: name what it is of.")
    return None


def _not_one_of(sentence: Sentence, table: Mapping[str, Any], field: str) -> Sentence:
    known = {"unit": list(SCALES), "period": list(PERIODS)}[field]
    return sentence % {"said": table.get(field) or '""', "known": ", ".join(known)}
