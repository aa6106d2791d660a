"""Change a body: its name, what it does, where it serves, its state, its end."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Refusal
from yiwang.structure.founding.given import BodyFacts, check_facts, seen_of
from yiwang.structure.founding.policies import organizing
from yiwang.structure.organizations.writing import organization_under_lock

ENDED = _("This body has ended. What it was stays as it is; found a new one instead.")


class Overtaken(Refusal):
    """Somebody else has changed the body since the writer looked at it."""

    code = "overtaken"

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else has changed this body meanwhile. Look at it again, then change it.")
        )


@transaction.atomic
def change_organization(
    organization_id: int, facts: BodyFacts, *, seen: str, actor: Actor, now: datetime
) -> list[str]:
    """The names of the fields that changed; the same facts again change and record nothing.

    Refuses who has no power over the area it serves or is to serve (Forbidden), a body that has
    ended (AlreadyDone), one changed since it was `seen` (Overtaken), what is not whole (Invalid).
    A temporary body whose end is moved keeps its people until the new end.
    """
    today = timezone.localdate(now)
    body = organization_under_lock(organization_id)
    actor = organizing(body.area_id, actor, today)
    if facts.area_id != body.area_id:
        actor = organizing(facts.area_id, actor, today)
    if body.has_ended(today):
        raise AlreadyDone(ENDED)
    wanted = {**facts.values(), "valid_to": facts.valid_to}
    differing = [name for name, value in wanted.items() if getattr(body, name) != value]
    if not differing:
        return []
    if seen_of(body) != seen:
        raise Overtaken
    check_facts(facts, today)
    before = {name: _plain(getattr(body, name)) for name in differing}
    for name in differing:
        setattr(body, name, wanted[name])
    body.by_hand = True
    body.save(update_fields=[*differing, "by_hand"])
    record(
        "organizations.organization.changed",
        subject=("organizations.organization", body.pk),
        actor=actor,
        at=now,
        before=before,
        after={name: _plain(wanted[name]) for name in differing},
    )
    return differing


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
