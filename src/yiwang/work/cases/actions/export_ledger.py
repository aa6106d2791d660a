"""Take a list of cases out of the house: without contacts, limited in size, recorded."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.foundation.personal_numbers import masked
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Forbidden, Refusal
from yiwang.work.cases.models import Case
from yiwang.work.cases.policies import not_confidential
from yiwang.work.cases.queries.ledger import Filters, filtered_cases, ledger_rows
from yiwang.work.cases.spreadsheet import as_csv, moment

MOST_ROWS = 10_000


class TooMany(Refusal):
    """An export has a limit."""

    code = "too_many"

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy("More than 10,000 cases fit. Narrow the list down, for example by days.")
        )


@transaction.atomic
def export_ledger(filters: Filters, *, actor: Actor, now: datetime) -> bytes:
    """The cases of the list as CSV that spreadsheets open (UTF-8 with a byte order mark).

    Confidential cases are left out; numbers of people in texts are masked.
    """
    if actor.account_id is None:
        raise Forbidden(gettext_lazy("Only staff take lists out of the house. Sign in first."))
    fitting = filtered_cases(actor.account_id, filters, now).filter(not_confidential())
    cases = list(fitting.order_by("-pk")[: MOST_ROWS + 1])
    if len(cases) > MOST_ROWS:
        raise TooMany
    content = _written(cases)
    record(
        "cases.ledger.exported",
        subject=("accounts.account", actor.account_id),
        actor=actor,
        at=now,
        cases=len(cases),
        state=filters.state,
        kind=filters.kind,
        area=filters.area_id,
        by_words=bool(filters.text),
    )
    return content


def _written(cases: list[Case]) -> bytes:
    named = (
        _("Number"),
        _("Reported"),
        _("Type"),
        _("Area"),
        _("Stage"),
        _("Channel"),
        _("Closed"),
        _("Text of the report"),
    )
    rows = [
        (
            row.number,
            moment(row.reported_at),
            row.kind,
            row.area,
            row.stage,
            row.channel,
            moment(row.closed_at),
            masked(case.text),
        )
        for case, row in zip(cases, ledger_rows(cases), strict=True)
    ]
    return as_csv([named, *rows])
