"""Where nobody will be on duty, though a step counts on it: then everybody at the post answers, or
out of working time nobody in particular. A warning: rosters are planned week by week."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yiwang.structure.posts.queries.rosters import hours_without_shift, posts_with_gaps
from yiwang.work.workflows.definition.schema import Definition, Step
from yiwang.work.workflows.proof.finding import Finding, at_step
from yiwang.work.workflows.proof.naming import listed


def warnings_of_rosters(definition: Definition, at: datetime) -> list[Finding]:
    """What the shifts and the rosters of the next seven days leave open. Two queries a type."""
    found: list[Finding] = []
    for key, step in definition.steps.items():
        for setting, post in _watches(step):
            found += _of_type(key, setting, post, definition.area, at)
    return found


def _watches(step: Step) -> list[tuple[str, str]]:
    own = [("on_duty", post) for post in step.handling_posts if step.on_duty]
    return own + ([("after_hours", step.after_hours)] if step.after_hours else [])


def _of_type(key: str, setting: str, post: str, area: str, at: datetime) -> Iterator[Finding]:
    hours = hours_without_shift(post)
    if hours is None:
        sentence = _("“{step}” is for whoever is on duty, and posts “{post}” have no shifts.")
        yield at_step("shifts_exist", sentence, key, setting, post=post)
        return
    if hours:
        sentence = _(
            "In {hours} hours of a week posts “{post}” have no shift: “{step}” then goes to "
            "its post, whoever is there."
        )
        yield at_step("shifts_cover", sentence, key, setting, post=post, hours=hours)
    if lacking := posts_with_gaps(post, at, within=area):
        sentence = _(
            "The roster of the next 7 days has gaps at {count} posts “{post}”, for “{step}”: "
            "{names}."
        )
        yield at_step("roster_planned", sentence, key, setting, post=post, **listed(lacking))
