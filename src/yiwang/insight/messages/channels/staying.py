"""The one rule of a practice installation: nothing leaves it, whatever is set up there. Every
adapter asks before it opens a connection."""

from django.conf import settings
from django.utils.translation import gettext as _

from yiwang.insight.messages.channels.bundle import NotDelivered


def stay_inside() -> None:
    """Raises NotDelivered in a practice installation."""
    if settings.PRACTICE:
        raise NotDelivered(_("This is the practice system: nothing is sent outside."))
