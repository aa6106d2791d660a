"""What an act means for a case: the side of cases in the port that workflows calls."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.clocks.limits import Limit
from yiwang.foundation.compiled import compiled
from yiwang.foundation.files.actions.store_photos import store_photos
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import AlreadyDone, Invalid, Refusal
from yiwang.foundation.writing import insert, reserve, update
from yiwang.work.cases import mediating, publishing
from yiwang.work.cases.beginning import Beginner
from yiwang.work.cases.calling import note_call
from yiwang.work.cases.case_types import SUBJECT, type_by_id, type_by_key, types_moving_by
from yiwang.work.cases.grades import OWN_WAY
from yiwang.work.cases.hurrying import hurry_parts
from yiwang.work.cases.merging import answer_members, leave_merge, set_members_free
from yiwang.work.cases.models import Case, QuestionAnswer, Rating, ReopenRequest, Reply
from yiwang.work.cases.models.case_type import REPORTER, STAFF
from yiwang.work.cases.situation import situation_of
from yiwang.work.cases.splitting import split_off
from yiwang.work.workflows.acts import Act
from yiwang.work.workflows.holding import GONE
from yiwang.work.workflows.subjects import Inputs, Kind, Situation

PHOTO_PURPOSES = {
    "return": "return",
    "publish": "published",
    "report_arrival": "outside",
    "report_result": "outside",
    "reopen": "report",
    "request_reopen": "report",
}  # all others show the result
FURTHER_PHOTOS = {"photos_before": "before", "documents": "document"}  # input -> purpose
LONGEST_NATURE = 40
ANSWERS_ALL = {"answer", "decline"}  # of those merged into it too
GOES_ITS_WAY = {"reopen", "grant_reopen"}  # handled again, it is a case of its own


@dataclass(frozen=True, slots=True)
class _Deed:
    case_id: int
    task_id: int
    action: str
    inputs: Inputs
    actor: Actor
    now: datetime


class CaseSubject:
    """Cases as workflows sees them. Called inside the act, with its run locked."""

    def situation(self, subject_id: int) -> Situation:
        [case] = _case_as_it_stands(subject_id)
        return situation_of(case, type_by_id(case.type_id) if case.type_id else None)

    def limits(self, subject_ids: Collection[int]) -> dict[int, Mapping[str, Limit]]:
        types = Case.objects.filter(pk__in=subject_ids).values_list("pk", "type_id")
        return {pk: type_by_id(kind).all_limits if kind else {} for pk, kind in types}

    def kinds(self, workflow_key: str) -> list[Kind]:
        return [
            Kind(
                kind.key,
                kind.label,
                kind.all_limits,
                has_reporter=kind.who_begins != STAFF,
                is_of_staff=kind.who_begins != REPORTER,
            )
            for kind in types_moving_by(workflow_key)
        ]

    def apply(
        self,
        subject_id: int,
        act: Act,
        inputs: Inputs,
        *,
        actor: Actor,
        task_id: int,
        action: str,
        now: datetime,
    ) -> dict[str, Any]:
        deed = _Deed(subject_id, task_id, action, inputs, actor, now)
        learned = _with_evidence(deed, act)
        if inputs.kind or inputs.nature:
            learned |= _triaged(deed)
        if act.key in _MEANINGS:
            learned |= _MEANINGS[act.key](deed)
        if act.key in ANSWERS_ALL:
            answer_members(subject_id, inputs.text, actor=actor, now=now)
        if act.key in GOES_ITS_WAY:
            leave_merge(subject_id, act.key, now)
        return learned

    def open_parts(self, subject_id: int) -> list[str]:
        parts = Case.objects.filter(parent=subject_id, is_open=True).order_by("id")
        return list(parts.values_list("number", flat=True))

    def hurried(
        self, subject_id: int, share: Decimal | None, reason: str, *, actor: Actor, now: datetime
    ) -> None:
        hurry_parts(subject_id, share, reason, actor=actor, now=now)

    def ended(self, subject_id: int, outcome: str, *, now: datetime) -> None:
        Case.objects.filter(pk=subject_id).update(is_open=False, closed_at=now)
        if outcome in GONE:  # all other ends come after an answer
            set_members_free(subject_id, outcome, now)
            leave_merge(subject_id, outcome, now)

    def revived(self, subject_id: int, *, now: datetime) -> None:
        Case.objects.filter(pk=subject_id).update(is_open=True, closed_at=None)


_AS_IT_STANDS = (
    "number",
    "area_id",
    "nature",
    "text",
    "type_id",
    "parent_id",
    "channel",
    "taken_in_by_id",
)


@compiled
def _case_as_it_stands(case_id: int) -> QuerySet[Case]:
    return Case.objects.filter(pk=case_id).only(*_AS_IT_STANDS)


def _with_evidence(deed: _Deed, act: Act) -> dict[str, Any]:
    """Keep what was shown with the act: photos by what they show, and how far off it was done."""
    inputs, learned = deed.inputs, dict[str, Any]()
    purposes = {"photos": PHOTO_PURPOSES.get(act.key, "result"), **FURTHER_PHOTOS}
    for name, purpose in purposes.items():
        given = getattr(inputs, name)
        if given:
            of = (SUBJECT, deed.case_id)
            stored = store_photos(given, subject=of, purpose=purpose, now=deed.now)
            learned[name] = [str(photo.pk) for photo in stored]
    if seen := _seen_at(deed):
        learned["seen"] = seen
    if inputs.metres_off is not None:
        learned["metres_off"] = str(inputs.metres_off)  # a record leaves out a bare 0
    return learned


def _seen_at(deed: _Deed) -> dict[str, list[str]]:
    """Keep the photos of the items ticked off: key of the item -> ids of what was stored."""
    return {
        tick.key: [
            str(photo.pk)
            for photo in store_photos(
                tick.photos, subject=(SUBJECT, deed.case_id), purpose="checked", now=deed.now
            )
        ]
        for tick in deed.inputs.ticks
        if tick.photos
    }


def _triaged(deed: _Deed) -> dict[str, Any]:
    """Set type and nature as a person decided them; say what they were before."""
    [case] = _case_as_it_stands(deed.case_id)
    kind = type_by_id(case.type_id) if case.type_id else None
    before = {"kind": kind.key if kind else "", "nature": case.nature}
    if deed.inputs.kind:
        case.type = kind = type_by_key(deed.inputs.kind)
        if kind is None:
            raise Invalid({"kind": _("This type is not known. Choose one from the list.")})
        if why := Beginner(case.channel, deed.now).why_not(kind):
            raise Invalid({"kind": why})
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


def _told(deed: _Deed) -> dict[str, Any]:
    answer = QuestionAnswer(
        case_id=deed.case_id, task_id=deed.task_id, text=deed.inputs.text.strip(), at=deed.now
    )
    insert([answer])
    return {}


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
        way=deed.inputs.way or OWN_WAY,
        entered_by=deed.actor.capacity[:200] if deed.inputs.way else "",
        at=deed.now,
    )
    insert([rating])
    return {"reply": reply.pk, "grade": grade, "way": deed.inputs.way}


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


def _free_reopening(deed: _Deed) -> dict[str, Any]:
    """It needs no reason and no decision; one that is given is kept for those who handle it."""
    if not deed.inputs.reason.strip():
        return _reopened(deed)
    return _requested(deed, decision="granted", decided_at=deed.now) | _reopened(deed)


def _requested(deed: _Deed, **said: Any) -> dict[str, Any]:  # Any: fields of a request
    """The reporter's words are kept with the case, not in the record."""
    [request_id] = reserve(ReopenRequest)
    reason = deed.inputs.reason.strip()
    insert([ReopenRequest(id=request_id, case_id=deed.case_id, reason=reason, at=deed.now, **said)])
    return {"request": request_id}


