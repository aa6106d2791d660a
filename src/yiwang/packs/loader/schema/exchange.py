"""Lists of cards, fields of service, and demonstration cards and funds that show them."""

from datetime import date, time
from decimal import Decimal
from typing import Literal

from pydantic import Field

from yiwang.packs.loader.schema.parts import Key, Name, Part


class CardKindPart(Part):
    """A list of cards. Its times lie outside the working hours of the calendar `off_hours_of`."""

    key: Key
    side: Literal["need", "offer", "post", "project"]
    name: Name
    name_en: str = ""
    hint: str = ""
    hint_en: str = ""
    unit: str = "份"
    unit_en: str = "part"
    claimed_by: list[Literal["organizations", "volunteers", "everybody"]] = []
    is_public: bool = True
    needs_second: bool = False
    off_hours_of: str = ""
    hold_days: int | None = Field(default=None, gt=0, le=366)
    most_held: int | None = Field(default=None, gt=0)


class TagPart(Part):
    key: Key
    name: Name
    name_en: str = ""


class EveryPart(Part):
    """A time that comes round every week: `weekday` from 1, Monday, for so many weeks on."""

    weekday: int = Field(ge=1, le=7)
    start: time
    end: time
    places: int = Field(gt=0)
    weeks: int = Field(default=8, gt=0, le=26)


class CardPart(Part):
    """A fictitious card; `area` as files say it, `organization`, `venue` and `claims` codes of
    bodies."""

    kind: Key
    area: str
    title: str = Field(min_length=1, max_length=80)
    text: str = ""
    organization: str = ""
    venue: str = ""
    place: str = ""
    tags: list[Key] = []
    amount: int = Field(default=1, gt=0)
    opens_on: date | None = None
    year: int | None = None
    budget: Decimal | None = None
    series: str = ""
    every: EveryPart | None = None
    claims: list[str] = []


class GiftPart(Part):
    """`donor` is the code of a body, `outside` the name of one that is none."""

    amount: Decimal = Field(gt=0)
    on: date
    words: Name
    donor: str = ""
    outside: str = ""


class FundPart(Part):
    code: str = Field(pattern=r"^[A-Za-z0-9_-]+$")
    name: Name
    name_en: str = ""
    purpose: str = Field(min_length=1, max_length=500)
    organization: str
    area: str
    opened_on: date
    is_demonstration: bool = False
    gifts: list[GiftPart] = []


class ExchangeFile(Part):
    kinds: list[CardKindPart] = []
    tags: list[TagPart] = []
    cards: list[CardPart] = []
    funds: list[FundPart] = []
