"""Kinds of whistle must be able to do what they promise: somebody may blow them, and whoever has a
limit to arrive can say that they have."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from yiwang.work.workflows.acts import ACTS, Effect
from yiwang.work.workflows.definition.schema import Definition, WhistleKind
from yiwang.work.workflows.proof.finding import Finding, finding


def check_whistles(definition: Definition) -> Iterator[Finding]:
    """Findings of the rules one_key, whistle_has_callers, arrivals_are_said, reminder_in_time."""
    counts = Counter(kind.key for kind in definition.whistles)
    for index, kind in enumerate(definition.whistles):
        where = ("whistles", index)
        if counts[kind.key] > 1:
            sentence = _("There are several whistles “{kind}”: give each a key of its own.")
            yield finding("one_key", sentence, where=where, kind=kind.key)
        if strange := set(kind.by) - _dispatching(definition):
            sentence = _("“{kind}” may be blown by “{post}”, and no such post dispatches anywhere.")
            at, posts = (*where, "by"), ", ".join(sorted(strange))
            yield finding("whistle_has_callers", sentence, where=at, kind=kind.key, post=posts)
        yield from _arrivals(definition, kind, index)
        yield from _reminders(kind, index)


def _dispatching(definition: Definition) -> set[str]:
    """The types of post that call departments."""
    return {
        step.post
        for step in definition.steps.values()
        if step.post and any(ACTS[each.act].effect is Effect.ASSIGN for each in step.actions)
    }


def _arrivals(definition: Definition, kind: WhistleKind, index: int) -> Iterator[Finding]:
    sentence = _("“{kind}” has a limit to arrive: “{step}” has to offer the act “arrive”.")
    for key, step in definition.steps.items():
        acts = {action.act for action in step.actions}
        if kind.arrive and step.kind == "joint" and "arrive" not in acts:
            where = ("whistles", index, "arrive")
            words = {"kind": kind.key, "step": key}
            yield finding("arrivals_are_said", sentence, path=(key,), where=where, **words)


def _reminders(kind: WhistleKind, index: int) -> Iterator[Finding]:
    sentence = _("“{kind}” reminds earlier than its limit begins to run.")
    for purpose in ("acknowledge", "arrive", "resolve", "score"):
        limit = getattr(kind, purpose)
        if limit and limit.remind is not None and limit.remind >= limit.value:
            where = ("whistles", index, purpose, "remind")
            yield finding("reminder_in_time", sentence, where=where, kind=kind.key)
