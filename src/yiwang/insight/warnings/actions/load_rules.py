"""Take over the numbers of rules that a locality changed."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.changes import Change, change_of
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.insight.warnings.models import ChangedRule
from yiwang.insight.warnings.rules import faults_of


@transaction.atomic
def load_rules(
    changed: Mapping[str, Mapping[str, float]], *, actor: Actor, now: datetime
) -> Change:
    """`changed`: kind -> the numbers that differ from the standard; others go back to it.

    Refuses a kind or a number that no rule has (Invalid).
    """
    if faults := faults_of(changed):
        raise Invalid({name: _("No rule of warnings has such a number.") for name in faults})
    before = {each.kind: each for each in ChangedRule.objects.select_for_update()}
    added, altered, ended = [], [], []
    for kind, numbers in changed.items():
        known = before.pop(kind, None)
        if known is None:
            known = ChangedRule.objects.create(kind=kind, numbers=dict(numbers))
            added.append(kind)
        elif known.numbers == dict(numbers):
            continue
        else:
            known.numbers = dict(numbers)
            known.save()
            altered.append(kind)
        _say(known, actor, now)
    for known in before.values():
        ended.append(known.kind)
        known.numbers = {}
        _say(known, actor, now)
        known.delete()
    return change_of("warnings", added, altered, ended)


def _say(rule: ChangedRule, actor: Actor, now: datetime) -> None:
    record(
        "warnings.rule.changed",
        subject=("warnings.rule", rule.pk),
        actor=actor,
        at=now,
        kind=rule.kind,
        numbers=rule.numbers,
    )
