"""Post types, where their posts are, and team patterns such as 1+6+N."""

from pydantic import Field

from yiwang.packs.loader.schema.parts import Key, Name, Part


class PostTypePart(Part):
    key: Key
    name: Name
    name_en: str = ""
    powers: list[str] = []
    specialty: str = ""
    is_working: bool = True
    duty: str = ""
    duty_en: str = ""


class PostPattern(Part):
    """A post of `type` at every organization of these kinds, functions and levels; or, without
    kinds and functions, in every area of these levels, at `organization` when that is given."""

    type: Key
    kinds: list[str] = []
    functions: list[str] = []
    levels: list[str] = []
    organization: str = ""
    seats: int = Field(default=1, ge=0)  # 0: as many as come


class TeamPart(Part):
    """The team of every area of these levels: a leader, specialists, and as many others as come."""

    key: str  # as people say it, which must fit what follows: 1+6+N
    name: Name
    name_en: str = ""
    levels: list[str]
    organization: str = ""
    leader: Key
    specialists: list[Key]
    others: Key | None = None


class PostsFile(Part):
    types: list[PostTypePart]
    patterns: list[PostPattern] = []
    teams: list[TeamPart] = []
