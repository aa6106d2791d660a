"""Tabler's outline icons as inline SVG, read from `node_modules` when first used."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

FOLDER = "node_modules/@tabler/icons/icons/outline"
SHELL = (
    '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor"'
    ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"'
    ' focusable="false">'
)


class UnknownIcon(Exception):
    """Tabler has no outline icon of that name."""


@cache
def icon_svg(name: str) -> SafeString:
    """The icon, hidden from screen readers: a page always writes its label beside it.

    Empty where the npm packages are not installed, so that pages stay readable.
    """
    folder = Path(settings.ROOT) / FOLDER
    if not folder.exists():
        return SafeString("")
    source = folder / f"{name}.svg"
    if not name.replace("-", "").isalnum() or not source.exists():
        raise UnknownIcon(f"{name!r} is no outline icon of Tabler; see https://tabler.io/icons")
    text = source.read_text()
    body = text[text.index(">") + 1 : text.rindex("</svg>")]
    shapes = [line.strip() for line in body.splitlines() if 'd="M0 0h24v24H0z"' not in line]
    return mark_safe(SHELL + "".join(shapes) + "</svg>")  # noqa: S308  a file of a pinned package
