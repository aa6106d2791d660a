"""The powers that a post type can give. Each reaches over the area of the post, and below it.

A power is a name in `PostType.powers`; a name that is not listed here is refused when it is loaded.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VIEW_CASES = "cases.view"
TAKE_IN_CASES = "cases.take_in"
REVEAL_CONTACTS = "cases.reveal"
OVERSEE_CONTACTS = "contacts.oversee"
MOVE_CASES = "cases.move"
SUPERVISE = "work.supervise"
APPOINT = "posts.appoint"
PLAN_DUTY = "posts.plan_duty"
CALL_OUT = "posts.call_out"
ORGANIZE = "organizations.change"
PUBLISH_RULES = "rules.publish"
ENTER_DECISIONS = "rules.enter"
VIEW_FIGURES = "figures.view"
ENTER_FIGURES = "figures.enter"
REVIEW = "reviews.organize"
REDRAW_NETS = "territory.redraw"
INSTALL_PACKS = "packs.install"
WRITE_NOTICES = "notices.write"
REVIEW_NOTICES = "notices.review"
PUT_UP_CARDS = "exchange.put_up"
REVIEW_CARDS = "exchange.review"
CLAIM_CARDS = "exchange.claim"
KEEP_FUNDS = "funds.keep"
APPROVE_GRANTS = "funds.approve"

POWERS: dict[str, Promise] = {
    VIEW_CASES: _("See the cases of the area"),
    TAKE_IN_CASES: _("Take in a case for somebody"),
    REVEAL_CONTACTS: _("See a reporter's contact, with a reason"),
    OVERSEE_CONTACTS: _("Watch over how often contacts are seen"),
    MOVE_CASES: _("Move a case to another place"),
    SUPERVISE: _("Supervise tasks"),
    APPOINT: _("Appoint people to posts"),
    PLAN_DUTY: _("Plan who is on duty"),
    CALL_OUT: _("Call out those on standby"),
    ORGANIZE: _("Found, change and dissolve bodies"),
    PUBLISH_RULES: _("Publish registers and workflows"),
    ENTER_DECISIONS: _("Enter what a procedure has decided into a register"),
    VIEW_FIGURES: _("See the figures of the area"),
    ENTER_FIGURES: _("Type in figures from outside, with their source"),
    REVIEW: _("Organize reviews and scorecards"),
    REDRAW_NETS: _("Redraw nets: import, group, bring into force"),
    INSTALL_PACKS: _("Install packs"),
    WRITE_NOTICES: _("Write notices for everybody"),
    REVIEW_NOTICES: _("Publish or return notices that others wrote"),
    PUT_UP_CARDS: _("Put up needs, offers and projects, and say who takes them on"),
    REVIEW_CARDS: _("Read the cards that others put up before they are shown"),
    CLAIM_CARDS: _("Take on what is on cards, for their body or themselves"),
    KEEP_FUNDS: _("Keep a fund: enter gifts, ask for grants"),
    APPROVE_GRANTS: _("Approve grants that others asked for"),
}
