"""What a browser sent, without what no database stores: line ends as we write them, no NUL."""

from decimal import Decimal, InvalidOperation

from django.http import QueryDict


def text_of(query: QueryDict, name: str, longest: int | None = None) -> str:
    """The field as text, trimmed; empty when it was not sent."""
    return plain(query.get(name, ""))[:longest]


def plain(text: str) -> str:
    """The text that can be stored."""
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


def is_percent(text: str) -> bool:
    """Whether a number was typed as so many of a hundred: `98.39 %`."""
    return text.rstrip().endswith(("%", "％"))


def number_of(text: str) -> Decimal | None:
    """A number as people type it, `8,740` or `98.39 %`; None where it is none."""
    written = text.replace(",", "").replace("，", "").rstrip()
    try:
        number = Decimal(written.removesuffix("%").removesuffix("％"))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
