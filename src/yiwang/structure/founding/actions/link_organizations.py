"""Link two bodies: from a day on one owns, manages, uses, guides … the other."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, Sentence
from yiwang.structure.founding.policies import organizing_one_of
from yiwang.structure.organizations.models import Organization, OrganizationLink
from yiwang.structure.organizations.writing import (
    LINK_KINDS,
    above_by,
    new_link,
    open_link,
    organization_under_lock,
)

LONGEST = {"theme": 60, "agreed": 500, "grounds": 300}


@dataclass(frozen=True, slots=True)
class Agreement:
    """What each of two bodies does, under which theme, why, until when (that day excluded)."""

    agreed: str = ""
    theme: str = ""
    grounds: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class NewLink:
    """`source` stands to `target` as `kind` says, from the day `since` on."""

    source_id: int
    kind: str
    target_id: int
    since: date | None
    agreement: Agreement = Agreement()


@transaction.atomic
def link_organizations(wanted: NewLink, *, actor: Actor, now: datetime) -> OrganizationLink:
    """The link; the same again is the one that is there, and records nothing.

    Refuses who has no power over either end (Forbidden); a body linked to itself, an end that has
    ended, a day before one of them began, a chain that would come round again, and a theme,
    grounds or an end without what is agreed (Invalid).
    """
    today = timezone.localdate(now)
    both = sorted({wanted.source_id, wanted.target_id})  # so that no two writers wait in a circle
    ends = {each: organization_under_lock(each) for each in both}
    source, target = ends[wanted.source_id], ends[wanted.target_id]
    actor = organizing_one_of((source, target), actor, today)
    if there := open_link(source.pk, wanted.kind, target.pk):
        return there
    since = _since(wanted, source, target, today)
    agreement = _agreement(wanted.agreement, since)
    link = new_link(source.pk, wanted.kind, target.pk, since, **agreement)
    record(
        "organizations.link.made",
        subject=("organizations.organization", source.pk),
        actor=actor,
        at=now,
        link=link.pk,
        kind=wanted.kind,
        target=target.pk,
        valid_from=since.isoformat(),
        agreed=link.agreed,
    )
    return link


def _agreement(given: Agreement, since: date) -> dict[str, object]:
    """The columns of the agreement; without one none is filled."""
    faults: dict[str, Sentence] = {}
    words = {name: str(getattr(given, name)).strip() for name in LONGEST}
    if not words["agreed"] and (words["theme"] or words["grounds"] or given.until):
        faults["agreed"] = _("Say what each of the two does.")
    for name, most in LONGEST.items():
        if len(words[name]) > most:
            faults[name] = _("At most %(most)s characters, please.") % {"most": most}
    if given.until and given.until <= since:
        faults["until"] = _("It ends before it begins. Choose a later day.")
    if faults:
        raise Invalid(faults)
    return {**words, "valid_to": given.until}


def _since(wanted: NewLink, source: Organization, target: Organization, today: date) -> date:
    faults: dict[str, Sentence] = {}
    since = wanted.since or today
    if wanted.kind not in LINK_KINDS:
        faults["kind"] = _("Choose how the two stand to each other.")
    if source.pk == target.pk:
        faults["other"] = _("A body is not linked to itself. Choose another one.")
    elif target.has_ended(today) or source.has_ended(today):
        faults["other"] = _("One of them has ended. Choose a body that is still there.")
    elif above_by(wanted.kind, source.pk, target.pk, today):
        faults["other"] = _(
            "“%(target)s” stands below “%(source)s” already, so this would go round in a circle."
        ) % {"target": target.name, "source": source.name}
    if since < max(source.valid_from, target.valid_from):
        faults["since"] = _("One of them was not there yet. Choose a later day.")
    if faults:
        raise Invalid(faults)
    return since
