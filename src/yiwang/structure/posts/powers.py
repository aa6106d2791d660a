"""The powers that a post type can give. Each reaches over the area of the post, and below it.

A power is a name in `PostType.powers`; a name that is not listed here is refused when it is loaded.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VIEW_CASES = "cases.view"
TAKE_IN_CASES = "cases.take_in"
REVEAL_CONTACTS = "cases.reveal"
MOVE_CASES = "cases.move"
SUPERVISE = "work.supervise"
APPOINT = "posts.appoint"
PUBLISH_RULES = "rules.publish"
VIEW_FIGURES = "figures.view"
INSTALL_PACKS = "packs.install"

POWERS: dict[str, Promise] = {
    VIEW_CASES: _("See the cases of the area"),
    TAKE_IN_CASES: _("Take in a case for somebody"),
    REVEAL_CONTACTS: _("See a reporter's contact, with a reason"),
    MOVE_CASES: _("Move a case to another place"),
    SUPERVISE: _("Supervise tasks"),
    APPOINT: _("Appoint people to posts"),
    PUBLISH_RULES: _("Publish registers and workflows"),
    VIEW_FIGURES: _("See the figures of the area"),
    INSTALL_PACKS: _("Install packs"),
}
