"""`statistics.toml`: the kinds of figures from outside that a locality adds, or says otherwise."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from yiwang.packs.loader.schema.parts import Key, Name, Part


class SeriesPart(Part):
    """One kind of figure; see `insight/statistics/series.py`."""

    key: Key
    name: Name
    name_en: str = ""
    unit: Name
    unit_en: str = ""
    kind: Literal["sum", "level"]
    better: Literal["", "more", "less"] = ""
    goal: str = ""
    adds_up: bool = True


class ValueLine(Part):
    """A figure of an area for a time, both days included, with the paper it was taken from."""

    series: Key
    area: str
    first: date
    last: date
    value: Decimal = Field(ge=0)
    source: str = Field(min_length=1, max_length=300)


class StatisticsFile(Part):
    """What is not named is as in `insight/statistics/standard.toml`. Figures themselves, if the
    pack brings any, are in the CSV file `table` beside this one."""

    series: list[SeriesPart] = []
    table: str | None = None
