"""What each record of a case says to people. The vocabulary of acts is closed, so the table is."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import ActorKind
from yiwang.foundation.records.models import Record

SENTENCES: dict[str, Promise] = {
    "cases.case.reported": _("Reported. The number is %(number)s."),
    "cases.case.accepted": _("Taken in."),
    "cases.case.whistled": _("Reported up to the command centre, to call departments."),
    "cases.case.settled": _("Settled on the spot. The result will be checked."),
    "cases.case.declined": _("Not taken up. The answer says why and what to do instead."),
    "cases.case.passed_up": _("Passed to the command centre one level up."),
    "cases.case.sent_back": _("Sent back one step."),
    "cases.case.dispatched": _("Given to: %(organizations)s."),
    "cases.case.acknowledged": _("%(organization)s has signed for it."),
    "cases.case.returned": _("%(organization)s has given it back: not theirs to do."),
    "cases.case.handled": _("%(organization)s has dealt with it."),
    "cases.case.redirected": _("Given to %(organizations)s instead."),
    "cases.case.released": _("%(organization)s is no longer needed for it."),
    "cases.case.verified": _("The result was checked and found good."),
    "cases.case.sent_to_rework": _("The result was checked and is not good enough: done again."),
    "cases.case.answered": _("The reporter was answered."),
    "cases.case.rated": _("The reporter gave %(grade)s of 5."),
    "cases.case.reopened": _("Not solved, says the reporter: it is handled again."),
    "cases.case.outcome_accepted": _("The reporter leaves it at that."),
    "cases.case.expired": _("The time for the reporter to decide is over."),
    "cases.case.reminded": _("Reminded: the time limit is near."),
    "cases.case.escalated": _("Late. The level above was told."),
    "cases.case.assigned": _("Somebody was found to answer for it."),
    "cases.case.supervised": _("An order was given to get it done."),
    "cases.case.order_answered": _("The order was answered."),
    "cases.case.cancelled": _("Ended by the office."),
    "cases.case.withdrawn": _("Withdrawn by the reporter."),
    "cases.case.moved": _("The place was put right."),
    "cases.case.followed": _("Somebody else follows this case."),
    "cases.contact.revealed": _("The reporter's contact was looked at."),
    "cases.contact.corrected": _("The reporter put the contact right."),
    "cases.contact.erased": _("The contact was erased."),
}
FOR_STAFF_ONLY = {"cases.case.reminded", "cases.case.assigned", "cases.case.followed"}
REASONS_FOR_ALL = {"cases.contact.revealed", "cases.case.moved", "cases.case.cancelled"}
SOMETHING = _("Something was done: %(name)s.")


def sentence_of(one: Record, organizations: Mapping[int, str]) -> str:
    """The record in the reader's language. `organizations` names the bodies it may speak of."""
    named = [organizations.get(each, "") for each in one.data.get("organizations", [])]
    words = {
        "name": one.name.rpartition(".")[2],
        "number": one.data.get("number", ""),
        "grade": one.data.get("grade", ""),
        "organization": organizations.get(one.data.get("organization", 0), one.capacity),
        "organizations": str(_(", ")).join(name for name in named if name),
    }
    return str(SENTENCES.get(one.name, SOMETHING)) % words


def who_of(one: Record) -> str:
    """Who did it: the post, else the reporter or the system."""
    if one.capacity:
        return one.capacity
    return str(_("The reporter") if one.actor_kind == ActorKind.REPORTER else _("The system"))
