"""Who may write workflows: whoever has the power to publish rules over the whole territory."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.structure.posts.acting import acting_with
from yiwang.structure.posts.powers import PUBLISH_RULES
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.models import Workflow

NOT_YOURS = _("You do not publish rules here. Ask who does so for the whole territory.")


def workflow_to_write(definition: Definition, *, actor: Actor, on: date) -> tuple[Workflow, Actor]:
    """The workflow with the definition's key, locked, and the actor in their capacity.

    The first definition of a key makes the workflow.
    """
    actor = writing(actor, on)
    named = {"name": definition.name, "name_en": definition.name_en, "subject": definition.subject}
    Workflow.objects.get_or_create(key=definition.key, defaults=named)
    return Workflow.objects.select_for_update().get(key=definition.key), actor


def writing(actor: Actor, on: date) -> Actor:
    """The actor in the capacity in which they write workflows; refuses the others."""
    return acting_with(PUBLISH_RULES, over=None, actor=actor, on=on, refusal=NOT_YOURS)
