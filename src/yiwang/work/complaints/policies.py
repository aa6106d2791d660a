"""Who reads and answers complaints about the software: whoever administers the installation."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.structure.posts.acting import acting_with
from yiwang.structure.posts.powers import INSTALL_PACKS

NOT_YOURS = _("Complaints about the software are read by those who run it.")


def answering(actor: Actor, on: date) -> Actor:
    """The actor in the capacity that runs the installation. Forbidden for all others."""
    return acting_with(INSTALL_PACKS, over=None, actor=actor, on=on, refusal=NOT_YOURS)
