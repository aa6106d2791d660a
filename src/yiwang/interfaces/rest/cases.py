"""`/api/v1/cases`: raise a case, see how it stands."""

from dataclasses import asdict
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Header, Router, Status

from yiwang.foundation.guessing import address_of, is_paused, note_miss
from yiwang.foundation.records.actor import REPORTER
from yiwang.foundation.refusals import NotFound
from yiwang.interfaces.rest.problems import problem
from yiwang.interfaces.rest.schemas import CaseGiven, CaseShown, CaseTaken
from yiwang.work.cases.actions.report_case import report_case
from yiwang.work.cases.queries import Progress, progress_by_code
from yiwang.work.cases.queries.ending import Ending
from yiwang.work.cases.reports import Place, Report

router = Router(tags=["cases"])


@router.post("", response={201: CaseTaken}, summary="Raise a case")
def raise_case(
    request: HttpRequest,
    given: CaseGiven,
    idempotency_key: Annotated[str, Header(alias="Idempotency-Key")] = "",
) -> Status[CaseTaken]:
    """No account is needed. A request repeated under the same key gets the same answer."""
    reported = report_case(_report(given, idempotency_key), actor=REPORTER, now=timezone.now())
    url = request.build_absolute_uri(reverse("case_by_code", args=[reported.tracking_code]))
    return Status(
        201, CaseTaken(number=reported.number, tracking_code=reported.tracking_code, url=url)
    )


@router.get("/{tracking_code}", response=CaseShown, summary="See how a case stands")
def show_case(request: HttpRequest, tracking_code: str) -> CaseShown | HttpResponse:
    """Everything the reporter may see: the steps, who answers, the limits, lateness, replies."""
    address = address_of(request)
    if is_paused(address):
        detail = _("Too many codes that do not exist. Try again in ten minutes.")
        return problem(429, "paused", detail)
    try:
        return _shown(progress_by_code(tracking_code, now=timezone.now()))
    except NotFound:
        note_miss(address)
        raise


def _report(given: CaseGiven, key: str) -> Report:
    place = Place(given.place.lng, given.place.lat, given.place.datum) if given.place else None
    return Report(
        text=given.text,
        kind=given.type,
        place=place,
        area_code=given.area,
        place_text=given.place_text,
        contact=given.contact,
        channel="rest",
        idempotency_key=key,
    )


def _shown(progress: Progress) -> CaseShown:
    case = progress.case
    return CaseShown.model_validate(
        {
            "number": case.number,
            "state": "open" if case.is_open else "closed",
            "urgent": bool(case.run and case.run.is_urgent),
            "stage": progress.stage,
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
            "outside": asdict(progress.outside) if progress.outside else None,
            "decide_until": progress.decide_until,
            "steps": [
                {"at": event.at, "what": event.sentence, "by": event.who}
                for event in progress.events
            ],
            "replies": [
                {"text": reply.text, "by": reply.by, "at": reply.at, "grade": reply.grade}
                for reply in progress.replies
            ],
            "ending": _ended(progress.ending) if progress.ending else None,
            "reported_at": case.reported_at,
            "closed_at": case.closed_at,
        }
    )


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
