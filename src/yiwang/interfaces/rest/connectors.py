"""`/api/v1/connectors`: another system sends what it has, asks what became of it and what came of
its bodies, by a token that opens this one connector."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Header, Query, Router, Schema, Status
from ninja.security import HttpBearer

from yiwang.foundation.refusals import NotFound
from yiwang.foundation.used_keys import plain_key
from yiwang.interfaces.connectors.actions.take_in import Sent, take_in
from yiwang.interfaces.connectors.handing_back import document_of
from yiwang.interfaces.connectors.policies import sender
from yiwang.interfaces.connectors.queries import connector_of_token, run_named
from yiwang.interfaces.connectors.states import PUSHED

if TYPE_CHECKING:
    from yiwang.interfaces.connectors.models import Connector, Run

Key = Annotated[str, Header(alias="Idempotency-Key")]


class ConnectorToken(HttpBearer):
    """Accepts the token that the keeper of a connector gave its system."""

    def authenticate(self, request: HttpRequest, token: str) -> "Connector | None":
        return connector_of_token(token)


class RunRead(Schema):
    """What became of a run. `faults` are sentences, the first of `number_of_faults`."""

    id: int
    state: str
    rows: int
    counts: dict[str, int]
    number_of_faults: int
    faults: list[str]
    unknown: dict[str, dict[str, int]]
    why: str

    @classmethod
    def of(cls, run: "Run") -> "RunRead":
        return cls(**{name: getattr(run, name) for name in cls.model_fields})


class UnitRead(Schema):
    """What one body took on and what came of it; null where it would tell of fewer than ten."""

    number: str
    code: str
    name: str
    claims: int
    confirmed: int
    hours: float
    volunteers: int | None
    volunteers_confirmed: int | None
    volunteers_hours: float | None


class UnitsRead(Schema):
    """What came of the bodies of a connector in these days."""

    system: str
    connector: str
    since: date
    until: date
    fewest: int
    units: list[UnitRead]


class Span(Schema):
    """Both days are counted."""

    since: date
    until: date


router = Router(tags=["connectors"], auth=ConnectorToken())


@router.post("/{key}/runs", response={201: RunRead}, summary="Send what you have")
def send_run(request: HttpRequest, key: str, idempotency_key: Key = "") -> Status[RunRead]:
    """The body is JSON, CSV or a workbook, whole. The same under the same key is the same run."""
    connector = _connector(request, key)
    sent = Sent(request.body, PUSHED, key=plain_key(idempotency_key))
    run = take_in(connector.key, sent, actor=sender(connector), now=timezone.now())
    return Status(201, RunRead.of(run))


@router.get("/{key}/runs/{run_id}", response=RunRead, summary="What became of a run")
def show_run(request: HttpRequest, key: str, run_id: int) -> RunRead:
    """Whether it waits to be looked at, was applied, or has rows to correct."""
    connector, run = _connector(request, key), run_named(run_id)
    if run.connector_id != connector.pk:
        raise NotFound(_("There is no such run. Choose one from the list."))
    return RunRead.of(run)


@router.get("/{key}/units", response=UnitsRead, summary="What came of your bodies")
def list_units(request: HttpRequest, key: str, span: Annotated[Span, Query()]) -> UnitsRead:
    """Of every body that came by this connector, in numbers; nobody is named."""
    connector = _connector(request, key)
    return UnitsRead.model_validate(document_of(connector, span.since, span.until))


def _connector(request: HttpRequest, key: str) -> "Connector":
    """The one that the token opens; another is not there."""
    found: Connector = request.auth  # type: ignore[attr-defined]  # set by the token check
    if found.key != key:
        raise NotFound(_("There is no such connector. Choose one from the list."))
    return found
