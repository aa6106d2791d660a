"""Look at the numbers for one kind of warning: open what is new, go on with what is known, close
what is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.insight.warnings.found import Found
from yiwang.insight.warnings.looking import LOOKS
from yiwang.insight.warnings.models import EarlyWarning
from yiwang.insight.warnings.rules import Rule, rules_in_force

SUBJECT = "warnings.warning"
OVER = "over"


@dataclass(frozen=True, slots=True)
class Watched:
    """How many warnings were opened, seen again, and closed because they are over."""

    opened: int
    again: int
    over: int


@transaction.atomic
def keep_watch(kind: str, *, actor: Actor, now: datetime) -> Watched:
    """Of a thing that is warned of already nothing is opened again: its numbers are renewed.

    What people have closed opens again when it has grown, or after the quiet time of its rule.
    Each opening and each closing is one record. Looked at twice in a row, nothing more happens.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"yiwang.warnings.{kind}"])
    rule = rules_in_force()[kind]
    found = {each.key: each for each in LOOKS[kind](rule, now)}
    known = {each.key: each for each in EarlyWarning.objects.filter(kind=kind, closed_at=None)}
    again = [_renewed(known[key], each, now) for key, each in found.items() if key in known]
    EarlyWarning.objects.bulk_update(again, ["numbers", "size", "seen_at"], batch_size=500)
    barred = _barred(kind, [key for key in found if key not in known], rule, now)
    new = [
        each
        for key, each in found.items()
        if key not in known and each.size >= barred.get(key, 0.0)
    ]
    for warning in EarlyWarning.objects.bulk_create([_opened(each, now) for each in new], 500):
        _say("opened", warning, actor, now)
    stays = timedelta(days=rule["stays_days"])
    over = [each for key, each in known.items() if key not in found and now - each.seen_at >= stays]
    for warning in over:
        warning.closed_at, warning.outcome = now, OVER
        warning.save(update_fields=["closed_at", "outcome"])
        _say("closed", warning, actor, now)
    return Watched(len(new), len(again), len(over))


def _barred(kind: str, keys: list[str], rule: Rule, now: datetime) -> dict[str, float]:
    """How large what people closed has to be by now to be opened again."""
    quiet = now - timedelta(days=rule["quiet_days"])
    closed = EarlyWarning.objects.filter(kind=kind, key__in=keys, closed_at__gte=quiet)
    rows = closed.exclude(outcome=OVER).order_by("closed_at").values_list("key", "size")
    return {key: size * rule["grows"] for key, size in rows}


def _renewed(warning: EarlyWarning, found: Found, now: datetime) -> EarlyWarning:
    warning.numbers, warning.size, warning.seen_at = dict(found.numbers), found.size, now
    return warning


def _opened(found: Found, now: datetime) -> EarlyWarning:
    return EarlyWarning(
        kind=found.kind,
        key=found.key,
        area_id=found.area_id,
        organization_id=found.organization_id,
        post_id=found.post_id,
        type_id=found.type_id,
        numbers=dict(found.numbers),
        opened_size=found.size,
        size=found.size,
        opened_at=now,
        seen_at=now,
    )


def _say(what: str, warning: EarlyWarning, actor: Actor, now: datetime) -> None:
    record(
        f"{SUBJECT}.{what}",
        subject=(SUBJECT, warning.pk),
        actor=actor,
        at=now,
        kind=warning.kind,
        key=warning.key,
        size=warning.size,
        numbers=warning.numbers,
        outcome=warning.outcome,
    )
