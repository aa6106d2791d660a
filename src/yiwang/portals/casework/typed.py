"""What a browser sent, without what no database stores: line ends as we write them, no NUL."""

from django.http import QueryDict


def text_of(query: QueryDict, name: str, longest: int | None = None) -> str:
    """The field as text, trimmed; empty when it was not sent."""
    return plain(query.get(name, ""))[:longest]


def plain(text: str) -> str:
    """The text that can be stored."""
    return text.replace("\r\n", "\n").replace("\x00", "").strip()
