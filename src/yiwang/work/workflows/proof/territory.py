"""Whether somebody is there for every step in every area: one statement per type of post.

It is asked of the lowest areas of the primary net; where no territory is loaded there is nothing
to ask.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.clocks.queries import calendar_id
from yiwang.foundation.refusals import NotFound
from yiwang.structure.posts.queries import areas_without
from yiwang.structure.territory.queries import leaf_areas_of
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.proof.beginning import check_beginners, check_beginners_there
from yiwang.work.workflows.proof.closing import check_callers
from yiwang.work.workflows.proof.entering import check_entering
from yiwang.work.workflows.proof.finding import Finding, finding
from yiwang.work.workflows.proof.gates import check_gates
from yiwang.work.workflows.proof.graph import path_to
from yiwang.work.workflows.proof.naming import listed
from yiwang.work.workflows.proof.registers import check_registers
from yiwang.work.workflows.proof.requests import check_approvers
from yiwang.work.workflows.proof.signing import check_signing
from yiwang.work.workflows.queries.keys import workflow_keys


class Vacancies:
    """The lowest areas that a type of post leaves without anybody, asked once per type."""

    def __init__(self, on: date, within: str = "") -> None:
        self.within = within  # code of the area that the workflow is for; empty: all
        self.names = cache(lambda post: self._names(post, on))
        self.everywhere = cache(lambda: leaf_areas_of(within).count())

    def _names(self, post: str, on: date) -> dict[int, str]:
        return dict(areas_without(post, on, self.within).values_list("pk", "name"))

    def is_nobody(self, post: str) -> bool:
        """Whether no area at all has anybody at such a post."""
        return self.everywhere() > 0 and len(self.names(post)) == self.everywhere()

    def shared(self, posts: list[str]) -> dict[int, str]:
        """The areas where none of these types of post has anybody."""
        first, *others = map(self.names, posts)
        return {pk: name for pk, name in first.items() if all(pk in other for other in others)}


def prove_in_territory(definition: Definition, on: date) -> list[Finding]:
    """What this territory lacks to run the definition, on this day."""
    vacancies = Vacancies(on, definition.area)
    uncounted = list(_calendar(definition))
    if nowhere := list(_place(definition)):
        return nowhere
    return [
        *(uncounted or check_signing(definition, on)),
        *check_beginners(definition),
        *(check_beginners_there(definition, on) if vacancies.everywhere() else ()),
        *_posts(definition, vacancies),
        *_escalations(definition, vacancies),
        *check_approvers(definition, vacancies),
        *check_callers(definition, vacancies),
        *check_registers(definition, on),
        *check_gates(definition, on),
        *check_entering(definition),
    ]


def prove_for_types(definition: Definition, on: date) -> list[Finding]:
    """The same as far as it depends on the types that move by the definition: for who changes
    those, and not the definition."""
    return [
        *check_signing(definition, on),
        *check_beginners(definition),
        *check_gates(definition, on),
    ]


def _place(definition: Definition) -> Iterator[Finding]:
    """A workflow for one area takes the place of another one there."""
    if bool(definition.area) != bool(definition.instead_of):
        sentence = _(
            "“area” and “instead_of” go together: what is for one area takes a place there."
        )
        yield finding("place_taken", sentence, where=("area",))
    elif definition.area and not leaf_areas_of(definition.area).exists():
        sentence = _("There is no area with the code “{area}” for this workflow.")
        yield finding("place_taken", sentence, where=("area",), area=definition.area)
    elif definition.area and definition.instead_of not in set(workflow_keys(definition.subject)):
        sentence = _("There is no workflow “{instead_of}” whose place this one could take.")
        where = ("instead_of",)
        yield finding("place_taken", sentence, where=where, instead_of=definition.instead_of)


def _calendar(definition: Definition) -> Iterator[Finding]:
    try:
        calendar_id(definition.calendar)
    except NotFound:
        sentence = _("There is no calendar “{calendar}” to count the limits by.")
        yield finding(
            "calendar_exists", sentence, where=("calendar",), calendar=definition.calendar
        )


def _posts(definition: Definition, vacancies: Vacancies) -> Iterator[Finding]:
    sentence = _("Nobody holds a post “{post}” for “{step}” in {count} of {all} areas: {names}.")
    for key, step in definition.steps.items():
        needed = {"post": step.post if step.is_of_one_post else None}
        needed |= {"coordinator": step.coordinator, "arbiter": step.arbiter}
        needed |= {"after_hours": step.after_hours}
        for setting, post in needed.items():
            if post is not None and (missing := vacancies.names(post)):
                where = ("steps", key, setting)
                words = {"step": key, "post": post, **_counted(missing, vacancies)}
                path = path_to(definition, key)
                yield finding("somebody_responsible", sentence, path=path, where=where, **words)


def _escalations(definition: Definition, vacancies: Vacancies) -> Iterator[Finding]:
    """A rung without a holder is skipped; one of them has to be held, and none may be misspelt."""
    for key, step in definition.steps.items():
        if not step.escalate:
            continue
        path, where = path_to(definition, key), ("steps", key, "escalate")
        for post in step.escalate:
            if vacancies.is_nobody(post):
                sentence = _("Nobody at all holds a post “{post}”, told when “{step}” is late.")
                yield finding(
                    "escalation_exists", sentence, path=path, where=where, step=key, post=post
                )
        if missing := vacancies.shared(step.escalate):
            sentence = _("Nobody is told that “{step}” is late in {count} of {all} areas: {names}.")
            words = {"step": key, **_counted(missing, vacancies)}
            yield finding("escalation_reaches", sentence, path=path, where=where, **words)


def _counted(missing: dict[int, str], vacancies: Vacancies) -> dict[str, object]:
    return {**listed(list(missing.values())), "all": vacancies.everywhere()}
