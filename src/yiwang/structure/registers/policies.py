"""Who may publish a register: whoever has the power over the territory of its owner.

Who may enter what a procedure has decided: whoever has that power, or the one to publish, over the
area of the entry.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.structure.posts.acting import acting_with
from yiwang.structure.posts.powers import (
    ENTER_DECISIONS,
    PUBLISH_RULES,
    SUPERVISE,
    TAKE_IN_CASES,
)
from yiwang.structure.registers.models import Register

NOT_YOURS = _("You do not publish this register. Ask who publishes the rules of its owner.")


def publishing(register: Register, actor: Actor, on: date) -> Actor:
    """The actor in the capacity that may publish this register; refuses the others."""
    over = _territory_of(register)
    return acting_with(PUBLISH_RULES, over=over, actor=actor, on=on, refusal=NOT_YOURS)


def entering(register: Register, area_id: int | None, actor: Actor, on: date) -> Actor:
    """The actor in the capacity that may enter this for the area; none: the owner's territory."""
    over, powers = area_id or _territory_of(register), (ENTER_DECISIONS, PUBLISH_RULES)
    return acting_with(*powers, over=over, actor=actor, on=on, refusal=NOT_ENTERED_BY_YOU)


NOT_ENTERED_BY_YOU = _(
    "None of your posts enters decisions into this register for this area. Pass it to who does."
)


def reading(register: Register, area_id: int | None, actor: Actor, on: date) -> Actor:
    """The actor in the capacity that reads values for this area; none: the owner's territory.

    Whoever publishes, enters decisions, supervises or takes in for the area counts what is there.
    """
    over = area_id or _territory_of(register)
    powers = (PUBLISH_RULES, ENTER_DECISIONS, SUPERVISE, TAKE_IN_CASES)
    return acting_with(*powers, over=over, actor=actor, on=on, refusal=NOT_READ_BY_YOU)


def _territory_of(register: Register) -> int | None:
    return register.owner.area_id if register.owner else None


NOT_READ_BY_YOU = _("None of your posts counts for this register here. Ask who does for this area.")
