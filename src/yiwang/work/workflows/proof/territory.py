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
from yiwang.structure.territory.queries import leaf_areas
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.proof.finding import Finding, finding
from yiwang.work.workflows.proof.graph import path_to
from yiwang.work.workflows.proof.naming import listed
from yiwang.work.workflows.proof.registers import check_registers


class Vacancies:
    """The lowest areas that a type of post leaves without anybody, asked once per type."""

    def __init__(self, on: date) -> None:
        self.names = cache(lambda post: self._names(post, on))
        self.everywhere = cache(lambda: leaf_areas().count())

    def _names(self, post: str, on: date) -> dict[int, str]:
        return dict(areas_without(post, on).values_list("pk", "name"))

    def shared(self, posts: list[str]) -> dict[int, str]:
        """The areas where none of these types of post has anybody."""
        first, *others = map(self.names, posts)
        return {pk: name for pk, name in first.items() if all(pk in other for other in others)}


def prove_in_territory(definition: Definition, on: date) -> list[Finding]:
    """What this territory lacks to run the definition, on this day."""
    vacancies = Vacancies(on)
    return [
        *_calendar(definition),
        *_posts(definition, vacancies),
        *_escalations(definition, vacancies),
        *check_registers(definition, on),
    ]


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
        needed = {"post": step.post if step.kind == "single" else None}
        needed["coordinator"] = step.coordinator
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
            if vacancies.everywhere() and len(vacancies.names(post)) == vacancies.everywhere():
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
