"""`statistics.toml`: the kinds of figures from outside that a locality adds, or says otherwise."""

from typing import Literal

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


class StatisticsFile(Part):
    """What is not named is as in `insight/statistics/standard.toml`."""

    series: list[SeriesPart] = []
