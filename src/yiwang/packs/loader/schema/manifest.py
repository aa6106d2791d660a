"""`pack.toml`: what the pack is called and which files it is made of."""

from datetime import date

from yiwang.packs.loader.schema.parts import Key, Name, OneOrMore, Part


class Manifest(Part):
    """Paths are relative to the folder of the pack; what is not listed is not loaded."""

    key: Key
    name: Name
    name_en: Name
    about: str = ""
    about_en: str = ""
    version: str
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
    notices: OneOrMore = []  # `../notices/kinds.toml` is there for every pack
    boards: str | None = None  # of the command centre; none: the standard one
    reviews: list[str] = []  # schemes of reviews, and scorecards
    mechanisms: str | None = None  # read by `yiwang pack coverage` only
