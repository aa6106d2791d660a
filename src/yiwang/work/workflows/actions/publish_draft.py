"""Publish the draft of a workflow as it was looked at: from a day on, and for a reason."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import Invalid, NotFound, Refusal
from yiwang.work.workflows.actions.discard_draft import NO_DRAFT
from yiwang.work.workflows.actions.publish import publish
from yiwang.work.workflows.definition.drafts import refuse_overtaken
from yiwang.work.workflows.definition.policies import writing
from yiwang.work.workflows.models import Workflow, WorkflowVersion

LONGEST_REASON = 500


class NothingNew(Refusal):
    """The draft says what is published already."""

    code = "nothing_new"

    def __init__(self) -> None:
        super().__init__(
            _("This draft says what the version published last says. Change something first.")
        )


@transaction.atomic
def publish_draft(
    workflow_key: str, *, seen: str, on: date | None, reason: str, actor: Actor, now: datetime
) -> WorkflowVersion:
    """The draft becomes the version in force from the day `on`, today from now on.

    Refuses a day that is past or missing and a missing reason (Invalid), a draft changed since it
    was `seen` (Overtaken), one that changes nothing (NothingNew), and whatever `publish` refuses.
    """
    writing(actor, localdate(now))
    workflow = Workflow.objects.select_for_update().filter(key=workflow_key).first()
    version = workflow.versions.filter(state="drafted").first() if workflow else None
    if workflow is None or version is None:
        raise NotFound(NO_DRAFT)
    refuse_overtaken(workflow, seen)
    since = _since(on, reason, now)
    last = workflow.versions.filter(state="published").order_by("-number").first()
    if last is not None and last.digest == version.digest:
        raise NothingNew
    path = f"{workflow_key}.toml"
    return publish(
        version.source, path=path, effective_from=since, actor=actor, now=now, reason=reason
    )


def _since(on: date | None, reason: str, now: datetime) -> datetime:
    """The moment at which the day begins; today is now. Refuses what cannot be."""
    faults = {}
    if on is None or on < localdate(now):
        faults["on"] = _("Choose today or a later day: what has begun goes on by its own version.")
    if not reason.strip():
        faults["reason"] = _("Please say why the rules change; it stays in the record.")
    elif len(reason) > LONGEST_REASON:
        faults["reason"] = _("Please use at most 500 characters.")
    if faults or on is None:
        raise Invalid(faults)
    begins = datetime.combine(on, time(), get_current_timezone())
    return max(begins, now)
