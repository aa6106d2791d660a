"""The draft of a workflow: there is one at most, and its digest says whether a text is new."""

from hashlib import sha256

from yiwang.work.workflows.models import Workflow, WorkflowVersion


def draft_of(workflow: Workflow) -> WorkflowVersion:
    """The one draft of a workflow, or a new one with the next number, not saved yet."""
    latest = workflow.versions.order_by("-number").first()
    if latest is not None and latest.state == "drafted":
        return latest
    return WorkflowVersion(workflow=workflow, number=latest.number + 1 if latest else 1)


def write_source(version: WorkflowVersion, text: str) -> None:
    """Put the text, and the digest by which it is known again, into a draft."""
    version.source = text
    version.digest = digest_of(text)


def digest_of(text: str) -> str:
    """The sha256 of a source."""
    return sha256(text.encode()).hexdigest()
