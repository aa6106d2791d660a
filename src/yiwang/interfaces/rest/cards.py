"""`/api/v1/cards`, `/claims` and `/funds`: what everybody reads without a token, and taking cards
on, reporting and confirming with one."""

import uuid
from typing import Annotated

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Header, Query, Router, Status

from yiwang.foundation.records.actor import staff
from yiwang.foundation.refusals import AlreadyDone, Invalid
from yiwang.foundation.used_keys import plain_key
from yiwang.interfaces.rest.card_schemas import (
    CardAsked,
    CardRead,
    ClaimGiven,
    ClaimRead,
    ConfirmGiven,
    FundRead,
    LineRead,
    ReportGiven,
    cards_read,
)
from yiwang.interfaces.rest.tokens import StaffToken
from yiwang.structure.organizations.queries import ids_of
from yiwang.structure.territory.queries import area_by_code
from yiwang.work.exchange.actions.claim_card import claim_card
from yiwang.work.exchange.actions.confirm_claim import confirm_claim
from yiwang.work.exchange.actions.report_claim import report_claim
from yiwang.work.exchange.claiming import Ask
from yiwang.work.exchange.policies import appointments_that_claim
from yiwang.work.exchange.queries.cards import Filter, card_to_read, cards
from yiwang.work.exchange.queries.claims import claim_in_hand
from yiwang.work.exchange.queries.funds import fund_called, funds, lines

ON_A_PAGE = 50
KEYS = uuid.UUID("6f1d3c0e-55b4-4a0f-9c55-0055c1a1b0e5")  # of claims made under a key
Key = Annotated[str, Header(alias="Idempotency-Key")]

cards_router = Router(tags=["cards"])
claims_router = Router(tags=["cards"], auth=StaffToken())
funds_router = Router(tags=["funds"])


@cards_router.get("", response=list[CardRead], summary="What is open")
def list_cards(request: HttpRequest, asked: Annotated[CardAsked, Query()]) -> list[CardRead]:
    """Public cards that are open, or with `over` those that ended, the latest first; 50 a page."""
    wanted = Filter(
        area_id=area_by_code(asked.area, None).pk if asked.area else None,
        kind=asked.list,
        tag=asked.field,
        words=asked.q,
        over=asked.over,
    )
    found = cards(None, wanted, timezone.localdate())
    page = Paginator(found, ON_A_PAGE)
    return cards_read([*page.page(asked.page)]) if asked.page <= page.num_pages else []


@cards_router.get("/{card_id}", response=CardRead, summary="One card")
def show_card(request: HttpRequest, card_id: int) -> CardRead:
    """With its times and the free places of each, and the bodies that took it on."""
    return cards_read([card_to_read(card_id, None, timezone.localdate())])[0]


@cards_router.post(
    "/{card_id}/claims", response={201: ClaimRead}, auth=StaffToken(), summary="Take a card on"
)
def make_claim(
    request: HttpRequest, card_id: int, given: ClaimGiven, idempotency_key: Key = ""
) -> Status[ClaimRead]:
    """For a body that the account acts for, or as a volunteer. A request repeated under the same
    key is one claim."""
    account = _account(request)
    key = plain_key(idempotency_key)
    form = uuid.uuid5(KEYS, f"{account} {card_id} {key}") if key else uuid.uuid4()
    ask = Ask(
        form=form,
        organization_id=_body(given.organization),
        appointment_id=None if given.organization else _own_appointment(account),
        slot_id=given.time,
        amount=given.amount,
        part=given.part,
        offer_id=given.offer,
    )
    claim = claim_card(card_id, ask, actor=staff(account), now=timezone.now())
    return Status(201, ClaimRead.of(claim))


@claims_router.post("/{claim_id}/report", response=ClaimRead, summary="Report it done")
def make_report(
    request: HttpRequest, claim_id: int, given: ReportGiven, idempotency_key: Key = ""
) -> ClaimRead:
    """In a sentence, with the hours of service where there were any. Repeated under a key, it is
    answered with how the claim stands."""
    actor, key = staff(_account(request)), plain_key(idempotency_key)
    try:
        report_claim(claim_id, given.report, given.hours, actor=actor, now=timezone.now())
    except AlreadyDone:
        claim = claim_in_hand(claim_id)
        if not key or (claim.state, claim.report) != ("done", given.report.strip()):
            raise
    return ClaimRead.of(claim_in_hand(claim_id))


@claims_router.post("/{claim_id}/confirm", response=ClaimRead, summary="Confirm it, or send back")
def make_confirmation(
    request: HttpRequest, claim_id: int, given: ConfirmGiven, idempotency_key: Key = ""
) -> ClaimRead:
    """By whoever puts cards up there; `done` is 0 to send it back, with a reason. Repeated under a
    key, it is answered with how the claim stands."""
    actor, key = staff(_account(request)), plain_key(idempotency_key)
    wanted = "confirmed" if given.done else "held"
    try:
        confirm_claim(
            claim_id,
            confirmed=bool(given.done),
            reason=given.reason,
            actor=actor,
            now=timezone.now(),
        )
    except AlreadyDone:
        if not key or claim_in_hand(claim_id).state != wanted:
            raise
    return ClaimRead.of(claim_in_hand(claim_id))


@funds_router.get("", response=list[FundRead], summary="Community funds")
def list_funds(request: HttpRequest) -> list[FundRead]:
    """What each is for, who keeps it, and what it holds."""
    return [FundRead.of(each) for each in funds()]


@funds_router.get("/{code}/ledger", response=list[LineRead], summary="The ledger of a fund")
def show_ledger(request: HttpRequest, code: str) -> list[LineRead]:
    """Every line, the oldest first; what left the fund is below nought."""
    fund = fund_called(code.replace("\x00", ""))
    return [LineRead.model_validate(each) for each in lines(fund.pk)]


def _account(request: HttpRequest) -> int:
    return int(request.auth)  # type: ignore[attr-defined]  # set by the token check


def _body(code: str) -> int | None:
    return ids_of([code])[0] if code else None


def _own_appointment(account_id: int) -> int:
    held = appointments_that_claim(account_id, timezone.localdate())
    if not held:
        said = _("None of your posts takes cards on. Name the body that you act for.")
        raise Invalid({"organization": said})
    return held[0].pk
