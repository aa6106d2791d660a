"""Take the contested entries of a year out of the house, to revise the register by: recorded."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Forbidden
from yiwang.structure.posts.powers import VIEW_FIGURES
from yiwang.structure.posts.queries import has_power
from yiwang.structure.registers.models import Entry
from yiwang.work.cases.policies import not_confidential, visible_cases
from yiwang.work.cases.queries.contested import CitedHop, returns_of
from yiwang.work.cases.spreadsheet import as_csv, moment


@transaction.atomic
def export_contested(year: int, *, actor: Actor, now: datetime) -> bytes:
    """One line a return, with what was decided about it. Confidential cases are left out.

    Refuses (Forbidden) whoever has no figures to see.
    """
    account_id = actor.account_id
    if account_id is None or not has_power(account_id, VIEW_FIGURES, timezone.localdate(now)):
        sentence = gettext_lazy("None of your posts gives you the figures. Ask your supervisor.")
        raise Forbidden(sentence)
    returns = returns_of(year, visible_cases(account_id, now).filter(not_confidential()))
    record(
        "cases.contested.exported",
        subject=("accounts.account", account_id),
        actor=actor,
        at=now,
        year=year,
        returns=len(returns),
    )
    return as_csv([_head(), *map(_row, returns)])


def _head() -> tuple[str, ...]:
    return (
        _("Entry that decided"),
        _("Basis"),
        _("Case"),
        _("Returned by"),
        _("Returned on"),
        _("Reason"),
        _("In words"),
        _("Entry relied on"),
        _("Given to instead"),
        _("Arbitrated"),
        _("Entry of the ruling"),
    )


def _row(each: CitedHop) -> tuple[str, ...]:
    hop = each.hop
    return (
        _title(hop.against),
        hop.against.basis if hop.against else "",
        each.number,
        hop.returned_by,
        moment(hop.at),
        hop.reason,
        hop.words,
        _title(hop.entry),
        "、".join(hop.given_to),
        moment(hop.decided_at) if hop.is_arbitrated else "",
        _title(hop.ruling) if hop.is_arbitrated else "",
    )


def _title(entry: Entry | None) -> str:
    return entry.title if entry else _("No entry covers this")
