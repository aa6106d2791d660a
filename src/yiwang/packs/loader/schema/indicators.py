"""`indicators.toml`: indicators a locality adds or says otherwise, and the figures it states."""

from decimal import Decimal

from pydantic import Field

from yiwang.packs.loader.schema.parts import Key, Name, Part


class IndicatorPart(Part):
    """As in `insight/measures/standard.toml`; one with the key of a standard one replaces it.

    `words` says what the numbers of other sources are called, by term.
    """

    key: Key
    name: Name
    name_en: str = ""
    unit: str
    numerator: list[str]
    denominator: list[str] = []
    beside: list[str] = []
    always: list[str] = []
    period: str = "reported"
    better: str = ""
    public: bool = False
    source: str = ""
    meaning: str = ""
    meaning_en: str = ""
    percentile: int | None = Field(default=None, ge=1, le=99)
    words: dict[str, str] = {}
    words_en: dict[str, str] = {}


class FigurePart(Part):
    """What the locality states, in its own words, to be counted again: over the last `days`, or
    everything there is. Its numerator and denominator where it states them."""

    indicator: Key
    value: Decimal
    says: str = Field(min_length=1)
    numerator: int | None = None
    denominator: int | None = None
    days: int | None = Field(default=None, ge=1)


class IndicatorsFile(Part):
    """What is not named is as in the standard."""

    indicators: list[IndicatorPart] = []
    figures: list[FigurePart] = []
