"""What entries of dictionaries say: the codes of other systems, by the names of these."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from yiwang.interfaces.connectors.queries import systems
from yiwang.structure.registers.dictionaries import OURS, systems_of
from yiwang.structure.registers.models import Entry


def names_of_systems(entries: Sequence[Entry], known: Collection[str]) -> dict[str, str]:
    """Key -> name of the systems that these entries have codes of; nothing is asked where they say
    only what is `known` otherwise."""
    said = {name for each in entries for name in each.outcome}
    named = systems() if said - set(known) else {}
    return {key: name for key, name in named.items() if key in said}


def codes_said(outcome: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:  # Any: JSON
    """“Party platform: 611, 612” for each system; ours where it is not the key."""
    if not names:
        return []
    ours = [str(outcome[OURS])] if outcome.get(OURS) else []
    found = systems_of({name: outcome[name] for name in names if name in outcome})
    said = _("%(system)s: %(codes)s")
    return ours + [
        said % {"system": names[key], "codes": _(", ").join(codes)}
        for key, codes in found.items()
        if codes
    ]
