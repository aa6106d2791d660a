"""Kinds of notices, and demonstration notices that show them."""

from datetime import date
from typing import Literal

from pydantic import Field

from yiwang.packs.loader.schema.parts import Key, Name, Part


class NoticeKindPart(Part):
    """`parts`: what its form has beside title and text."""

    key: Key
    name: Name
    name_en: str = ""
    hint: str = ""
    hint_en: str = ""
    parts: list[
        Literal["pictures", "before_after", "items", "views", "hours", "links", "matters", "named"]
    ] = []
    takes_comments: bool = False


class ItemPart(Part):
    title: Name
    note: str = ""


class ViewPart(Part):
    """Statistics of an outside channel, as somebody typed them in."""

    of: Name
    number: str = Field(pattern=r"^\d+$")
    on: str = ""
    source: Name


class LinkPart(Part):
    title: Name
    url: str = Field(pattern=r"^https?://")


class NoticePart(Part):
    """A fictitious notice; `area` as files say it, `organization` a code."""

    kind: Key
    area: str
    organization: str = ""
    title: Name
    text: str = Field(min_length=1)
    when: str = ""
    place: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    items: list[ItemPart] = []
    views: list[ViewPart] = []
    links: list[LinkPart] = []


class NoticesFile(Part):
    kinds: list[NoticeKindPart] = []
    notices: list[NoticePart] = []
