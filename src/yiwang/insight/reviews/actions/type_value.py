"""Type in a number from outside for a line of a card, with its source; until the card is locked."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid, NotFound, Sentence
from yiwang.insight.reviews.models import Typed
from yiwang.insight.reviews.periods import Span
from yiwang.insight.reviews.policies import NO_RESULT, organizing
from yiwang.insight.reviews.queries.cards import locked_card
from yiwang.insight.reviews.schemes import scheme_by_key, scorecard_of, version_on
from yiwang.insight.reviews.subjects import Subject

MOST = Decimal(10) ** 11


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
    line that is not typed in (NotFound), what is no number or has no source (Invalid), and a locked
    card (AlreadyDone)."""
    today = timezone.localdate(now)
    actor = organizing(wanted.subject.area_id, actor, today)
    scheme = scheme_by_key(wanted.scheme, "scorecard")
    version = version_on(scheme, today)
    lines = scorecard_of(version).lines if version else []
    if not any(each.key == wanted.line and each.source.startswith("external:") for each in lines):
        raise NotFound(NO_RESULT)
    if locked_card(scheme, wanted.subject, wanted.span):
        raise AlreadyDone(_("This period is locked already."))
    value, source = _checked(wanted)
    of = {f"{wanted.subject.of}_id": wanted.subject.id}
    rows = Typed.objects.filter(scheme=scheme, line=wanted.line, since=wanted.span.since, **of)
    last = rows.order_by("id").last()
    if last is not None and (last.value, last.source) == (value, source):
        return False
    made = Typed.objects.create(
        scheme=scheme,
        line=wanted.line,
        since=wanted.span.since,
        value=value,
        source=source,
        by_id=actor.account_id or 0,
        by_as=actor.capacity,
        typed_at=now,
        **of,
    )
    record(
        "reviews.value.typed",
        subject=("reviews.scheme", scheme.pk),
        actor=actor,
        at=now,
        typed=made.pk,
        line=wanted.line,
        of=[wanted.subject.of, wanted.subject.id],
        since=wanted.span.since.isoformat(),
        before=str(last.value) if last else None,
        value=str(value),
        source=source,
    )
    return True


def _checked(wanted: NewValue) -> tuple[Decimal, str]:
    faults: dict[str, Sentence] = {}
    source = wanted.source.strip()
    if wanted.value is None or abs(wanted.value) >= MOST:
        faults["value"] = _("Please write a number.")
    if not source or len(source) > 300:
        faults["source"] = _("Please say in which paper it stands, or who counted.")
    if faults or wanted.value is None:
        raise Invalid(faults)
    return wanted.value, source
