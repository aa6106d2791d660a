"""`{% load states %}`: how something stands, as a word with its sign; words by key."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yiwang.foundation.refusals import Sentence

register = template.Library()


@dataclass(frozen=True, slots=True)
class State:
    """A word, the icon before it, and whether it is the one that is looked for."""

    word: Sentence
    icon: str = ""
    is_on: bool = False


TARGETS = {
    "reached": State(_("reached"), "circle-check", is_on=True),
    "missed": State(pgettext_lazy("of a target", "missed"), "circle-x"),
    "behind": State(pgettext_lazy("of a target", "behind"), "trending-down"),
    "on_way": State(_("on its way"), "trending-up"),
    "unread": State(_("not counted yet")),
}
TASKS = {
    "not_signed": State(_("not signed yet"), "mail"),
    "open": State(_("open"), "mail"),
    "acknowledged": State(_("being handled"), "progress"),
    "held": State(_("stands still: merged"), "player-pause"),
    "done": State(_("done"), "check"),
    "returned": State(_("given back"), "arrow-back-up"),
    "released": State(_("no longer needed"), "logout-2"),
    "ended": State(_("ended with the case"), "x"),
}
NOTICES = {
    "published": State(_("On the board"), "check", is_on=True),
    "submitted": State(_("With a second person"), "eye"),
    "withdrawn": State(_("Taken back"), "x"),
    "sent_back": State(_("Sent back"), "arrow-back-up"),
    "draft": State(_("Draft"), "pencil"),
}
MODES: dict[str, Sentence] = {
    "full_time": _("full-time"),
    "concurrent": _("beside another post"),
    "seconded": _("seconded"),
    "stationed": _("stationed"),
    "paired": _("paired"),
    "standby": _("on standby"),
    "called_out": _("called out"),
    "acting": _("in place of another for a time"),
}
VOLUNTEER = _("volunteer")
CHANNELS: dict[str, Sentence] = {
    "web": _("web page"),
    "phone": _("telephone"),
    "counter": _("counter"),
    "letter": _("letter"),
    "hotline": _("hotline"),
    "met": _("a resident, through staff on the spot"),
    "worker": _("by staff themselves"),
}
ANOTHER_SYSTEM = _("another system")


DECISIONS: dict[str, Sentence] = {
    "redirect": _("%(who)s gave it to %(offices)s instead"),
    "assign_finally": _("%(who)s ruled: %(offices)s, for good"),
    "release": _("%(who)s let the office go"),
    "release_finally": _("%(who)s let the office go"),
}
UNDECIDED = _("Not decided yet")


@register.filter
def decision_said(hop: Any) -> str:
    """`{{ hop|decision_said }}`: what became of a return, and by whom."""
    said = DECISIONS.get(hop.decision)
    if said is not None:
        return str(said) % {"who": hop.decided_by, "offices": "、".join(hop.given_to)}
    return str(hop.decided_by if hop.decided_at else UNDECIDED)


@register.inclusion_tag("parts/state.html")
def target_state(standing: str) -> dict[str, State]:
    """`{% target_state way.standing %}`: how far one has come to a target."""
    return {"state": TARGETS.get(standing, TARGETS["unread"])}


@register.inclusion_tag("parts/state.html")
def task_state(task: Any) -> dict[str, State]:
    """`{% task_state task %}`: what a post has done of its task."""
    key = "not_signed" if task.state == "open" and task.role == "handler" else task.state
    return {"state": TASKS.get(key, TASKS["ended"])}


@register.inclusion_tag("parts/state.html")
def notice_state(notice: Any) -> dict[str, State]:
    """`{% notice_state notice %}`: whether everybody reads it, and who has it else."""
    key = "sent_back" if notice.state == "draft" and notice.reason else notice.state
    return {"state": NOTICES.get(key, NOTICES["draft"])}


@register.filter
def mode_named(mode: str) -> str:
    """`{{ appointment.mode|mode_named }}`: in which way a post is held."""
    return str(MODES.get(mode, VOLUNTEER))


@register.filter
def channel_named(channel: str) -> str:
    """`{{ case.channel|channel_named }}`: by which way it came."""
    return str(CHANNELS.get(channel, ANOTHER_SYSTEM))
