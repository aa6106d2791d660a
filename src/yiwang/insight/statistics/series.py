"""Which kinds of figures are typed in: the standard ones, and what a locality adds."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.configuration.kept import kept
from yiwang.foundation.refusals import NotFound
from yiwang.insight.statistics.models import LocalSeries

STANDARD = Path(__file__).parent / "standard.toml"
KINDS = ("sum", "level")


@dataclass(frozen=True, slots=True)
class Series:
    """A kind of figure. `kind`: "sum" over days, or "level" on the last day. `adds_up`: the figures
    of parts make that of the whole; means and shares do not."""

    key: str
    name: str
    unit: str
    kind: str
    name_en: str = ""
    unit_en: str = ""
    better: str = ""  # more, less
    goal: str = ""
    adds_up: bool = True

    @property
    def label(self) -> str:
        return self.name_en if self.name_en and _is_english() else self.name

    @property
    def counted_in(self) -> str:
        return self.unit_en if self.unit_en and _is_english() else self.unit


@cache
def standard() -> Mapping[str, Series]:
    """Key -> kind of figure, as delivered."""
    listed = tomllib.loads(STANDARD.read_text("utf-8"))["series"]
    return {each["key"]: Series(**each) for each in listed}


@kept
def all_series() -> Mapping[str, Series]:
    """The same here, in the order of the standard; what a locality adds comes last."""
    local = dict(LocalSeries.objects.order_by("pk").values_list("key", "data"))
    return {**standard(), **{key: Series(key=key, **data) for key, data in local.items()}}


def series_named(key: str) -> Series:
    """One of them. NotFound for another key."""
    found = all_series().get(key)
    if found is None:
        raise NotFound(_("There is no such figure. Choose one from the list."))
    return found


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
