"""Granted or refused, by somebody else than who asked; what granting does lies in `granting`."""

from typing import Any

from yiwang.work.workflows.closing import end_task
from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.granting import GRANTING
from yiwang.work.workflows.models import Request


def grant(deed: Deed) -> dict[str, Any]:
    """What was asked for takes effect. Refuses what cannot be granted any more."""
    request = _decided(deed, "granted")
    end_task(deed)
    done = GRANTING[request.kind].grant(deed, request)
    return {**_told(request), "reason": request.reason, **done}


def refuse(deed: Deed) -> dict[str, Any]:
    """Everything stays as it is."""
    request = _decided(deed, "refused")
    end_task(deed)
    return _told(request)


def _decided(deed: Deed, decision: str) -> Request:
    request = Request.objects.select_related("task").get(approval=deed.task)
    request.decision, request.decided_at = decision, deed.now
    request.decided_by_id, request.decided_as = deed.actor.account_id, deed.actor.capacity
    request.decision_reason = deed.inputs.reason.strip()
    deed.pending.change(request, *_DECIDED)
    deed.past = f"{request.kind}_{decision}"
    return request


def _told(request: Request) -> dict[str, Any]:
    return {
        "request": request.pk,
        "kind": request.kind,
        "asked_on": request.task_id,
        "reason_code": request.reason_code,
    }


_DECIDED = ("decision", "decided_at", "decided_by_id", "decided_as", "decision_reason")
