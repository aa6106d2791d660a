"""What an act means for a case: the side of cases in the port that workflows calls."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.compiled import compiled
from yiwang.foundation.files.actions.store_photos import store_photos
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import AlreadyDone, Invalid, Refusal
from yiwang.foundation.writing import insert, reserve, update
from yiwang.work.cases.case_types import SUBJECT, type_by_id, type_by_key
from yiwang.work.cases.models import Case, CaseType, Rating, Reply
from yiwang.work.workflows.acts import Act
from yiwang.work.workflows.subjects import Inputs, Situation

PHOTO_PURPOSES = {"return": "return", "reopen": "report"}  # all others show the result
LONGEST_NATURE = 40


@dataclass(frozen=True, slots=True)
class _Deed:
    case_id: int
    inputs: Inputs
    actor: Actor
    now: datetime


class CaseSubject:
    """Cases as workflows sees them. Called inside the act, with its run locked."""

    def situation(self, subject_id: int) -> Situation:
        [case] = _case_as_it_stands(subject_id)
        return situation_of(case, type_by_id(case.type_id) if case.type_id else None)

    def apply(
        self,
        subject_id: int,
        act: Act,
        inputs: Inputs,
        *,
        actor: Actor,
        task_id: int,
        now: datetime,
    ) -> dict[str, Any]:
        deed = _Deed(subject_id, inputs, actor, now)
        learned = _with_photos(deed, act)
        if inputs.kind or inputs.nature:
            learned |= _triaged(deed)
        if act.key in _MEANINGS:
            learned |= _MEANINGS[act.key](deed)
        return learned

    def ended(self, subject_id: int, outcome: str, *, now: datetime) -> None:
        Case.objects.filter(pk=subject_id).update(is_open=False, closed_at=now)


@compiled
def _case_as_it_stands(case_id: int) -> QuerySet[Case]:
    return Case.objects.filter(pk=case_id).only("area_id", "nature", "text", "type_id")


def situation_of(case: Case, kind: CaseType | None) -> Situation:
    """What moving a case has to know of it and its type."""
    return Situation(
        area_id=case.area_id,
        kind=kind.key if kind else "",
        nature=case.nature,
        text=case.text,
        limits=kind.all_limits if kind else {},
        evidence=kind.all_evidence if kind else frozenset(),
    )


def _with_photos(deed: _Deed, act: Act) -> dict[str, Any]:
    if not deed.inputs.photos:
        return {}
    stored = store_photos(
        deed.inputs.photos,
        subject=(SUBJECT, deed.case_id),
        purpose=PHOTO_PURPOSES.get(act.key, "result"),
        now=deed.now,
    )
    return {"photos": [str(photo.pk) for photo in stored]}


def _triaged(deed: _Deed) -> dict[str, Any]:
    """Set type and nature as a person decided them; say what they were before."""
    [case] = _case_as_it_stands(deed.case_id)
    kind = type_by_id(case.type_id) if case.type_id else None
    before = {"kind": kind.key if kind else "", "nature": case.nature}
    if deed.inputs.kind:
        case.type = kind = type_by_key(deed.inputs.kind)
        if kind is None:
            raise Invalid({"kind": _("This type is not known. Choose one from the list.")})
    if len(deed.inputs.nature) > LONGEST_NATURE:
        raise Invalid({"nature": _("This nature is not known. Choose one from the list.")})
    case.nature = deed.inputs.nature or case.nature
    update(case, "type_id", "nature")
    after = {"kind": kind.key if kind else "", "nature": case.nature}
    return {"before": before, **after} if before != after else after


def _replied(deed: _Deed) -> dict[str, Any]:
    [reply_id] = reserve(Reply)
    reply = Reply(
        id=reply_id,
        case_id=deed.case_id,
        text=deed.inputs.text,
        by=deed.actor.capacity,
        at=deed.now,
    )
    insert([reply])
    return {"reply": reply_id}


def _rated(deed: _Deed) -> dict[str, Any]:
    reply = next(iter(_replies_to(deed.case_id)), None)
    grade = deed.inputs.grade
    if grade is None or not 1 <= grade <= 5:
        raise Invalid({"grade": _("Please choose a grade from 1 to 5.")})
    if reply is None:
        raise Refusal(_("There is no answer to rate yet."))
    if _ratings_of(reply.pk):
        raise AlreadyDone(_("You have rated this answer already. Thank you."))
    rating = Rating(
        case_id=deed.case_id,
        reply=reply,
        grade=grade,
        reason=deed.inputs.reason,
        at=deed.now,
    )
    insert([rating])
    return {"reply": reply.pk, "grade": grade}


@compiled
def _replies_to(case_id: int) -> QuerySet[Reply]:
    return Reply.objects.filter(case=case_id).order_by("-id")


@compiled
def _ratings_of(reply_id: int) -> QuerySet[Rating]:
    return Rating.objects.filter(reply=reply_id)


def _reopened(deed: _Deed) -> dict[str, Any]:
    case = Case.objects.only("reopened_times").get(pk=deed.case_id)
    case.reopened_times += 1
    case.save(update_fields=["reopened_times"])
    return {"times": case.reopened_times}


_MEANINGS: dict[str, Callable[[_Deed], dict[str, Any]]] = {
    "decline": _replied,
    "answer": _replied,
    "rate": _rated,
    "reopen": _reopened,
}
