"""Who may have a practice start over: whoever supervises or installs packs, anywhere."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import Forbidden, NotFound
from yiwang.insight.practice.models import Practice
from yiwang.insight.practice.queries import practice
from yiwang.structure.posts.powers import INSTALL_PACKS, SUPERVISE
from yiwang.structure.posts.queries import capacity_anywhere, in_capacity, powers_of

MAY = (SUPERVISE, INSTALL_PACKS)
NOT_YOURS = _("A supervisor or an administrator starts the practice over. Ask one of them.")
NO_PRACTICE = _("This is not a practice installation.")


def may_start_over(account_id: int | None, on: date) -> bool:
    """Whether somebody may."""
    return account_id is not None and bool(powers_of(account_id, on) & set(MAY))


def practice_to_start_over(actor: Actor, on: date) -> tuple[Practice, Actor]:
    """The practice and who acts. Raises NotFound in a real installation, Forbidden for others."""
    begun = practice()
    if begun is None:
        raise NotFound(NO_PRACTICE)
    if actor.account_id is not None:
        for power in MAY:
            if held := capacity_anywhere(actor.account_id, power, on):
                return begun, in_capacity(actor, held)
    raise Forbidden(NOT_YOURS)
