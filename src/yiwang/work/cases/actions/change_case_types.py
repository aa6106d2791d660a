"""Change types of cases that an administrator named in a table or a form, and no others."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import Invalid
from yiwang.foundation.sheets.telling import Telling, record_changes
from yiwang.work.cases.actions.load_case_types import CaseTypeRow, load_case_types
from yiwang.work.cases.models import CaseType
from yiwang.work.cases.type_rows import rows_in_order
from yiwang.work.workflows.proof import prove_for_types
from yiwang.work.workflows.queries.published import workflows_in_force

SUBJECT = "cases.type"


@transaction.atomic
def change_case_types(
    rows: Sequence[CaseTypeRow], told: Mapping[str, Telling], *, actor: Actor, now: datetime
) -> None:
    """Write the rows, by key; what runs by limits that change is reckoned anew soon after.

    Refuses (Invalid, by key) a type whose upper type or workflow does not exist, and types by which
    a workflow in force is not proved any more. Called with checked rows by who asked who may.
    """
    before = _findings(now)
    load_case_types(rows_in_order(rows), actor=actor, now=now)
    if new := [said for said in _findings(now) if said not in before]:
        raise Invalid(dict.fromkeys((row.key for row in rows), new[0]))
    ids = dict(CaseType.objects.filter(key__in=list(told)).values_list("key", "pk"))
    record_changes(SUBJECT, {ids[key]: each for key, each in told.items()}, actor=actor, at=now)


def _findings(now: datetime) -> list[str]:
    """What the proof says of the workflows in force as far as it depends on the types."""
    on = timezone.localdate(now)
    definitions = [each.definition for each in workflows_in_force(now)]
    return [
        f"{definition.name}: {found}"
        for definition in definitions
        for found in prove_for_types(definition, on)
    ]
