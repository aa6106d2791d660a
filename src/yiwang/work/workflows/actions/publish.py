"""Publish a definition: from its date on, new runs follow it. Only a proved one gets through.

Runs that have started keep the version they started under.
"""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, Refusal
from yiwang.work.workflows.definition.drafts import digest_of, draft_of, write_source
from yiwang.work.workflows.definition.policies import workflow_to_write
from yiwang.work.workflows.definition.read import read_definition
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.models import Workflow, WorkflowVersion
from yiwang.work.workflows.proof import Finding, prove


class Unproved(Refusal):
    """The proof has found what breaks this definition; `findings` says all of it."""

    code = "unproved"

    def __init__(self, definition: Definition, findings: list[Finding]) -> None:
        super().__init__(_("This workflow cannot run as it is written; see what the proof found."))
        self.definition = definition
        self.findings = findings

    def __str__(self) -> str:
        return "\n".join([str(self.sentence), *map(str, self.findings)])


@transaction.atomic
def publish(
    text: str,
    *,
    path: str,
    effective_from: datetime,
    actor: Actor,
    now: datetime,
    reason: str = "",
) -> WorkflowVersion:
    """Put a definition into force from a date; the source published last changes nothing again.

    A draft of another text stays a draft, with the number after this one.

    Refuses a text that is no definition (FaultyDefinition), one that the proof breaks (Unproved),
    and a date before that of the version it follows (Invalid).
    """
    definition = read_definition(text, path)
    workflow, actor = workflow_to_write(definition, actor=actor, on=localdate(now))
    last = workflow.versions.filter(state="published").order_by("-number").first()
    if last is not None and last.digest == digest_of(text):
        return last
    _check(definition, last, effective_from, now)
    version = _published(workflow, text, effective_from, now)
    _rename(workflow, definition)
    record(
        "workflows.definition.published",
        subject=("workflows.definition", version.pk),
        actor=actor,
        at=now,
        workflow=workflow.key,
        number=version.number,
        before=last.number if last else None,
        digest=version.digest,
        effective_from=effective_from.isoformat(),
        reason=reason,
    )
    return version


def _check(
    definition: Definition, last: WorkflowVersion | None, effective_from: datetime, now: datetime
) -> None:
    if last is not None and last.effective_from and effective_from < last.effective_from:
        sentence = _("A version that takes effect later is published already; choose a later date.")
        raise Invalid({"effective_from": sentence})
    if findings := prove(definition, on=localdate(max(effective_from, now))):
        raise Unproved(definition, findings)


def _published(
    workflow: Workflow, text: str, effective_from: datetime, now: datetime
) -> WorkflowVersion:
    version = _to_publish(workflow, text)
    write_source(version, text)
    version.state = "published"
    version.effective_from = effective_from
    version.published_at = now
    version.save()
    return version


def _to_publish(workflow: Workflow, text: str) -> WorkflowVersion:
    """The draft, if it is this text; else a new version, which a draft of another text follows."""
    version = draft_of(workflow)
    if version.pk is None or version.digest == digest_of(text):
        return version
    number = version.number
    version.number += 1
    version.save(update_fields=["number"])
    return WorkflowVersion(workflow=workflow, number=number)


def _rename(workflow: Workflow, definition: Definition) -> None:
    """The workflow carries the names of its latest version."""
    workflow.name, workflow.name_en = definition.name, definition.name_en
    workflow.subject = definition.subject
    workflow.save(update_fields=["name", "name_en", "subject"])
