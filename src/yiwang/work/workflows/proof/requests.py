"""What may be asked for has terms that make sense: steps, time to decide, somebody who does."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from yiwang.work.workflows.acts import APPEALS
from yiwang.work.workflows.definition.schema import Definition, RequestTerms
from yiwang.work.workflows.proof.finding import Finding, finding
from yiwang.work.workflows.proof.naming import listed

if TYPE_CHECKING:
    from yiwang.work.workflows.proof.territory import Vacancies


def check_requests(definition: Definition) -> Iterator[Finding]:
    """Findings of the rules that the terms of requests have to follow, whatever the territory."""
    for kind, terms in definition.requests.items():
        yield from _steps(definition, kind, terms)
        yield from _limit(definition, kind, terms)
        if kind in APPEALS and terms.within is None:
            sentence = _("“{kind}” is asked once the case has ended: say `within` how long.")
            yield _at("appeal_has_a_time", sentence, kind)
        keys = [reason.key for reason in terms.reasons]
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            sentence = _("“{kind}” has several reasons “{reason}”: give each a key of its own.")
            yield _at("one_key", sentence, kind, "reasons", reason=key)


def check_approvers(definition: Definition, vacancies: "Vacancies") -> Iterator[Finding]:
    """Somebody decides in every area, and those who hear of a late decision exist."""
    sentence = _(
        "Nobody holds a post “{post}” to decide about “{kind}” in {count} of {all} areas: {names}."
    )
    for kind, terms in definition.requests.items():
        if missing := vacancies.names(terms.approver):
            words = {**listed(list(missing.values())), "all": vacancies.everywhere()}
            yield _at("approver_exists", sentence, kind, "approver", post=terms.approver, **words)
        for post in terms.escalate:
            if vacancies.is_nobody(post):
                nobody = _(
                    "Nobody at all holds a post “{post}”, told when “{kind}” is decided late."
                )
                yield _at("escalation_exists", nobody, kind, "escalate", post=post)
    for post in definition.limit.escalate if definition.limit else []:
        if vacancies.is_nobody(post):
            nobody = _("Nobody at all holds a post “{post}”, told when the whole is late.")
            yield finding("escalation_exists", nobody, where=("limit", "escalate"), post=post)


def check_limit_of_run(definition: Definition) -> Iterator[Finding]:
    """The time for everything makes sense, and what is set aside comes back by its clock."""
    limit = definition.limit
    if limit is None:
        if "deferral" in definition.requests:
            sentence = _(
                "What is set aside (“{kind}”) returns by the clock of the whole: give “limit”."
            )
            yield _at("deferral_returns", sentence, "deferral")
        return
    if limit.remind is not None and limit.remind >= limit.value:
        sentence = _("The whole is reminded of earlier than its limit begins to run.")
        yield finding("reminder_in_time", sentence, where=("limit", "remind"))
    if not definition.calendar:
        sentence = _("The whole has a limit, and the workflow names no calendar to count by.")
        yield finding("limit_has_a_calendar", sentence, where=("limit",))


def _steps(definition: Definition, kind: str, terms: RequestTerms) -> Iterator[Finding]:
    sentence = _("“{kind}” may be asked for in “{step}”, which is no step where staff act.")
    for index, key in enumerate(terms.steps):
        step = definition.steps.get(key)
        if step is None or step.kind not in ("single", "joint"):
            yield _at("asked_where_staff_act", sentence, kind, "steps", index, step=key)


def _limit(definition: Definition, kind: str, terms: RequestTerms) -> Iterator[Finding]:
    if not definition.calendar:
        sentence = _("“{kind}” has to be decided in time, and the workflow names no calendar.")
        yield _at("limit_has_a_calendar", sentence, kind, "limit")
    if terms.limit.remind is not None and terms.limit.remind >= terms.limit.value:
        sentence = _("“{kind}” reminds earlier than the time to decide begins to run.")
        yield _at("reminder_in_time", sentence, kind, "limit", "remind")


def _at(rule: str, sentence: object, kind: str, *where: str | int, **words: object) -> Finding:
    place = ("requests", kind, *where)
    return finding(rule, sentence, where=place, kind=kind, **words)  # type: ignore[arg-type]  # lazy
