"""Found a body: from today on it is there, in preparation, at work, or for a time."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.structure.founding.given import BodyFacts, check_code, check_facts
from yiwang.structure.founding.policies import organizing
from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.writing import is_code_taken, new_organization


@transaction.atomic
def found_organization(code: str, facts: BodyFacts, *, actor: Actor, now: datetime) -> Organization:
    """The new body. Refuses a code that is taken and what is not whole (Invalid), and who has no
    power over its area (Forbidden)."""
    today = timezone.localdate(now)
    actor = organizing(facts.area_id, actor, today)
    check_code(code)
    check_facts(facts, today)
    if is_code_taken(code):
        raise Invalid({"code": _("Another body has this code already. Give this one its own.")})
    founded = facts.founded_on or (None if facts.state == "in_preparation" else today)
    values = {**facts.values(), "founded_on": founded, "valid_from": founded or today}
    body = new_organization(code=code, **values)
    record(
        "organizations.organization.founded",
        subject=("organizations.organization", body.pk),
        actor=actor,
        at=now,
        code=code,
        named=body.name,
        kind=body.kind,
        state=body.state,
        area=body.area_id,
        valid_to=body.valid_to.isoformat() if body.valid_to else None,
    )
    return body
