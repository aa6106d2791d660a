"""The draft of a workflow: there is one at most, and its digest says whether a text is new."""

from hashlib import sha256

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Refusal
from yiwang.work.workflows.models import Workflow, WorkflowVersion


class Overtaken(Refusal):
    """Somebody else has changed the draft since the writer looked at it."""

    code = "overtaken"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody else has changed this draft meanwhile. Nothing of yours is lost: look at "
                "what they changed, then save again."
            )
        )


def draft_of(workflow: Workflow) -> WorkflowVersion:
    """The one draft of a workflow, or a new one with the next number, not saved yet."""
    latest = latest_of(workflow)
    if latest is not None and latest.state == "drafted":
        return latest
    return WorkflowVersion(workflow=workflow, number=latest.number + 1 if latest else 1)


def latest_of(workflow: Workflow) -> WorkflowVersion | None:
    """The version with the highest number: the draft, if there is one."""
    return workflow.versions.order_by("-number").first()


def refuse_overtaken(workflow: Workflow, seen: str | None) -> None:
    """Raise Overtaken unless the latest version is the one with this digest; None asks nothing."""
    latest = latest_of(workflow)
    if seen is not None and (latest is None or latest.digest != seen):
        raise Overtaken


def write_source(version: WorkflowVersion, text: str) -> None:
    """Put the text, and the digest by which it is known again, into a draft."""
    version.source = text
    version.digest = digest_of(text)


def digest_of(text: str) -> str:
    """The sha256 of a source."""
    return sha256(text.encode()).hexdigest()
