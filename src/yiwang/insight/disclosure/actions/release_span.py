"""Publish the table of a closed month or quarter, once and for all; or an edition that corrects it.

A month is counted now, a quarter is what its months add up to as they were published. A correction
withholds what its difference from the edition before would tell.
"""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.seal import seal_pending
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid
from yiwang.insight.disclosure.framing import as_json, counts_in, from_json, present_frame
from yiwang.insight.disclosure.honest import counted
from yiwang.insight.disclosure.joining import alone, last_of, with_parts
from yiwang.insight.disclosure.models import MONTH, Release
from yiwang.insight.disclosure.queries import figures_of, latest, latest_before
from yiwang.insight.disclosure.spans import (
    due,
    last_of_span,
    months_of,
    twelve_months_to,
)
from yiwang.insight.disclosure.tables import LEAST, Frame, Table
from yiwang.insight.disclosure.withholding import withhold
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.keeping import keep_up

ONE_AT_A_TIME = 0x79775F72  # advisory lock


def release_span(span: str, first: date, *, actor: Actor, now: datetime, why: str = "") -> Release:
    """What was published. Refuses a span that is not over for long enough, or whose months are not
    published or were cut differently (Invalid), and a second edition without a reason.

    What takes long is done before the transaction; who else published meanwhile is found in it.
    """
    former = latest(span, first)
    _check(span, first, former, why, timezone.localdate(now))
    seal_pending(now)
    keep_up(now)  # what is published stays: the facts first say all that the record says
    frame, table = _month(first) if span == MONTH else _quarter(first)
    if former is not None:
        _guard_difference(table, former, frame)
    withhold(table)
    made = Release(
        span=span,
        first=first,
        last=last_of_span(first, span),
        edition=former.edition + 1 if former else 1,
        why=why,
        released_at=now,
        frame=as_json(frame),
        figures=_figures(first) if span == MONTH else [],
    )
    made.counts, made.withheld = last_of(table, len(frame.cells()))
    with transaction.atomic():
        _write(made, actor, now)
    return made


def _write(made: Release, actor: Actor, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    if Release.objects.filter(span=made.span, first=made.first, edition=made.edition).exists():
        raise AlreadyDone(_("It is published already. A correction needs a reason."))
    made.save(force_insert=True)
    record(
        "disclosure.release.published",
        subject=("disclosure.release", made.pk),
        actor=actor,
        at=now,
        version=made.version,
        cells=len(made.counts),
        withheld=len(made.withheld),
        why=made.why,
    )


def _figures(first: date) -> list[dict[str, Any]]:
    before = latest_before(MONTH, first)
    year = twelve_months_to(last_of_span(first, MONTH))
    found = counted(year, figures_of(before) if before else ())
    return [each.as_json() for each in found]


def _check(span: str, first: date, former: Release | None, why: str, on: date) -> None:
    if (span, first) not in list(due(first, on, settings.FIGURES_DELAY_DAYS)):
        raise Invalid({"first": _("This month or quarter is not over for long enough yet.")})
    if former is not None and not why:
        raise AlreadyDone(_("It is published already. A correction needs a reason."))
    if former is None and why:
        raise Invalid({"why": _("Nothing is published yet that could be corrected.")})


def _month(first: date) -> tuple[Frame, Table]:
    frame, ids = present_frame()
    days = Days(first, last_of_span(first, MONTH))
    return frame, alone(frame, counts_in(frame, ids, days))


def _quarter(first: date) -> tuple[Frame, Table]:
    found = [latest(MONTH, each) for each in months_of(first)]
    months = [each for each in found if each is not None]
    if len(months) < len(found):
        raise Invalid({"first": _("Publish the three months of the quarter first.")})
    if any(each.frame != months[0].frame for each in months):
        raise Invalid({"first": _("Areas or kinds changed within the quarter: it has no table.")})
    parts = [(each.counts, each.withheld) for each in months]
    frame = from_json(months[0].frame)
    return frame, with_parts(frame, parts)


def _guard_difference(table: Table, former: Release, frame: Frame) -> None:
    """A cell that differs by fewer than ten from what was published, or was withheld then, is not
    told now: the difference would be."""
    if former.frame != as_json(frame):
        raise Invalid({"first": _("Areas or kinds changed since: it cannot be corrected.")})
    first, spans = len(table.values) - len(former.counts), dict(table.spans)
    for at, then in enumerate(former.counts):
        now = table.values[first + at]
        if 0 < abs(now - then) < LEAST:
            low, high = max(0, min(now, then) - LEAST), max(now, then) + LEAST
            spans[first + at] = (0, high) if first + at in spans else (low, high)
    table.spans = spans
    table.hidden |= {first + at for at in former.withheld}
