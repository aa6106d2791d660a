"""Keeping what a gate refused, after the act that asked for it was rolled back."""

from datetime import datetime

from django.db import transaction

from yiwang.foundation.records.write import record
from yiwang.work.workflows.admission import NotAdmitted
from yiwang.work.workflows.models import RefusedDemand

SUBJECT = "workflows.refused_demand"


@transaction.atomic
def keep_refused(refusal: NotAdmitted, now: datetime) -> None:
    """A row and a record for each body that was refused; tried again, nothing more happens."""
    for each in refusal.refused:
        row, is_new = RefusedDemand.objects.get_or_create(
            run_id=refusal.run_id,
            organization_id=each.organization_id,
            register=refusal.register,
            defaults={
                "asker_id": refusal.asker_id,
                "kind": refusal.kind,
                "said": each.said[:500],
                "refused_at": now,
            },
        )
        if is_new:
            record(
                f"{SUBJECT}.kept",
                subject=(SUBJECT, row.pk),
                actor=refusal.actor,
                at=now,
                run=refusal.run_id,
                body=each.organization_id,
                asker=refusal.asker_id,
                register=refusal.register,
            )
