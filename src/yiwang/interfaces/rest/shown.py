"""How a case stands, as the interface says it."""

from collections.abc import Iterator
from dataclasses import asdict

from django.utils.translation import gettext as _

from yiwang.interfaces.rest.schemas import CaseShown
from yiwang.work.cases.actions.answer_question import ACTION as ANSWER_QUESTION
from yiwang.work.cases.actions.heed_reporter import (
    CORRECT_CONTACT,
    ERASE_CONTACT,
    NUDGE,
    WITHDRAW,
)
from yiwang.work.cases.actions.reopen_closed import REOPEN_CLOSED
from yiwang.work.cases.queries import Progress
from yiwang.work.cases.queries.ending import Ending
from yiwang.work.workflows.acts import ACTS


def shown(progress: Progress) -> CaseShown:
    """Everything the holder of the code may see, and what they may do now."""
    case = progress.case
    return CaseShown.model_validate(
        {
            "number": case.number,
            "state": "open" if case.is_open else "closed",
            "urgent": bool(case.run and case.run.is_urgent),
            "stage": progress.stage,
            "outside": asdict(progress.outside) if progress.outside else None,
            "decide_until": progress.decide_until,
            "actions": list(_offered(progress)),
            "ending": _ended(progress.ending) if progress.ending else None,
            "reported_at": case.reported_at,
            "closed_at": case.closed_at,
            **_who_and_when(progress),
            **_said(progress),
        }
    )


def _who_and_when(progress: Progress) -> dict[str, object]:
    return {
        "stages": [
            {"key": stage.key, "name": stage.name, "state": str(stage.state)}
            for stage in progress.stages
        ],
        "answering": [
            {
                "who": one.who,
                "is_lead": one.is_lead,
                "has_signed": one.has_signed,
                "due_at": one.due_at,
                "late_seconds": one.seconds_late,
            }
            for one in progress.answering
        ],
        "holds": [
            {
                "kind": line.kind,
                "reason": line.reason_label or (line.reason if progress.is_reporter else ""),
                "until": line.until,
                "by": line.decided_as,
                "at": line.decided_at,
            }
            for line in progress.holds
        ],
    }


def _said(progress: Progress) -> dict[str, object]:
    asked = progress.question
    return {
        "question": {"text": asked.text, "by": asked.by, "until": asked.until} if asked else None,
        "steps": [
            {"at": event.at, "what": event.sentence, "by": event.who} for event in progress.events
        ],
        "replies": [
            {"text": reply.text, "by": reply.by, "at": reply.at, "grade": reply.grade}
            for reply in progress.replies
        ],
        "requests": [
            {
                "is_appeal": line.is_appeal,
                "reason": line.reason,
                "at": line.at,
                "decision": line.decision,
                "decided_at": line.decided_at,
                "decided_by": line.decided_by,
            }
            for line in progress.requests
        ],
    }


def _offered(progress: Progress) -> Iterator[dict[str, object]]:
    """What the page of the case has buttons for, by the same words."""
    for choice in progress.choices:
        yield _action(choice.key, choice.name, *sorted(ACTS[choice.act].needs))
    if progress.question:
        yield _action(ANSWER_QUESTION, _("Answer"), "text")
    if progress.may_nudge:
        yield _action(NUDGE, _("Nudge them"))
    if progress.ending and progress.ending.until:
        yield _action(REOPEN_CLOSED, _("Ask to have it handled again"), "reason")
    if progress.is_reporter:
        yield from _offered_of_its_own(progress)


def _offered_of_its_own(progress: Progress) -> Iterator[dict[str, object]]:
    """To the reporter, whatever the step."""
    has_contact = bool(progress.contact and progress.contact.mask)
    if progress.case.is_open:
        yield _action(CORRECT_CONTACT, _("Change it") if has_contact else _("Leave one"), "contact")
        yield _action(WITHDRAW, _("Withdraw my report"))
    if has_contact:
        yield _action(ERASE_CONTACT, _("Erase my contact"))


def _action(key: str, name: str, *needs: str) -> dict[str, object]:
    return {"key": key, "name": name, "needs": list(needs)}


def _ended(ending: Ending) -> dict[str, object]:
    return {
        "outcome": ending.outcome,
        "at": ending.at,
        "checked": asdict(ending.checked) if ending.checked else None,
        "shown_by": ending.shown_by,
        "grade": ending.grade,
        "rated_by": ending.way,
        "call_back": asdict(ending.called) if ending.called else None,
        "come_back_until": ending.until,
    }
