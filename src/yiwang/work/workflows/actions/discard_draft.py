"""Throw a draft away: what is published stays as it is."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import NotFound
from yiwang.work.workflows.definition.drafts import refuse_overtaken
from yiwang.work.workflows.definition.policies import writing
from yiwang.work.workflows.models import Workflow

NO_DRAFT = _("There is no draft of this workflow. Draft a new version first.")


@transaction.atomic
def discard_draft(workflow_key: str, *, actor: Actor, now: datetime, seen: str) -> None:
    """Refuses those who do not publish rules, where there is no draft (NotFound), and a draft that
    somebody has changed since (Overtaken)."""
    actor = writing(actor, localdate(now))
    workflow = Workflow.objects.select_for_update().filter(key=workflow_key).first()
    version = workflow.versions.filter(state="drafted").first() if workflow else None
    if workflow is None or version is None:
        raise NotFound(NO_DRAFT)
    refuse_overtaken(workflow, seen)
    record(
        "workflows.definition.draft_discarded",
        subject=("workflows.definition", version.pk),
        actor=actor,
        at=now,
        workflow=workflow.key,
        number=version.number,
        digest=version.digest,
    )
    version.delete()
