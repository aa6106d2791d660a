"""Whoever a step lets enter a decision into a register must have the power to."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from yiwang.structure.posts.powers import ENTER_DECISIONS, PUBLISH_RULES
from yiwang.structure.posts.queries import post_types
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.proof.finding import Finding, finding
from yiwang.work.workflows.proof.graph import path_to


def check_entering(definition: Definition) -> Iterator[Finding]:
    """Findings of the rule may_enter."""
    sentence = _(
        "“{action}” of “{step}” enters into “{register}”, and a post “{post}” has no power to: "
        "give its type the power “rules.enter”."
    )
    for key, step in definition.steps.items():
        for number, action in enumerate(step.actions):
            if action.writes and not _may_enter(step.post):
                words = {"action": action.key, "step": key, "register": action.writes}
                words["post"] = step.post or str(_("whoever began it"))
                where = ("steps", key, "actions", number, "writes")
                path = path_to(definition, key)
                yield finding("may_enter", sentence, path=path, where=where, **words)


def _may_enter(post: str | None) -> bool:
    able = {ENTER_DECISIONS, PUBLISH_RULES}
    return any(kind.key == post and able & set(kind.powers) for kind in post_types())
