"""The words of an act's form: what each field is for, and what pressing the button sets going."""

from datetime import datetime
from functools import reduce

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from yiwang.portals.moments import when
from yiwang.work.workflows.queries import Ahead

TEXTS: dict[str, Promise] = {
    "whistle": gettext_lazy("What should the command centre know?"),
    "settle": gettext_lazy("How was it settled?"),
    "enter": gettext_lazy("What the entry of the register says"),
    "decline": gettext_lazy("What can the reporter do instead? The reporter reads this."),
    "pass_up": gettext_lazy("What has been tried so far?"),
    "dispatch": gettext_lazy("What is asked of these offices?"),
    "redirect": gettext_lazy("What is asked of the new office?"),
    "ask_reporter": gettext_lazy("What should the reporter tell you?"),
    "assign_finally": gettext_lazy("What is asked of the office you name?"),
    "call_also": gettext_lazy("What is asked of the office called now?"),
    "finish": gettext_lazy("What was done, and how does it look now?"),
    "pass_check": gettext_lazy("What did you see on the spot?"),
    "agree": gettext_lazy("What was agreed? The parties are not named."),
    "answer": gettext_lazy("The answer, in plain words. The reporter reads this."),
    "publish": gettext_lazy("The notice, in plain words. Everybody reads this; nobody is named."),
    "answer_objection": gettext_lazy("Your answer. Everybody reads this; nobody is named."),
    "conclude": gettext_lazy("What came of it? Everybody reads this; nobody is named."),
    "reply_to_order": gettext_lazy("Your answer to the order"),
    "refuse_reopen": gettext_lazy("The answer, in plain words. The reporter reads this."),
    "uphold_refusal": gettext_lazy("The answer, in plain words. The reporter reads this."),
}
REASONS: dict[str, Promise] = {
    "decline": gettext_lazy("Why not?"),
    "enter": gettext_lazy("On which document does it rest?"),
    "strike": gettext_lazy("Why is it withdrawn?"),
    "pass_up": gettext_lazy("Why can it not be decided here?"),
    "send_back": gettext_lazy("Why back?"),
    "retract": gettext_lazy("Why is it taken back? Everybody reads this; nobody is named."),
    "return": gettext_lazy("Why is it not yours? Whose is it?"),
    "finish": gettext_lazy("If it was done elsewhere: why there?"),
    "choose_path": gettext_lazy("Why did the parties choose this way? They are not named."),
    "hold_session": gettext_lazy("How far did they get? The parties are not named."),
    "mark_urgent": gettext_lazy("Why can it not wait? Say it of the matter, not of a person."),
    "release": gettext_lazy("Why are they no longer needed?"),
    "assign_finally": gettext_lazy("Why this office?"),
    "ask_again": gettext_lazy("What is still to be answered?"),
    "release_finally": gettext_lazy("Why are they no longer needed?"),
    "refuse_reopen": gettext_lazy("Why is it not handled again? For the record."),
    "uphold_refusal": gettext_lazy("Why does it stay at that? For the record."),
    "let_go": gettext_lazy("Why are they no longer needed?"),
    "change_lead": gettext_lazy("Why shall another one lead?"),
    "score": gettext_lazy("What was good, what was not?"),
    "rework": gettext_lazy("What is not solved yet?"),
    "ask_extension": gettext_lazy("Why is more time needed? The reporter may read this."),
    "ask_pause": gettext_lazy("What is waited for? The reporter may read this."),
    "ask_deferral": gettext_lazy("Why can it not be done now? The reporter may read this."),
    "ask_usual_limits": gettext_lazy("Why can it wait after all? The reporter may read this."),
    "ask_void": gettext_lazy("Why should it end unsolved? The reporter may read this."),
    "grant": gettext_lazy("Remark (not needed)"),
    "call_solved": gettext_lazy("What else the reporter said (not needed)"),
    "call_unsolved": gettext_lazy("What is not solved, in the reporter's own words?"),
    "refuse": gettext_lazy("Why not? Whoever asked reads this."),
}


def text_label(act: str) -> str:
    """What the text of this act is for."""
    return str(TEXTS.get(act, gettext_lazy("Remark")))


INSISTS = gettext_lazy("To have a full one take it all the same: the reason (else it goes on)")


def reason_label(act: str) -> str:
    """What the reason of this act answers."""
    return str(REASONS.get(act, gettext_lazy("Reason")))


def told_offices(ahead: Ahead, number: int, now: datetime) -> str:
    """ "将通知 3 个单位，10月12日 17:30 前签收，…前办结"."""
    if not number:
        return _("Choose the offices that shall do it.")
    return ngettext(
        "%(number)s office is told at once. %(limits)s",
        "%(number)s offices are told at once. %(limits)s",
        number,
    ) % {"number": number, "limits": _limits(ahead, now)}


def told_those_chosen(ahead: Ahead, now: datetime) -> str:
    """The same where no script counts along."""
    return _("Those you choose are told at once. %(limits)s") % {"limits": _limits(ahead, now)}


def told_next(ahead: Ahead, now: datetime) -> str:
    """Who gets it next, and until when."""
    words = {"step": ahead.step_label, "who": ahead.who, "limits": _limits(ahead, now)}
    if ahead.kind == "end":
        return _("The case ends here: “%(step)s”.") % words
    if ahead.kind == "reporter":
        return _("Then: “%(step)s”, the reporter decides. %(limits)s") % words
    if not ahead.who:
        return _("Then: “%(step)s”. Nobody answers for it yet; those above are told.") % words
    return _("Then: “%(step)s”, %(who)s. %(limits)s") % words


def _limits(ahead: Ahead, now: datetime) -> str:
    parts = []
    if ahead.sign_by:
        parts.append(_("Sign by %(when)s.") % {"when": when(ahead.sign_by, now)})
    if ahead.come_by:
        parts.append(_("There by %(when)s.") % {"when": when(ahead.come_by, now)})
    if ahead.done_by:
        done = _("Decide by %(when)s.") if ahead.kind == "reporter" else _("Done by %(when)s.")
        parts.append(done % {"when": when(ahead.done_by, now)})
    return reduce(_after_it, parts, "")


def _after_it(said: str, further: str) -> str:
    """One sentence after the other, as the language sets them."""
    return _("%(said)s %(further)s") % {"said": said, "further": further} if said else further
