"""Messages in words. There is nothing to put into a sentence but the kind, a number and a moment; a
`Line` has no room for more, and a test holds it to that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yiwang.insight.messages.kinds import kind_of
from yiwang.insight.messages.models import Message

MOST_BYTES = 2000  # WeCom takes 2048
MOST_LINES = 50


@dataclass(frozen=True, slots=True)
class Line:
    """All that is said of one message. `path` is where it opens, on our own host."""

    kind: str
    number: str
    due_at: datetime | None
    path: str


def line_of(message: Message) -> Line:
    """What is said of a message, and its link: of a group's, that of the case itself."""
    if message.account_id is not None:
        path = f"/messages/{message.pk}"
    elif message.about == "case":
        path = f"/desk/cases/{message.about_id}/"
    else:
        path = "/desk/"
    return Line(message.kind, message.number, message.due_at, path)


def sentence(line: Line) -> str:
    """“A task came · no. 26000123 · due 27 November 17:00”."""
    parts = [str(kind_of(line.kind).says)]
    if line.number:
        parts.append(_("no. %(number)s") % {"number": line.number})
    if line.due_at:
        when = date_format(timezone.localtime(line.due_at), "DATETIME_FORMAT")
        parts.append(_("due %(when)s") % {"when": when})
    return " · ".join(parts)


def subject(lines: Sequence[Line]) -> str:
    """The head of an e-mail: what it is, or how many there are."""
    if len(lines) == 1:
        return _("Yiwang: %(what)s") % {"what": kind_of(lines[0].kind).says}
    said = ngettext("Yiwang: %(count)d message", "Yiwang: %(count)d messages", len(lines))
    return said % {"count": len(lines)}


def letter(lines: Sequence[Line]) -> str:
    """An e-mail: a sentence and a link for each, and where to choose other ways."""
    shown = [_with_link(line) for line in lines[:MOST_LINES]]
    choose = _("Which messages come to you, and when, you choose here:")
    foot = [f"{choose} {settings.PUBLIC_ADDRESS}/messages/settings"]
    return "\n\n".join([*shown, *_others(lines, MOST_LINES), *(foot if _has_links() else [])])


def note(lines: Sequence[Line]) -> str:
    """The same for a group: as many as fit."""
    for most in range(min(len(lines), 8), 0, -1):
        shown = [_with_link(line) for line in lines[:most]]
        said = "\n".join([_("Yiwang"), *shown, *_others(lines, most)])
        if len(said.encode()) <= MOST_BYTES:
            return said
    return sentence(lines[0])


def short_note(lines: Sequence[Line]) -> str:
    """A text message: the first one, and how many more there are."""
    return " ".join([_with_link(lines[0]), *_others(lines, 1)])


def _others(lines: Sequence[Line], shown: int) -> list[str]:
    left = len(lines) - shown
    if left <= 0:
        return []
    said = ngettext("and %(count)d more message", "and %(count)d more messages", left)
    return [said % {"count": left}]


def _with_link(line: Line) -> str:
    return (
        f"{sentence(line)} {settings.PUBLIC_ADDRESS}{line.path}" if _has_links() else sentence(line)
    )


def _has_links() -> bool:
    return bool(settings.PUBLIC_ADDRESS)
