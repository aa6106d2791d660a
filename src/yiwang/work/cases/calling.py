"""What a call-back has brought: told by the reporter, noted by somebody who had no part in it."""

from datetime import datetime
from typing import Any

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.writing import insert, reserve, update
from yiwang.work.cases.models import CallBack, Rating, ReopenRequest, Reply
from yiwang.work.cases.models.call_back import REACHED
from yiwang.work.workflows.calling_back import is_last_attempt
from yiwang.work.workflows.subjects import Inputs

BY_TELEPHONE = "phone"


def note_call(
    task_id: int, result: str, inputs: Inputs, *, actor: Actor, now: datetime
) -> dict[str, Any]:
    """Keep it; the grade is also the rating of an answer that has none yet, and what is not solved
    becomes a request to handle it again. Nobody was reached once the last attempt is made. Returns
    what the record should hold: no words."""
    if result == "missed" and not is_last_attempt(task_id, now):
        return {}
    call = CallBack.objects.get(task=task_id)
    call.result, call.at, call.by = result, now, actor.capacity[:200]
    call.grade = inputs.grade if result in REACHED else None
    update(call, "result", "at", "by", "grade")
    if call.grade is None:
        return {}
    learned: dict[str, Any] = {"grade": call.grade, **_rated(call, inputs, call.grade, now)}
    if result == "unsolved":
        [request_id] = reserve(ReopenRequest)
        reason = inputs.reason.strip()
        of = {"case_id": call.case_id, "reason": reason, "at": now}
        insert([ReopenRequest(id=request_id, is_by_telephone=True, **of)])
        learned["request"] = request_id
    return learned


def _rated(call: CallBack, inputs: Inputs, grade: int, now: datetime) -> dict[str, Any]:
    """There is one rating for an answer, and the reporter's own stays what it is."""
    replies = Reply.objects.filter(case=call.case_id).select_related("rating")
    reply = replies.order_by("id").last()
    if reply is None or hasattr(reply, "rating"):
        return {}
    rating = Rating(
        case_id=call.case_id,
        reply=reply,
        grade=grade,
        reason=inputs.reason.strip(),
        way=BY_TELEPHONE,
        entered_by=call.by,
        at=now,
    )
    insert([rating])
    return {"reply": reply.pk}
