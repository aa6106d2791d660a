"""What is warned of and from when on: the standard's numbers, with those of the locality instead.

Standard numbers are `rules.toml`; what a pack changed is in the database, with who changed it in
the record.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.configuration.kept import kept
from yiwang.insight.warnings.models import ChangedRule

STANDARD = Path(__file__).parent / "rules.toml"
KINDS: dict[str, Promise] = {
    "surge": _("Surge"),
    "recurrence": _("Keeps coming back"),
    "near_due": _("About to be late"),
    "unfilled": _("Nobody responsible"),
    "reveals": _("Contacts seen unusually often"),
}
Rule = Mapping[str, float]


@cache
def standard() -> Mapping[str, Rule]:
    """Kind -> its numbers, as they are delivered."""
    return tomllib.loads(STANDARD.read_text("utf-8"))


@kept
def rules_in_force() -> Mapping[str, Rule]:
    """Kind -> its numbers here."""
    changed = dict(ChangedRule.objects.values_list("kind", "numbers"))
    return {kind: {**numbers, **changed.get(kind, {})} for kind, numbers in standard().items()}


def faults_of(changed: Mapping[str, object]) -> list[str]:
    """What is wrong with the numbers that a pack gives, by name."""
    found = []
    for kind, numbers in changed.items():
        known = standard().get(kind)
        if known is None or not isinstance(numbers, Mapping):
            found.append(kind)
            continue
        found += [
            f"{kind}.{name}"
            for name, number in numbers.items()
            if name not in known
            or isinstance(number, bool)
            or not isinstance(number, int | float)
            or number < 0
        ]
    return found
