"""What this system does not do, in words for everybody (privacy.md). Each has a test elsewhere."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.insight.disclosure.tables import LEAST
from yiwang.insight.notices.queries import kinds


@dataclass(frozen=True, slots=True)
class Not:
    """One thing that is not done, and what is done instead."""

    no: str | Promise
    instead: str | Promise


ALWAYS = [
    Not(
        gettext_lazy("No register of residents"),
        gettext_lazy("There is no table of people, households, identity numbers or visits."),
    ),
    Not(
        gettext_lazy("No account for reporting, no download"),
        gettext_lazy("A code is enough, and any browser will do, with or without JavaScript."),
    ),
    Not(
        gettext_lazy("No file on those who report"),
        gettext_lazy(
            "Two reports by the same person cannot be put together by anybody, not even by us."
        ),
    ),
    Not(
        gettext_lazy("No looking at your contact unseen"),
        gettext_lazy("It takes an open task on your case and a reason, and you see who looked."),
    ),
    Not(
        gettext_lazy("No points, ranking or colours on people"),
        gettext_lazy("Figures are about areas, offices, workflows and kinds of cases."),
    ),
    Not(
        gettext_lazy("No tracks of staff, no check-in, no online hours"),
        gettext_lazy("The place of a case is kept, not the way of those who work on it."),
    ),
    Not(
        gettext_lazy("No face recognition, no places hidden in photos"),
        gettext_lazy("Where and with which phone a photo was taken is removed on upload."),
    ),
    Not(
        gettext_lazy("No decision by a machine"),
        gettext_lazy("Registers propose and say why; a person at a named post decides."),
    ),
    Not(
        gettext_lazy("No silent record"),
        gettext_lazy(
            "Every act is written down once and sealed; anyone can check that nothing was changed."
        ),
    ),
]


def promises() -> list[Not]:
    """The list for this installation: what is switched on here is promised as it is here."""
    return [*ALWAYS[:4], _contacts(), *ALWAYS[4:], _figures(), _hosts(), *_told(), *_comments()]


def _contacts() -> Not:
    return Not(
        _("No contact kept for ever"),
        _("Erased %(days)s days after the case is closed, or at once when you ask.")
        % {"days": settings.CONTACT_KEPT_DAYS},
    )


def _figures() -> Not:
    return Not(
        _("No number that tells of single people"),
        _(
            "Published %(days)s days after the end of a month; numbers below %(least)s are "
            "withheld, and so is whatever would tell them."
        )
        % {"days": settings.FIGURES_DELAY_DAYS, "least": LEAST},
    )


def _hosts() -> Not:
    if settings.BASE_MAP.origin:
        return Not(
            _("No third host but that of the base map"),
            _(
                "Pages with a map load its pictures from %(host)s, which sees your connection; all "
                "else comes from here, and no text leaves this server."
            )
            % {"host": urlsplit(settings.BASE_MAP.origin).netloc},
        )
    return Not(
        _("No third host"),
        _("These pages load nothing from elsewhere; no text leaves this server."),
    )


def _told() -> list[Not]:
    """Without the app that tells people anything, nobody is told by itself."""
    if apps.is_installed("yiwang.insight.messages"):
        return []
    return [
        Not(
            _("No messages to your telephone"),
            _("Nothing is sent by itself: with your code you look whenever you like."),
        )
    ]


def _comments() -> list[Not]:
    if not any(kind.takes_comments for kind in kinds()):
        return []
    return [
        Not(
            _("No comment is shown unread"),
            _("A person reads what is said about notices before everybody may, and answers it."),
        )
    ]
