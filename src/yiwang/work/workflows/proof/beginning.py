"""Who begins: what staff begin of their own accord has nobody outside who waits, a step can go back
to whoever began it, and somebody is there who may begin."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from yiwang.structure.posts.queries import post_types
from yiwang.structure.territory.queries import ids_by_code
from yiwang.work.workflows.beginning import (
    RESIDENTS,
    STAFF,
    beginning_posts,
    is_held_by_anybody,
    is_narrowed,
    lets_residents,
    lets_staff,
    level_names,
)
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.proof.finding import Finding, at_step, finding
from yiwang.work.workflows.proof.lengths import kinds_of


def check_beginning(definition: Definition) -> Iterator[Finding]:
    """Findings of the rules reporter_there, beginner_is_staff and setting_idle."""
    for key, step in definition.steps.items():
        if step.kind == "reporter" and not definition.reporter:
            sentence = _("“{step}” waits for a reporter, and the workflow says that there is none.")
            yield at_step("reporter_there", sentence, key, "kind")
        if step.beginner and definition.reporter:
            sentence = _(
                "“{step}” goes to whoever began it, and residents may have: only what staff begin "
                "(`reporter = false`) can go back to them."
            )
            yield at_step("beginner_is_staff", sentence, key, "beginner")
        if step.beginner and step.post:
            sentence = _("“{step}” goes to whoever began it, so “{setting}” has no effect.")
            yield at_step("setting_idle", sentence, key, "post", setting="post")
    if definition.ask_reporter and not definition.reporter:
        sentence = _("There is no reporter to be asked anything: “{setting}” has no effect.")
        yield finding("setting_idle", sentence, where=("ask_reporter",), setting="ask_reporter")
    yield from _idle_beginners(definition)


def _idle_beginners(definition: Definition) -> Iterator[Finding]:
    named = definition.begun_by
    if RESIDENTS in named and not definition.reporter:
        sentence = _("Residents are to begin it, and the workflow says that there is no reporter.")
        yield finding("reporter_there", sentence, where=("begun_by",))
    given = [name for name in ("begun_by", "begun_at", "begun_in") if getattr(definition, name)]
    if definition.instead_of:
        sentence = _(
            "The workflow whose place it takes says who begins: “{setting}” has no effect."
        )
        idle = given
    elif not lets_staff(definition):
        sentence = _("No staff begin it of their own accord: “{setting}” has no effect.")
        idle = given[1:]
    else:
        sentence = _("Anybody on staff begins it: the posts named in “{setting}” have no effect.")
        idle = ["begun_by"] if STAFF in named and set(named) - {STAFF, RESIDENTS} else []
    for name in idle:
        yield finding("setting_idle", sentence, where=(name,), setting=name)


def check_beginners(definition: Definition) -> Iterator[Finding]:
    """Findings of the rules begun_by_staff, no type that a resident may raise goes unanswered, and
    begun_by_somebody, its type and the workflow leave somebody to begin it."""
    by_residents = definition.reporter and lets_residents(definition)
    for kind in kinds_of(definition):
        if kind.key and kind.has_reporter and not definition.reporter:
            sentence = _("“{kind}” may be raised by residents, and this workflow answers nobody.")
            yield finding("begun_by_staff", sentence, where=("reporter",), kind=kind.name)
        elif kind.key and not (
            (kind.has_reporter and by_residents) or (kind.is_of_staff and lets_staff(definition))
        ):
            sentence = _("Nobody may begin “{kind}”: its type lets others begin than the workflow.")
            yield finding("begun_by_somebody", sentence, where=("begun_by",), kind=kind.name)


def check_beginners_there(definition: Definition, on: date) -> Iterator[Finding]:
    """Findings of the rule beginners_exist: posts, levels and areas that there are, and somebody
    who holds such a post."""
    if not is_narrowed(definition):
        return
    unknown = list(_unknown(definition))
    yield from unknown
    if not unknown and not is_held_by_anybody(definition, on):
        sentence = _("Nobody at all holds a post at which it may be begun.")
        yield finding("beginners_exist", sentence, where=("begun_by",))


def _unknown(definition: Definition) -> Iterator[Finding]:
    posts = {each.key for each in post_types()}
    for name in beginning_posts(definition):
        if name not in posts:
            sentence = _("There is no post “{name}” to begin it.")
            yield finding("beginners_exist", sentence, where=("begun_by",), name=name)
    for name in set(definition.begun_at) - set(level_names()):
        sentence = _("There is no level “{name}” at which to begin it.")
        yield finding("beginners_exist", sentence, where=("begun_at",), name=name)
    for name in set(definition.begun_in) - set(ids_by_code(definition.begun_in)):
        sentence = _("There is no area with the code “{name}” in which to begin it.")
        yield finding("beginners_exist", sentence, where=("begun_in",), name=name)
