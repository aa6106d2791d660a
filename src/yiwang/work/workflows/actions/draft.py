"""Draft a definition: kept to be discussed, compared and proved; nothing runs by it yet."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.work.workflows.definition.drafts import (
    draft_of,
    latest_of,
    refuse_overtaken,
    write_source,
)
from yiwang.work.workflows.definition.policies import workflow_to_write
from yiwang.work.workflows.definition.read import FaultyDefinition, read_definition
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.editing.compare import differences
from yiwang.work.workflows.models import WorkflowVersion

MOST_PLACES = 200  # of the places changed, as the record names them


@transaction.atomic
def draft(
    text: str, *, path: str, actor: Actor, now: datetime, seen: str | None = None
) -> WorkflowVersion:
    """Keep this text as the draft of its workflow, in place of an earlier draft.

    Refuses a text that is no definition (FaultyDefinition), and one written over a state that is
    not the latest any more (Overtaken): `seen` is the digest of the version it was written from.
    It need not be proved yet.
    """
    definition = read_definition(text, path)
    workflow, actor = workflow_to_write(definition, actor=actor, on=localdate(now))
    refuse_overtaken(workflow, seen)
    before, version = latest_of(workflow), draft_of(workflow)
    changed = _changed(before, definition)
    replaced = before.digest if before else ""
    write_source(version, text)
    version.save()
    record(
        "workflows.definition.drafted",
        subject=("workflows.definition", version.pk),
        actor=actor,
        at=now,
        workflow=workflow.key,
        number=version.number,
        before=replaced,
        digest=version.digest,
        changed=changed,
    )
    return version


def _changed(before: WorkflowVersion | None, after: Definition) -> list[str]:
    """The places that differ from the text replaced; none where that cannot be read any more."""
    if before is None:
        return []
    try:
        earlier = read_definition(before.source, "")
    except FaultyDefinition:
        return []
    return [each.place for each in differences(earlier, after)][:MOST_PLACES]
