"""`pack.toml`: what the pack is called and which files it is made of."""

from datetime import date

from pydantic import Field

from yiwang.packs.loader.schema.parts import Key, Name, OneOrMore, Part


class BrandPart(Part):
    """What the locality calls its governance: at the head of every page, in the place of ours."""

    name: str = Field(min_length=1, max_length=40)
    name_en: str = Field(default="", max_length=60)
    slogan: str = Field(default="", max_length=60)
    slogan_en: str = Field(default="", max_length=120)


class PracticePart(Part):
    """What is tried in a practice installation, and as whom: `who` has an account for each role."""

    exercises: list[str] = []  # `../practice/exercises.toml` is there for every pack
    who: dict[Key, str] = {}


class Manifest(Part):
    """Paths are relative to the folder of the pack; what is not listed is not loaded."""

    key: Key
    name: Name
    name_en: Name
    about: str = ""
    about_en: str = ""
    version: str
    brand: BrandPart | None = None
    starts_on: date  # from when areas, organizations and appointments are valid
    calendars: list[str] = []
    nets: list[str] = []
    organizations: str | None = None
    posts: str | None = None
    staff: str | None = None
    case_types: OneOrMore = []  # `../case_types/city.csv` is there for every pack
    registers: list[str] = []
    workflows: list[str] = []
    statistics: str | None = None  # kinds of figures from outside, beside the standard ones
    warnings: str | None = None  # numbers of warnings that differ from the standard
    messages: str | None = None  # who is told what, beside what is usual
    indicators: str | None = None  # and the figures that the locality states
    connectors: str | None = None  # what other systems send
    exchange: OneOrMore = []  # `../exchange/kinds.toml` is there for every pack
    notices: OneOrMore = []  # `../notices/kinds.toml` is there for every pack
    boards: str | None = None  # of the command centre; none: the standard one
    reviews: list[str] = []  # schemes of reviews, and scorecards
    practice: PracticePart | None = None
    mechanisms: str | None = None  # read by `yiwang pack coverage` only