def _appealed(deed: _Deed) -> dict[str, Any]:
    return _requested(deed, is_appeal=True)


def _granted(deed: _Deed) -> dict[str, Any]:
    return _decided(deed, "granted") | _reopened(deed)


def _refused(deed: _Deed) -> dict[str, Any]:
    return _decided(deed, "refused") | _replied(deed)


def _decided(deed: _Deed, decision: str) -> dict[str, Any]:
    [request] = ReopenRequest.objects.filter(case=deed.case_id, decision="")
    request.decision, request.decided_at = decision, deed.now
    request.decided_by = deed.actor.capacity[:200]
    update(request, "decision", "decided_at", "decided_by")
    return {"request": request.pk}


def _called(result: str) -> Callable[[_Deed], dict[str, Any]]:
    """What came of a call-back."""

    def noted(deed: _Deed) -> dict[str, Any]:
        return note_call(deed.task_id, result, deed.inputs, actor=deed.actor, now=deed.now)

    return noted


def _split(deed: _Deed) -> dict[str, Any]:
    made = split_off(deed.case_id, deed.inputs.parts, actor=deed.actor, now=deed.now)
    return {"parts": [one.case_id for one in made], "numbers": [one.number for one in made]}


def _path_chosen(deed: _Deed) -> dict[str, Any]:
    return mediating.choose_path(deed.case_id, deed.action, deed.now)


def _session_held(deed: _Deed) -> dict[str, Any]:
    return mediating.count_session(deed.case_id)


def _agreed(deed: _Deed) -> dict[str, Any]:
    return mediating.agree(deed.case_id, deed.inputs, deed.now)


def _published(deed: _Deed) -> dict[str, Any]:
    return publishing.publish(deed.case_id, deed.inputs, actor=deed.actor, now=deed.now)


def _objection_answered(deed: _Deed) -> dict[str, Any]:
    return publishing.answer_objection(deed.case_id, deed.inputs, actor=deed.actor, now=deed.now)


_MEANINGS: dict[str, Callable[[_Deed], dict[str, Any]]] = {
    "decline": _replied,
    "answer": _replied,
    "answer_question": _told,
    "rate": _rated,
    "reopen": _free_reopening,
    "request_reopen": _requested,
    "appeal_refusal": _appealed,
    "grant_reopen": _granted,
    "refuse_reopen": _refused,
    "uphold_refusal": _refused,
    "split": _split,
    "choose_path": _path_chosen,
    "hold_session": _session_held,
    "agree": _agreed,
    "publish": _published,
    "end_publication": lambda deed: publishing.end_time(deed.case_id, deed.now),
    "answer_objection": _objection_answered,
    "conclude": lambda deed: publishing.conclude(deed.case_id, deed.inputs, deed.now),
    "retract": lambda deed: publishing.retract(deed.case_id, deed.inputs, deed.now),
    "call_solved": _called("solved"),
    "call_unsolved": _called("unsolved"),
    "call_missed": _called("missed"),
    "call_refused": _called("refused"),
    "call_misdirected": _called("misdirected"),
}
