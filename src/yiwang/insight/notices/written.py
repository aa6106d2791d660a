"""What a notice may say: its fields with everything that is wrong with them.

Everybody reads it, so numbers by which somebody could be told are refused everywhere in it, and
whoever writes it says that nobody is named, or that those who are agreed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.personal_numbers import personal_numbers
from yiwang.foundation.refusals import Invalid, Sentence
from yiwang.insight.notices.models import NoticeKind
from yiwang.insight.notices.models.kind import NAMED
from yiwang.insight.notices.models.notice import AGREED, LANGUAGES, PEOPLE
from yiwang.work.cases.publishing import PUBLIC

LONGEST = {"title": 120, "text": 8000, "when": 200, "place": 200}
MOST_LINES = 300

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written. `area` is an id."""

    kind: str
    area_id: int
    title: str
    text: str
    people: str
    valid_from: date
    valid_until: date | None = None
    organization_id: int | None = None
    language: str = "zh-hans"
    when: str = ""
    place: str = ""
    items: Sequence[Row] = field(default_factory=list)
    views: Sequence[Row] = field(default_factory=list)
    links: Sequence[Row] = field(default_factory=list)
    matters: Sequence[Row] = field(default_factory=list)
    follows_id: int | None = None


def check(written: Written, kind: NoticeKind) -> None:
    """Raises Invalid with every fault by its field."""
    faults: dict[str, Sentence] = {
        name: _("Please use at most %(most)d characters.") % {"most": most}
        for name, most in LONGEST.items()
        if len(getattr(written, name)) > most
    }
    if not written.title.strip():
        faults["title"] = _("Give it a title that says what it is about.")
    if not written.text.strip():
        faults["text"] = _("Write what everybody should know.")
    if written.people not in PEOPLE:
        faults["people"] = _("Say whether somebody is named, and whether they agreed.")
    elif NAMED in kind.parts and written.people != AGREED:
        faults["people"] = _("This kind names people: write it only when everyone agreed.")
    if written.language not in LANGUAGES:
        faults["language"] = _("Choose a language from the list.")
    if written.valid_until is not None and written.valid_until < written.valid_from:
        faults["valid_until"] = _("The last day lies before the first one.")
    faults |= _faults_of_lists(written) | _numbers(written)
    faults |= _parts_not_of(written, kind)
    if faults:
        raise Invalid(faults)


def _faults_of_lists(written: Written) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    for name in ("items", "views", "links", "matters"):
        if len(getattr(written, name)) > MOST_LINES:
            faults[name] = _("Please write at most %(most)d lines.") % {"most": MOST_LINES}
    for link in written.links:
        parts = urlsplit(link["url"])
        if parts.scheme not in ("http", "https") or not parts.netloc:
            faults["links"] = _("Write each link as: title | https://address")
    for view in written.views:
        if not view["number"].isdecimal() or not view["source"]:
            faults["views"] = _("Write each line as: what | number | day | where the number stands")
    return faults


def _numbers(written: Written) -> dict[str, Sentence]:
    texts = {name: str(getattr(written, name)) for name in LONGEST}
    for name in ("items", "links", "matters"):
        texts[name] = "\n".join(" ".join(row.values()) for row in getattr(written, name))
    return {name: PUBLIC for name, text in texts.items() if personal_numbers(text)}


def _parts_not_of(written: Written, kind: NoticeKind) -> dict[str, Sentence]:
    parts: dict[str, object] = {"items": written.items, "views": written.views}
    parts |= {"links": written.links, "hours": written.when, "matters": written.matters}
    said = _("A notice of this kind has no such part. Leave it empty.")
    return {
        "when" if name == "hours" else name: said
        for name, filled in parts.items()
        if filled and name not in kind.parts
    }
