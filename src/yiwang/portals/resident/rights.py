"""Four rights of residents, and where each is exercised here: only ways that are open today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yiwang.foundation.refusals import Sentence
from yiwang.insight.notices.queries import kinds, standing
from yiwang.portals.templatetags.yiwang import named
from yiwang.structure.registers.queries import current_version, registers
from yiwang.work.cases.queries.publications import published_in

SESSION = "session"  # the kind of notice in which councils make known agenda and minutes
WORKS = "small_works"  # the kind in which communities make known what they build and what it costs


@dataclass(frozen=True, slots=True)
class Way:
    """What one can do, where, and how much stands there now; None where that is not counted."""

    name: Sentence
    says: Sentence
    url: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Right:
    """One right, and its ways; a right of which nothing is open here says so by having none."""

    key: str
    name: Sentence
    ways: list[Way]


def rights(on: date) -> list[Right]:
    """The four, in the order in which they are named; four queries."""
    by_kind: dict[str, int] = {}
    for key in standing(on).values_list("kind__key", flat=True):
        by_kind[key] = by_kind.get(key, 0) + 1
    published = published_in(None).count()
    return [
        Right("know", pgettext("right", "To know"), list(_know(on, by_kind))),
        Right("take_part", pgettext("right", "To take part"), list(_take_part(by_kind))),
        Right("decide", pgettext("right", "To decide"), list(_decide(by_kind, published))),
        Right("oversee", pgettext("right", "To oversee"), list(_oversee(by_kind))),
    ]


def _know(on: date, by_kind: dict[str, int]) -> Iterator[Way]:
    says = _("What is being done in your area, what was done, and what closes when.")
    yield Way(_("Notice board"), says, reverse("notice_board"), sum(by_kind.values()))
    if lists := sum(1 for each in registers() if each.is_public and current_version(each.key, on)):
        says = _("Who answers for what, by which rule, since when.")
        yield Way(_("Open lists"), says, reverse("open_registers"), lists)
    says = _("How many matters came in and were solved, with both numbers of every rate.")
    yield Way(_("Figures"), says, reverse("figures"))
    says = _("Every step of a matter you reported, with its code.")
    yield Way(_("Follow a matter"), says, reverse("follow"))


def _take_part(by_kind: dict[str, int]) -> Iterator[Way]:
    says = _("A problem, an idea, something to be talked over: no account is needed.")
    yield Way(_("Report something"), says, reverse("report"))
    for kind in kinds():
        if kind.takes_comments and kind.key not in (SESSION, WORKS) and by_kind.get(kind.key):
            says = _("Say what you think of it: it is read and answered on the same page.")
            yield Way(named(kind), says, _of_kind(kind.key), by_kind[kind.key])


def _decide(by_kind: dict[str, int], published: int) -> Iterator[Way]:
    if by_kind.get(SESSION):
        says = _("The agenda before, open to everybody; the minutes after, with what was decided.")
        name = _("Open sessions of councils")
        yield Way(name, says, _of_kind(SESSION), by_kind[SESSION])
    if published:
        says = _(
            "What is to be decided stands open first: object to it there, and read what came of it."
        )
        yield Way(_("Made known before it is decided"), says, reverse("published"), published)
    says = _("Whether your matter is solved is for you to say: rate it, or ask for it again.")
    yield Way(_("The end of your matter"), says, reverse("follow"))


def _oversee(by_kind: dict[str, int]) -> Iterator[Way]:
    says = _("Rate how it was handled; who was dissatisfied may have it opened again, and appeal.")
    yield Way(_("Rate a matter"), says, reverse("follow"))
    if works := by_kind.get(WORKS):
        says = _("What each work costs, who does it, until when: comment on it.")
        yield Way(_("Small works"), says, _of_kind(WORKS), works)
    says = _("About this software itself: a person reads it and answers.")
    yield Way(_("Complain about this software"), says, reverse("complaint"))


def _of_kind(key: str) -> str:
    return f"{reverse('notice_board')}?kind={key}"
