"""The card of one body: what it is, what it is there for, how it stands to others, who is at it,
what waits at it, and what happened to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.foundation.accounts.queries import names_of_accounts
from yiwang.foundation.records.queries import history_of
from yiwang.portals.bodies.words import sector_names, told
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.desk.structure_words import kind_label, relation_label
from yiwang.structure.founding.policies import may_organize
from yiwang.structure.organizations.listing import (
    all_links_of,
    by_code,
    predecessors_of,
    remits_of,
    standing_of,
)
from yiwang.structure.organizations.models import Organization, OrganizationLink
from yiwang.structure.organizations.queries import names_of
from yiwang.structure.posts.queries import roster_of
from yiwang.structure.registers.obligations import owed_by
from yiwang.structure.registers.queries import entries_saying
from yiwang.structure.registers.readings import readings_of_body
from yiwang.work.cases.queries.open_at import open_at

DID_SHOWN = 50  # of what it held and did


@dataclass(frozen=True, slots=True)
class Tie:
    """One link as seen from the body on the card: in words, with the body at the other end."""

    link: OrganizationLink
    label: str
    other: Organization


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that was done to the body, by whom, in which capacity."""

    at: object
    sentence: str
    who: str


@staff_page
@require_safe
def body(request: HttpRequest, code: str) -> HttpResponse:
    """Everything known of one body, what is over too."""
    on, now = timezone.localdate(), timezone.now()
    found = by_code(code)
    ties = ties_of(found)
    remits = remits_of([found.pk])
    may = may_organize(found, actor_of(request), on)
    waiting = open_at(found.pk, account_id=account_of(request), now=now)
    context = {
        "body": found,
        "kind": kind_label(found.kind),
        "sector": sector_names(on).get(found.sector, found.sector),
        "standing": standing_of(found, on),
        "follows": predecessors_of(found.pk),
        "ties": [tie for tie in ties if _holds(tie.link.valid_to, on)],
        "former_ties": [tie for tie in ties if not _holds(tie.link.valid_to, on)],
        "remits": [each for each in remits if _holds(each.valid_to, on)],
        "former_remits": [each for each in remits if not _holds(each.valid_to, on)],
        "tasks": entries_saying({"sector": found.sector}, on) if found.sector else [],
        "owes": owed_by(found, on) if not found.has_ended(on) else [],
        "did": readings_of_body(found.pk, DID_SHOWN),
        "roster": roster_of(None, [found.pk], on, managers=[found.pk]),
        "waiting": waiting if may else waiting.known,
        "history": _history(found),
        "may_organize": may,
        "has_ended": found.has_ended(on),
        "now": now,
    }
    return page(request, "bodies/card.html", context)


def ties_of(found: Organization) -> list[Tie]:
    """Its links both ways, in words, grouped by what they say."""
    ties = [_tie(link, found.pk) for link in all_links_of(found.pk)]
    return sorted(ties, key=lambda tie: tie.label)


def _tie(link: OrganizationLink, own_id: int) -> Tie:
    if link.source_id == own_id:
        return Tie(link, relation_label(link.kind, "out"), link.target)
    return Tie(link, relation_label(link.kind, "in"), link.source)


def _holds(until: date | None, on: date) -> bool:
    return until is None or until > on


def _history(found: Organization) -> Sequence[Happening]:
    records = history_of(("organizations.organization", found.pk))
    people = names_of_accounts({each.account_id for each in records if each.account_id})
    others = [each.data.get("target") or each.data.get("followed_by") for each in records]
    names = names_of([pk for pk in others if pk])
    return [
        Happening(
            each.at,
            told(each, names),
            " · ".join(part for part in (people.get(each.account_id or 0), each.capacity) if part),
        )
        for each in reversed(records)
    ]
