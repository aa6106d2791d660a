"""Draft a definition: kept to be discussed, compared and proved; nothing runs by it yet."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.work.workflows.definition.drafts import draft_of, write_source
from yiwang.work.workflows.definition.policies import workflow_to_write
from yiwang.work.workflows.definition.read import read_definition
from yiwang.work.workflows.models import WorkflowVersion


@transaction.atomic
def draft(text: str, *, path: str, actor: Actor, now: datetime) -> WorkflowVersion:
    """Keep this text as the draft of its workflow, in place of an earlier draft.

    Refuses a text that is no definition (FaultyDefinition). It need not be proved yet.
    """
    definition = read_definition(text, path)
    workflow, actor = workflow_to_write(definition, actor=actor, on=localdate(now))
    version = draft_of(workflow)
    write_source(version, text)
    version.save()
    record(
        "workflows.definition.drafted",
        subject=("workflows.definition", version.pk),
        actor=actor,
        at=now,
        workflow=workflow.key,
        number=version.number,
        digest=version.digest,
    )
    return version
