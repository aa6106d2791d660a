"""Type in a figure from outside for a line of a card, with its source; until the card is locked.

It is kept among the typed-in figures, where every page finds it: there is no second number.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.foundation.periods import Span
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid, NotFound, Sentence
from yiwang.insight.reviews.policies import NO_RESULT, organizing
from yiwang.insight.reviews.queries.cards import locked_card
from yiwang.insight.reviews.schemes import scheme_by_key, scorecard_of, version_on
from yiwang.insight.reviews.subjects import Subject
from yiwang.insight.statistics.actions.enter_statistics import Entered, Of, enter_statistics
from yiwang.insight.statistics.queries import figure_of, overlapping
from yiwang.insight.statistics.series import series_named

MOST = Decimal(10) ** 11
NOT_OVER = gettext_lazy("It is not over yet: type it in when it is.")
TWICE = gettext_lazy(
    "Figures of other days are typed in for this period: correct them under “Figures from outside”."
)


@dataclass(frozen=True, slots=True)
class NewValue:
    """For a line of a scheme's card of a subject over a period."""

    scheme: str
    line: str
    subject: Subject
    span: Span
    value: Decimal | None
    source: str


@transaction.atomic
def type_value(wanted: NewValue, *, actor: Actor, now: datetime) -> bool:
    """Whether it is new; False where the same stands there. Refuses who does not organize there, a
    line that is not typed in (NotFound), what is no number, has no source, is not over or would
    count twice (Invalid), and a locked card (AlreadyDone)."""
    today = timezone.localdate(now)
    actor = organizing(wanted.subject.area_id, actor, today)
    scheme = scheme_by_key(wanted.scheme, "scorecard")
    version = version_on(scheme, today)
    lines = {each.key: each.source for each in (scorecard_of(version).lines if version else ())}
    kind, _colon, key = lines.get(wanted.line, "").partition(":")
    if kind != "external":
        raise NotFound(NO_RESULT)
    if locked_card(scheme, wanted.subject, wanted.span):
        raise AlreadyDone(_("This period is locked already."))
    value, source = _checked(wanted)
    of = _of(wanted, key, today)
    before = figure_of(of)
    if before is not None and (before.value, before.source) == (value, source):
        return False
    if overlapping(of):
        raise Invalid({"value": TWICE})
    reason = _("typed in anew on the scorecard") if before else ""
    enter_statistics([Entered(of, value, source, reason)], {}, actor=actor, now=now)
    made = figure_of(of)
    assert made is not None  # it was entered just now
    record(
        "statistics.statistic.corrected" if before else "statistics.statistic.entered",
        subject=("statistics.statistic", made.pk),
        actor=actor,
        at=now,
        fields={"value": [str(before.value) if before else "", str(value)]},
        scorecard=scheme.key,
        line=wanted.line,
    )
    return True


def _of(wanted: NewValue, key: str, today: date) -> Of:
    """The figure: of a sum the whole period, which has to be over; of a level its last day."""
    series, subject, span = series_named(key), wanted.subject, wanted.span
    if series.kind == "level":
        day = min(span.until, today)
        span = Span(day, day)
    elif span.until > today:
        raise Invalid({"value": NOT_OVER})
    return Of(
        key,
        subject.id if subject.of == "area" else None,
        subject.id if subject.of == "organization" else None,
        span.since,
        span.until,
    )


def _checked(wanted: NewValue) -> tuple[Decimal, str]:
    faults: dict[str, Sentence] = {}
    source = wanted.source.strip()
    if wanted.value is None or not 0 <= wanted.value < MOST:
        faults["value"] = _("Please write a number, 0 or more.")
    if not source or len(source) > 300:
        faults["source"] = _("Please say in which paper it stands, or who counted.")
    if faults or wanted.value is None:
        raise Invalid(faults)
    return wanted.value, source
