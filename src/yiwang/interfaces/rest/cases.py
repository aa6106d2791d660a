"""`/api/v1/cases`: raise a case, see how it stands, and do what only its reporter may do."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http import HTTPStatus
from typing import Annotated

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Header, Router, Status

from yiwang.foundation.guessing import address_of, is_paused, note_miss
from yiwang.foundation.records.actor import REPORTER
from yiwang.foundation.refusals import NotFound, Refusal
from yiwang.interfaces.rest.schemas import CaseGiven, CaseShown, CaseTaken, WishGiven
from yiwang.interfaces.rest.shown import shown
from yiwang.work.cases.actions.heed_reporter import Wish, heed_reporter
from yiwang.work.cases.actions.report_case import report_case
from yiwang.work.cases.queries import progress_by_code
from yiwang.work.cases.reports import Place, Report

router = Router(tags=["cases"])


class Paused(Refusal):
    """This address has tried too many codes that do not exist."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    code = "paused"

    def __init__(self) -> None:
        super().__init__(_("Too many codes that do not exist. Try again in ten minutes."))


@router.post("", response={201: CaseTaken}, summary="Raise a case")
def raise_case(
    request: HttpRequest,
    given: CaseGiven,
    idempotency_key: Annotated[str, Header(alias="Idempotency-Key")] = "",
) -> Status[CaseTaken]:
    """No account is needed. A request repeated under the same key gets the same answer."""
    reported = report_case(_report(given, idempotency_key), actor=REPORTER, now=timezone.now())
    code = reported.tracking_code
    url = f"{request.scheme}://{request.get_host()}{_path_before_code()}{code}"
    return Status(201, CaseTaken(number=reported.number, tracking_code=code, url=url))


@router.get("/{tracking_code}", response=CaseShown, summary="See how a case stands")
def show_case(request: HttpRequest, tracking_code: str) -> CaseShown:
    """Everything the reporter may see: the steps, who answers, the limits, lateness, replies; and
    in `actions` what they may do now."""
    with _counting_misses(request):
        return shown(progress_by_code(tracking_code, now=timezone.now()))


@router.post("/{tracking_code}/{action}", response=CaseShown, summary="Act as the reporter")
def act_on_case(
    request: HttpRequest,
    tracking_code: str,
    action: str,
    given: WishGiven,
    idempotency_key: Annotated[str, Header(alias="Idempotency-Key")] = "",
) -> CaseShown:
    """What the page of the case offers its reporter, by the keys that `actions` names:

    - `rate` with a `grade`; `reopen`, with a `reason` or without one; `request_reopen` and
      `appeal_refusal` with a `reason`; `accept_outcome`: as the step offers them.
    - `reopen_closed` with a `reason`, until `come_back_until`.
    - `answer_question` with a `text`.
    - `nudge`, once it is late, once a day.
    - `withdraw`.
    - `correct_contact` with a `contact`; `erase_contact`.

    The answer is how the case stands then. A request repeated under the same key does nothing more.
    Who follows a case that another reported is refused (403).
    """
    wish, now = Wish(action, **given.model_dump()), timezone.now()
    with _counting_misses(request):
        heed_reporter(tracking_code, wish, now=now, key=idempotency_key)
        return shown(progress_by_code(tracking_code, now=now))


@contextmanager
def _counting_misses(request: HttpRequest) -> Iterator[None]:
    """Codes cannot be found by trying, through any door."""
    address = address_of(request)
    if is_paused(address):
        raise Paused
    try:
        yield
    except NotFound:
        note_miss(address)
        raise


@cache
def _path_before_code() -> str:
    """Looked up once: every intake is answered with the address of its case."""
    return reverse("case_by_code", args=["0"]).removesuffix("0")


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
