"""Load the rules of a pack: who is told what beside ours, or in the place of ours."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from yiwang.foundation.changes import Change, change_of
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.insight.messages.models import RuleSet
from yiwang.insight.messages.rules import Rule


@transaction.atomic
def load_message_rules(pack: str, rules: Sequence[Rule], *, actor: Actor, now: datetime) -> Change:
    """Put these rules in the place of those the pack had. Called by packs."""
    before = {each["key"]: each for each in _kept(pack)}
    after = {rule.key: rule.model_dump(mode="json") for rule in rules}
    change = change_of(
        "messages",
        added=[key for key in after if key not in before],
        changed=[key for key in after if key in before and after[key] != before[key]],
        ended=[key for key in before if key not in after],
    )
    if change:
        RuleSet.objects.update_or_create(pack=pack, defaults={"rules": list(after.values())})
        record(
            "messaging.rules.loaded",
            subject=("messaging.rules", 0),
            actor=actor,
            at=now,
            pack=pack,
            rules=list(after),
        )
    return change


def _kept(pack: str) -> list[dict[str, str]]:
    found = RuleSet.objects.filter(pack=pack).values_list("rules", flat=True).first()
    return found or []
