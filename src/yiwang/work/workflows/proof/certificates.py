"""A certificate holds in steps that are there and are no end, and tells what an action says."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.proof.finding import Finding, finding


def check_certificate(definition: Definition) -> Iterator[Finding]:
    """Findings of the rule certificate_holds."""
    stated = definition.certificate
    if stated is None:
        return
    kinds = {key: step.kind for key, step in definition.steps.items()}
    sentence = _("The certificate holds in “{step}”, and that is no step before the end.")
    for index, step in enumerate(stated.steps):
        if kinds.get(step, "end") == "end":
            where = ("certificate", "steps", index)
            yield finding("certificate_holds", sentence, where=where, step=step)
    actions = {action.key for step in definition.steps.values() for action in step.actions}
    if stated.told_by is not None and stated.told_by not in actions:
        sentence = _("The certificate tells what “{action}” says, and there is no such action.")
        at = ("certificate", "told_by")
        yield finding("certificate_holds", sentence, where=at, action=stated.told_by)
