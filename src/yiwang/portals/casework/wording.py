"""The words of an act's form: what each field is for, and what pressing the button sets going."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from yiwang.portals.moments import when
from yiwang.work.workflows.queries import Ahead

TEXTS: dict[str, Promise] = {
    "whistle": gettext_lazy("What should the command centre know?"),
    "settle": gettext_lazy("How was it settled?"),
    "decline": gettext_lazy("What can the reporter do instead? The reporter reads this."),
    "pass_up": gettext_lazy("What has been tried so far?"),
    "dispatch": gettext_lazy("What is asked of these offices?"),
    "redirect": gettext_lazy("What is asked of the new office?"),
    "finish": gettext_lazy("What was done, and how does it look now?"),
    "pass_check": gettext_lazy("What did you see on the spot?"),
    "answer": gettext_lazy("The answer, in plain words. The reporter reads this."),
    "reply_to_order": gettext_lazy("Your answer to the order"),
}
REASONS: dict[str, Promise] = {
    "decline": gettext_lazy("Why not?"),
    "pass_up": gettext_lazy("Why can it not be decided here?"),
    "send_back": gettext_lazy("Why back?"),
    "return": gettext_lazy("Why is it not yours? Whose is it?"),
    "release": gettext_lazy("Why are they no longer needed?"),
    "rework": gettext_lazy("What is not solved yet?"),
}


def text_label(act: str) -> str:
    """What the text of this act is for."""
    return str(TEXTS.get(act, gettext_lazy("Remark")))


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
    if ahead.done_by:
        done = _("Decide by %(when)s.") if ahead.kind == "reporter" else _("Done by %(when)s.")
        parts.append(done % {"when": when(ahead.done_by, now)})
    return " ".join(parts)
