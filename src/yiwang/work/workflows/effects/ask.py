"""Asked: a task for somebody else to decide; until then nothing changes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Invalid, Refusal
from yiwang.structure.posts.queries import nearest_posts, post_ids_held_by
from yiwang.work.workflows.deed import Deed, is_open, note_opened
from yiwang.work.workflows.definition.schema import RequestTerms
from yiwang.work.workflows.granting import GRANTING
from yiwang.work.workflows.models import Request, Task
from yiwang.work.workflows.opening import Draft, open_tasks
from yiwang.work.workflows.subjects import Inputs, morning_of
from yiwang.work.workflows.timing import terms as clock_terms

LONGEST_DEMAND = 500


class AskedAlready(Refusal):
    """One request at a time, and not more often than the rules allow."""

    code = "asked_already"


class NobodyToApprove(Refusal):
    """There is nobody else who could decide."""

    code = "nobody_to_approve"


def ask(deed: Deed) -> dict[str, Any]:
    """Open the approver's task. Refuses what could not be granted, and what is asked too often."""
    kind, inputs = deed.act.asks, deed.inputs
    terms = deed.setting.definition.requests[kind]
    is_whole = GRANTING[kind].is_whole(deed)
    _check_times(deed, terms, is_whole=is_whole)
    _check_reason(inputs, terms)
    GRANTING[kind].check(deed, terms)
    approval = _open_approval(deed, terms)
    request = Request(
        run=deed.run,
        task=deed.task,
        is_whole=is_whole,
        kind=kind,
        reason_code=inputs.reason_code,
        reason=inputs.reason.strip(),
        value=inputs.value if "value" in deed.act.needs else None,
        until=morning_of(inputs.until) if "until" in deed.act.needs else None,
        asked_by_id=deed.actor.account_id,
        asked_by_post_id=deed.task.post_id,
        asked_as=deed.actor.capacity,
        asked_at=deed.now,
        approval=approval,
    )
    deed.pending.add(request)
    return {"reason_code": inputs.reason_code, "to_post": approval.post_id, **_told(request)}


def _told(request: Request) -> dict[str, Any]:
    return {
        "value": str(request.value) if request.value is not None else "",
        "until": request.until.isoformat() if request.until else "",
    }


def _check_times(deed: Deed, terms: RequestTerms, *, is_whole: bool) -> None:
    waiting = [t for t in deed.tasks if t.role == "approver" and is_open(t)]
    if any(task.follows_id == deed.task.pk for task in waiting):
        raise AskedAlready(_("You are waiting for a decision already. One request at a time."))
    made = Request.objects.filter(run=deed.run, kind=deed.act.asks)
    counted = made.filter(decision__in=["pending", "granted"])
    if not is_whole:
        counted = counted.filter(task=deed.task)
    number = counted.count()
    if is_whole and counted.filter(decision="pending").exists():
        raise AskedAlready(_("Somebody has asked for this already. Wait for the decision."))
    if terms.times is not None and number >= terms.times:
        raise AskedAlready(_("This has been granted as often as the rules allow."))


def _check_reason(inputs: Inputs, terms: RequestTerms) -> None:
    if inputs.reason_code and inputs.reason_code not in {each.key for each in terms.reasons}:
        raise Invalid({"reason_code": _("This reason is not known. Choose one from the list.")})


def _open_approval(deed: Deed, terms: RequestTerms) -> Task:
    draft = Draft(
        role="approver",
        post_id=_approver(deed, terms),
        demand=deed.inputs.reason.strip()[:LONGEST_DEMAND],
        follows=deed.task,
        terms=(clock_terms("resolve", terms.limit, deed.setting.situation),),
        is_told=bool(terms.escalate),
    )
    opened = open_tasks(deed.setting, [draft])
    note_opened(deed, opened)
    return opened[0]


def _approver(deed: Deed, terms: RequestTerms) -> int:
    """The nearest post from the area upward that is not one of who asks."""
    area_id, on = deed.setting.situation.area_id, deed.setting.on
    posts = nearest_posts(terms.approver, area_id, on) if area_id else None
    if posts is not None and deed.actor.account_id is not None:
        posts = posts.exclude(pk__in=post_ids_held_by(deed.actor.account_id, on))
    found = posts.first() if posts is not None else None
    if found is None:
        raise NobodyToApprove(
            _("There is nobody else who could decide about this. Speak to the level above.")
        )
    return found
