"""What the settings of a workflow are called on a form, and what they are for.

Whoever adds a setting to the schema gives it its words here; until then it shows under its key.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, Promise] = {
    "name": _("Name"),
    "name_en": _("Name in English"),
    "kind": _("Kind of step"),
    "stage": _("Stage that the reporter sees"),
    "stage_signed": _("Stage once all have signed"),
    "post": _("Whose turn it is"),
    "stays": _("It stays with the post that acted before"),
    "on_duty": _("Whoever is on duty at the post, by shift"),
    "after_hours": _("Out of working time: whoever is on duty there"),
    "beginner": _("It goes back to whoever began it"),
    "reporter": _("A reporter waits for an answer"),
    "asks": _("What the text is for"),
    "asks_en": _("The same in English"),
    "coordinator": _("Who coordinates"),
    "when_done": _("Goes on to, once all are done"),
    "acknowledge": _("Time to sign"),
    "resolve": _("Time to finish"),
    "escalate": _("Who is told when it is late, in this order"),
    "not_by": _("Who acted in these steps may not act here"),
    "triage": _("Register that proposes the nature"),
    "route": _("Register that proposes the offices"),
    "one_thing": _("Register of templates for one thing with several tasks"),
    "outcome": _("How it ended"),
    "basis": _("Rule it rests on"),
    "act": _("What happens"),
    "says": _("What the button tells whoever presses it"),
    "says_en": _("The same in English"),
    "to": _("Leads to"),
    "to_dissatisfied": _("Leads to, when dissatisfied"),
    "needs": _("Must be filled in"),
    "times": _("At most so many times for one case"),
    "suits": _("Proposed for these natures"),
    "only": _("Only for these natures"),
    "area": _("Only in the area with this code"),
    "instead_of": _("There it takes the place of"),
    "gate": _("Register that must admit the offices"),
    "gate_help": _("Said with its refusal: how to have the entry made"),
    "gate_help_en": _("The same in English"),
    "writes": _("Register that it writes into"),
    "share": _("Share of the type's limits that is left, once it is urgent"),
    "delegation": _("Register that says which level acts"),
    "duties": _("Register of duties"),
    "calendar": _("Working calendar"),
    "start": _("First step"),
    "value": _("How much"),
    "clock": _("Counted in"),
    "remind": _("Remind so much before"),
    "of_kind": _("The case type's own limit goes first"),
    "returns": _("So many returns before it is a dispute"),
    "arbiter": _("Who decides a dispute about a return"),
    "arbitrate": _("Time to decide a dispute"),
    "not_of_handlers": _("Nobody of an office that handled it may act here"),
    "also": _("Or at these posts, where an office has none of the first"),
    "outside": _("Somebody outside decides (a court, an arbitrator)"),
    "limit": _("Time for the whole case"),
    "approver": _("Who approves"),
    "most": _("So much at a time"),
    "requests": _("Requests that may be made"),
    "return_reasons": _("Reasons for a return"),
    "reasons": _("Reasons to choose from"),
    "actions": _("Actions"),
    "stages": _("Stages"),
    "steps": _("Steps"),
}
HINTS: dict[str, Promise] = {
    "kind": _("After saving, the form shows what this kind of step has."),
    "post": _("Found from the place of the case upward, the nearest first."),
    "escalate": _("The first at the limit, each further one after half of the limit again."),
    "asks": _("Shown above the field where the act does not say enough."),
    "not_by": _("So that nobody checks their own work."),
    "outside": _("The time of the case stands still; the limit says when to ask how it stands."),
    "says": _("One sentence: what pressing it sets going, and for whom."),
    "only": _("Of another nature it is refused, and told which way to go."),
    "times": _("Leave it empty where it may be done as often as needed."),
    "remind": _("In the same units; leave it empty for no reminder."),
    "gate": _("An office without an entry there cannot be asked."),
}
KINDS: dict[str, Promise] = {
    "single": _("One post acts"),
    "joint": _("Several offices, each with a task of its own"),
    "publication": _("It stands published, open to objections, until the time is over"),
    "reporter": _("The reporter decides, or the time runs out"),
    "end": _("The case ends here"),
}
CLOCKS: dict[str, Promise] = {
    "urgent_hour": _("hours, round the clock"),
    "work_hour": _("working hours"),
    "work_day": _("working days"),
    "calendar_day": _("calendar days"),
}
OUTCOMES: dict[str, Promise] = {
    "solved": _("solved"),
    "declined": _("declined"),
    "unanswered": _("the reporter said nothing"),
    "dissatisfied": _("the reporter is dissatisfied"),
    "other": _("otherwise"),
}
INPUTS: dict[str, Promise] = {
    "text": _("a text"),
    "reason": _("a reason"),
    "kind": _("the case type"),
    "nature": _("the nature"),
    "organizations": _("offices"),
    "evidence": _("evidence of the result"),
    "documents": _("a picture of the paper"),
    "grade": _("a grade"),
    "reason_code": _("a reason from the list"),
    "entry": _("the entry of the register it rests on"),
    "value": _("how much more time"),
    "until": _("until when"),
    "amount": _("an amount of money"),
    "people": _("how many people it concerns"),
    "cost": _("what it cost the parties"),
    "words": _("the words by which it is known again"),
    "parts": _("the parts it is split into"),
    "whistle": _("the kind of whistle"),
    "objection": _("the objection that is answered"),
}
ACTS: dict[str, Promise] = {
    "accept": _("Take it on: it goes to the next step"),
    "whistle": _("Whistle: report it to those who send departments"),
    "do": _("Go on: what it means, its label says"),
    "enter": _("Enter what was decided into a register"),
    "strike": _("Strike an entry from a register"),
    "settle": _("Settle it on the spot, with what was done"),
    "decline": _("Decline, with the reason, and answer the reporter"),
    "pass_up": _("Pass it up: the same step one level above"),
    "send_back": _("Send it back to an earlier step, with the reason"),
    "choose_path": _("The parties chose this way"),
    "hold_session": _("Note that a session was held"),
    "mark_urgent": _("Mark it as urgent"),
    "agree": _("The parties agreed: the terms, without names"),
    "publish": _("Publish it for everybody, open to objections"),
    "end_publication": _("The time for objections is over"),
    "answer_objection": _("Answer an objection; everybody reads the answer"),
    "conclude": _("Carried out: publish the result"),
    "retract": _("Take back what was published, with the reason"),
    "dispatch": _("Dispatch: each office chosen gets a task"),
    "acknowledge": _("Sign: the office takes its task on"),
    "return": _("Return: the office gives its task back, with the reason"),
    "finish": _("Finish: the office is done; the last one ends the step"),
    "redirect": _("Redirect a returned task to another office"),
    "release": _("Release: the office need not take part any more"),
    "pass_check": _("Pass the check"),
    "rework": _("Send it to rework, to those who handled it"),
    "answer": _("Answer the reporter"),
    "rate": _("The reporter rates it"),
    "reopen": _("The reporter wants it handled again"),
    "accept_outcome": _("The reporter leaves it at that"),
    "expire": _("Nothing was heard until the limit"),
    "assign_finally": _("Decide a dispute: this office has to do it"),
    "release_finally": _("Decide a dispute: the office need not do it"),
    "request_reopen": _("The reporter asks to have it handled again"),
    "grant_reopen": _("Grant it: it is handled again"),
    "refuse_reopen": _("Refuse it, with the reason, and answer the reporter"),
    "appeal_refusal": _("The reporter appeals against the refusal"),
    "uphold_refusal": _("The refusal stands, with the reason and an answer"),
}
WHATS: dict[str, Promise] = {
    "added": _("added"),
    "removed": _("struck out"),
    "changed": _("changed"),
}


def label_of(name: str) -> str:
    """What a setting is called; its key in words of its own where nobody named it yet."""
    return str(LABELS.get(name) or name.replace("_", " "))


def hint_of(name: str) -> str:
    """What it is for; empty where the label says enough."""
    return str(HINTS.get(name, ""))


def act_in_words(key: str) -> str:
    """What an act does."""
    return str(ACTS.get(key) or key)
