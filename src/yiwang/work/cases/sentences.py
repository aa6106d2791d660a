"""What each record of a case says to people. The vocabulary of acts is closed, so the table is."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import ActorKind
from yiwang.foundation.records.models import Record
from yiwang.work.cases.grades import GRADES

OBJECTED = "cases.case.objected"
SENTENCES: dict[str, Promise] = {
    "cases.case.reported": _("Reported. The number is %(number)s."),
    "cases.case.accepted": _("Taken in."),
    "cases.case.done": _("%(label)s."),
    "cases.case.entered": _("%(label)s: entered into the register."),
    "cases.case.struck": _("%(label)s: struck from the register."),
    "cases.case.whistled": _("Passed on, so that departments come."),
    "cases.case.settled": _("Settled on the spot. The result will be checked."),
    "cases.case.declined": _("Not taken up. The answer says why and what to do instead."),
    "cases.case.passed_up": _("Passed on to the level above."),
    "cases.case.sent_back": _("Sent back one step."),
    "cases.case.dispatched": _("Given to: %(organizations)s."),
    "cases.case.dispatched.one_thing": _(
        "As one thing, “%(label)s”, given to: %(organizations)s. Each does its part."
    ),
    "cases.case.acknowledged": _("%(organization)s has signed for it."),
    "cases.case.arrived": _("%(organization)s has come."),
    "cases.case.also_called": _("Also called: %(organizations)s."),
    "cases.case.let_go": _("No longer needed: %(organizations)s."),
    "cases.case.lead_changed": _("%(organizations)s leads from now on."),
    "cases.case.scored": _("%(organization)s has scored the other side of the whistle."),
    "cases.case.left_unscored": _("%(organization)s did not score the other side in time."),
    "cases.case.path_chosen": _("The parties chose a way: %(path)s."),
    "cases.case.session_held": _("Session no. %(session)s was held."),
    "cases.case.marked_urgent": _("Marked as urgent: it goes first, and its limits are shorter."),
    "cases.case.agreed": _("The parties agreed."),
    "cases.case.published": _("Published for everybody, open to objections."),
    "cases.case.publication_ended": _("The time for objections is over."),
    OBJECTED: _("A resident objected to what is published."),
    "cases.case.objection_answered": _("An objection was answered, for everybody to read."),
    "cases.case.concluded": _("Carried out; the result is published."),
    "cases.case.retracted": _("What was published was taken back; the reason is published."),
    "cases.case.split": _("Split into: %(numbers)s. Each goes its own way."),
    "cases.case.split_off": _("Split off from another case. The number is %(number)s."),
    "cases.case.returned": _("%(organization)s has given it back: not theirs to do."),
    "cases.case.handled": _("%(organization)s has dealt with it."),
    "cases.case.redirected": _("Given to %(organizations)s instead."),
    "cases.case.released": _("%(organization)s is no longer needed for it."),
    "cases.case.returned.disputed": _(
        "%(organization)s has given it back again: the level above arbitrates."
    ),
    "cases.case.arbitrated": _("Arbitrated: %(organizations)s does it, for good."),
    "cases.case.released_by_arbiter": _("Arbitrated: %(organization)s is not needed for it."),
    "cases.case.verified": _("The result was checked and found good."),
    "cases.case.sent_to_rework": _("The result was checked and is not good enough: done again."),
    "cases.case.answered": _("The reporter was answered."),
    "cases.case.rated": _("The reporter rated it: %(grade)s."),
    "cases.case.rated.slip": _(
        "The reporter rated it on a paper slip, entered for them: %(grade)s."
    ),
    "cases.case.rated.phone": _("The reporter rated it by telephone, entered for them: %(grade)s."),
    "cases.case.reopened": _("Not solved, says the reporter: it is handled again."),
    "cases.case.reopen_requested": _("The reporter says why it is not solved, and asks for more."),
    "cases.case.reopen_granted": _("Granted: it is handled again."),
    "cases.case.reopen_refused": _("Not handled again. The answer says why."),
    "cases.case.refusal_appealed": _("The reporter appeals to the level above."),
    "cases.case.refusal_upheld": _("The level above leaves it at that. The answer says why."),
    "cases.case.outcome_accepted": _("The reporter leaves it at that."),
    "cases.case.expired": _("The time for the reporter to decide is over."),
    "cases.case.reminded": _("Reminded: the time limit is near."),
    "cases.case.escalated": _("Late. The level above was told."),
    "cases.case.recounted": _(
        "Time limits were reckoned anew: the working days or the rules for them have changed."
    ),
    "cases.case.assigned": _("Somebody was found to answer for it."),
    "cases.case.person_named": _("%(holder)s does it; the post answers for it as before."),
    "cases.case.person_released": _("%(holder)s does it no longer; the whole post has it."),
    "cases.case.supervised": _("An order was given to get it done."),
    "cases.case.order_answered": _("The order was answered."),
    "cases.case.extension_asked": _("%(capacity)s asked for more time."),
    "cases.case.extension_granted": _("More time was granted."),
    "cases.case.extension_refused": _("More time was not granted."),
    "cases.case.pause_asked": _("%(capacity)s asked for a pause."),
    "cases.case.pause_granted": _("The time stands still."),
    "cases.case.pause_refused": _("No pause was granted."),
    "cases.case.pause_ended": _("The time goes on."),
    "cases.case.deferral_asked": _("%(capacity)s asked to set it aside."),
    "cases.case.deferral_granted": _("Set aside until a day."),
    "cases.case.deferral_refused": _("It was not set aside."),
    "cases.case.deferral_ended": _("It is taken up again."),
    "cases.case.resumed": _("Time ran on again."),
    "cases.case.granted": _("A request was granted."),
    "cases.case.refused": _("A request was refused."),
    "cases.case.void_asked": _("%(capacity)s asked to void it."),
    "cases.case.void_granted": _("Voided: two people decided that it is not dealt with."),
    "cases.case.void_refused": _("It was not voided."),
    "cases.case.usual_limits_asked": _("%(capacity)s asked to take back the urgency."),
    "cases.case.usual_limits_granted": _("No longer urgent: the usual limits hold again."),
    "cases.case.usual_limits_refused": _("It stays urgent."),
    "cases.case.appeal_count_asked": _("%(capacity)s objects to what is counted against it."),
    "cases.case.appeal_count_granted": _("Left out of one count after an objection."),
    "cases.case.appeal_count_refused": _("The objection was refused: it counts."),
    "cases.case.appeal_rating_asked": _("%(capacity)s objects to the rating being counted."),
    "cases.case.appeal_rating_granted": _(
        "The rating is left out of one figure after an objection. The rating itself stays."
    ),
    "cases.case.appeal_rating_refused": _("The objection to the rating was refused: it counts."),
    "cases.case.order_accepted": _("The answer to the order was accepted."),
    "cases.case.order_repeated": _("The answer to the order was not enough; it was asked again."),
    "cases.case.reporter_asked": _("The reporter was asked something; the time stands still."),
    "cases.case.question_answered": _("The reporter has answered; the time goes on."),
    "cases.case.question_expired": _("No answer came in time: the work goes on."),
    "cases.case.question_expired.as_is": _(
        "No answer came in time: it is answered with what is known."
    ),
    "cases.case.outside_invited": _("A firm from outside was asked to help."),
    "cases.case.outside_opened": _("The firm opened its link."),
    "cases.case.outside_arrived": _("The firm is there."),
    "cases.case.outside_reported": _("The firm reported its result; the office decides."),
    "cases.case.outside_expired": _("The link of the firm has expired."),
    "cases.case.outside_revoked": _("The link of the firm was taken back."),
    "cases.case.commented": _("A comment was left."),
    "cases.case.nudged": _("Those at work were asked to get on with it."),
    "cases.case.call_back_drawn": _(
        "Drawn by lot: somebody who had no part in it will call the reporter back."
    ),
    "cases.case.called_back": _("Called back. It is solved, says the reporter: %(grade)s."),
    "cases.case.called_back_unsolved": _(
        "Called back. It is not solved, says the reporter, and asks to have it handled again."
    ),
    "cases.case.call_tried": _(
        "Called back and not reached: attempt %(attempt)s of %(attempts)s, it is tried again."
    ),
    "cases.case.call_missed": _("Called back, and not reached."),
    "cases.case.call_refused": _("Called back: the reporter does not want to say."),
    "cases.case.call_misdirected": _("Called back: the number is not the reporter's."),
    "cases.case.cancelled": _("Ended by the office."),
    "cases.case.withdrawn": _("Withdrawn by the reporter."),
    "cases.case.merged": _("Put together with another report of the same thing."),
    "cases.case.joined": _("Another report of the same thing is answered with this one."),
    "cases.case.answered_together": _("Answered together with the other report."),
    "cases.case.unmerged": _("Taken apart again: it is handled by itself, from where it stood."),
    "cases.case.parted": _("The other report is handled by itself again."),
    "cases.case.moved": _("The place was put right."),
    "cases.case.followed": _("Somebody else follows this case."),
    "cases.contact.revealed": _("The reporter's contact was looked at."),
    "cases.contact.corrected": _("The reporter put the contact right."),
    "cases.contact.erased": _("The contact was erased."),
}
FOR_STAFF_ONLY = {
    *("cases.case.reminded", "cases.case.assigned", "cases.case.followed"),
    *("cases.case.scored", "cases.case.left_unscored"),
    *("cases.case.person_named", "cases.case.person_released"),
    "cases.case.outside_opened",
    "cases.case.commented",
}
REASONS_FOR_ALL = {
    "cases.contact.revealed",
    "cases.case.moved",
    "cases.case.merged",
    "cases.case.unmerged",
    "cases.case.cancelled",
    "cases.case.extension_granted",
    "cases.case.pause_granted",
    "cases.case.deferral_granted",
    "cases.case.void_granted",
    "cases.case.usual_limits_granted",
    "cases.case.appeal_count_granted",
    "cases.case.appeal_rating_granted",
}
OUTSIDE = {  # said with whatever act led out of the house, or back
    "began": _("It is decided outside now, and the time of the case stands still."),
    "ended": _("It is back from outside, and the time goes on."),
}
SOMETHING = _("Something was done: %(name)s.")


LABELLED = {"cases.case.done", "cases.case.entered", "cases.case.struck"}


def sentence_of(
    one: Record,
    organizations: Mapping[int, str],
    paths: Mapping[str, str] | None = None,
    label: str = "",
    holder: str = "",
) -> str:
    """The record in the reader's language. `organizations` names the bodies it may speak of,
    `paths` the ways that parties may choose, and `label` is that of the action, for those that
    mean what their label says, or of the template that was followed; `holder` is the person it is
    about, for staff."""
    named = [organizations.get(each, "") for each in one.data.get("organizations", [])]
    words = {
        "name": one.name.rpartition(".")[2],
        "label": label,
        "holder": holder,
        "number": one.data.get("number", ""),
        "capacity": one.capacity,
        "numbers": str(_(", ")).join(one.data.get("numbers", [])),
        "path": (paths or {}).get(one.data.get("path", ""), ""),
        "attempt": one.data.get("attempt", 1),
        "attempts": one.data.get("attempts", 1),
        "session": one.data.get("session", ""),
        "grade": GRADES.get(one.data.get("grade", 0), ""),
        "organization": organizations.get(one.data.get("organization", 0), one.capacity),
        "organizations": str(_(", ")).join(name for name in named if name),
    }
    said = str(SENTENCES.get(_spoken_of(one), SOMETHING)) % words
    further = OUTSIDE.get(one.data.get("outside", ""))
    both = _("%(said)s %(further)s")
    return str(both % {"said": said, "further": further}) if further else said


def _spoken_of(one: Record) -> str:
    """The name of the record; some acts are told in two ways."""
    told_as = "disputed" if one.data.get("disputed") else one.data.get("way", "")
    told_as = "as_is" if one.data.get("outcome") == "answer_as_is" else told_as
    told_as = "one_thing" if one.data.get("one_thing") else told_as
    return f"{one.name}.{told_as}" if told_as else one.name


def who_of(one: Record) -> str:
    """Who did it: the post, else the reporter or the system; of who objects nothing is known."""
    if one.capacity:
        return one.capacity
    if one.name == OBJECTED:
        return str(_("A resident"))
    return str(_("The reporter") if one.actor_kind == ActorKind.REPORTER else _("The system"))
