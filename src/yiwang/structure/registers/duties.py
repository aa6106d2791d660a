"""Duty lists (履职清单): what a level does by itself, assists with, or no longer does.

An entry names the level it is about and one of three kinds of duty: `basic` (its own), `joint` (a
department leads, the level assists) or `withdrawn` (taken back by departments). What no entry is
about may be given to anybody.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from yiwang.structure.organizations import queries as organizations
from yiwang.structure.registers.decide import Facts, RuledBy, decide

WITHDRAWN, JOINT = "withdrawn", "joint"


def why_no_duty(register_key: str, called: Sequence[int], facts: Facts, *, leads: bool) -> str:
    """Why these organizations cannot be called for this, in a sentence; empty when they can.

    `leads`: the first of them has the lead.
    """
    decision = decide(register_key, facts)
    entry = decision.entry
    duty = entry.outcome.get("duty") if entry else ""
    if entry is None or duty not in (WITHDRAWN, JOINT):
        return ""
    at_level = [each for each in called if _level(each) == entry.outcome.get("level")]
    said = {"entry": entry.title, "register": decision.register_name, "basis": entry.basis}
    if duty == WITHDRAWN and at_level:
        return _withdrawn(entry, organizations.organization(at_level[0]).name, said)
    if duty == JOINT and leads and called[0] in at_level:
        sentence = _(
            "“%(entry)s” in “%(register)s”: a department leads this, and “%(office)s” assists. "
            "Have the department lead."
        )
        return sentence % {**said, "office": organizations.organization(called[0]).name}
    return ""


def _withdrawn(entry: RuledBy, office: str, said: dict[str, str]) -> str:
    sentence = _(
        "“%(entry)s” in “%(register)s” (%(basis)s): this is no longer a duty of “%(office)s”. "
        "Choose the department that took it back."
    )
    return sentence % {**said, "office": office, "basis": entry.basis or entry.key}


def _level(organization_id: int) -> str:
    area = organizations.organization(organization_id).area
    return area.level if area else ""
