"""What follows an end makes sense: who calls back, and where what was closed is taken up again."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from yiwang.work.workflows.acts import ACTS
from yiwang.work.workflows.definition.schema import CallBacks, Definition
from yiwang.work.workflows.proof.finding import Finding, finding
from yiwang.work.workflows.proof.graph import Move
from yiwang.work.workflows.proof.naming import listed

if TYPE_CHECKING:
    from yiwang.work.workflows.proof.territory import Vacancies

REQUEST = "request_reopen"


def check_closing(definition: Definition) -> Iterator[Finding]:
    """Findings of the rules reopening_is_decided, call_backs_lead_on, limit_has_a_calendar."""
    reopening, call_backs = definition.reopening, definition.call_backs
    if reopening is not None:
        step = definition.steps.get(reopening.to)
        if step is None or all(action.act != "grant_reopen" for action in step.actions):
            sentence = _("What was closed leads back to “{step}”, where nobody can grant it.")
            where = ("reopening", "to")
            yield finding("reopening_is_decided", sentence, where=where, step=reopening.to)
    if call_backs is not None and reopening is None:
        sentence = _("Who is called back may say that it is not solved: give “reopening” too.")
        yield finding("call_backs_lead_on", sentence, where=("call_backs",))
    if (call_backs or reopening) and not definition.calendar:
        sentence = _("What follows the end has a limit, and the workflow names no calendar.")
        yield finding("limit_has_a_calendar", sentence, where=("call_backs",))
    if call_backs is not None:
        yield from _attempts(call_backs)
    kinds = [quota.kind for quota in call_backs.quotas] if call_backs else []
    for kind in sorted({kind for kind in kinds if kinds.count(kind) > 1}):
        sentence = _("There are several quotas of call-backs for “{kind}”.")
        yield finding("one_key", sentence, where=("call_backs", "quotas"), kind=kind)


def _attempts(terms: CallBacks) -> Iterator[Finding]:
    """Several attempts leave time between them, and fit into the time to call."""
    spacing, limit = terms.spacing, terms.limit
    where = ("call_backs", "spacing")
    if spacing is None:
        return
    if terms.attempts == 1:
        sentence = _("Only one attempt is made to call back, so “spacing” has no effect.")
        yield finding("setting_idle", sentence, where=where)
    elif spacing.clock == limit.clock and spacing.value * (terms.attempts - 1) >= limit.value:
        sentence = _("So many attempts do not fit into the time to call back.")
        yield finding("attempts_fit", sentence, where=where)


def moves_after_the_end(definition: Definition) -> list[Move]:
    """From the ends after which the reporter may come back: so often in one run."""
    reopening = definition.reopening
    if reopening is None or reopening.to not in definition.steps:
        return []
    return [
        Move(key, REQUEST, reopening.to, ACTS[REQUEST], reopening.times)
        for key, step in definition.steps.items()
        if step.kind == "end" and step.outcome in reopening.outcomes
    ]


def check_callers(definition: Definition, vacancies: "Vacancies") -> Iterator[Finding]:
    """Somebody calls back in every area, and those who hear of a late call exist."""
    terms = definition.call_backs
    if terms is None:
        return
    if missing := vacancies.shared(terms.posts):
        sentence = _("Nobody can call back in {count} of {all} areas: {names}.")
        counted = listed(list(missing.values()))
        counted |= {"all": vacancies.everywhere()}
        where = ("call_backs", "posts")
        yield finding("callers_exist", sentence, path=(), where=where, **counted)
    for post in terms.escalate:
        if vacancies.is_nobody(post):
            sentence = _("Nobody at all holds a post “{post}”, told when a call-back is late.")
            where = ("call_backs", "escalate")
            yield finding("escalation_exists", sentence, where=where, post=post)
