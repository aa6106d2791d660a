"""What is allowed and still deserves a second look."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.proof.finding import Finding, at_step


def warnings_of(definition: Definition) -> list[Finding]:
    """Findings that do not keep a definition from being published."""
    return [*_same_post_barred(definition), *_without_a_limit(definition)]


def _same_post_barred(definition: Definition) -> Iterator[Finding]:
    sentence = _(
        "“{step}” and “{barred}” are done at posts of the same type, by different people: where "
        "only one person holds the post, nobody can do “{step}”."
    )
    for key, step in definition.steps.items():
        for barred in step.not_by:
            other = definition.steps.get(barred)
            if other is not None and step.post is not None and other.post == step.post:
                yield at_step("post_barred_from_itself", sentence, key, "not_by", barred=barred)


def _without_a_limit(definition: Definition) -> Iterator[Finding]:
    sentence = _("“{step}” has no limit: nobody is reminded, and it is never late.")
    for key, step in definition.steps.items():
        if step.kind in ("single", "joint") and step.resolve is None:
            yield at_step("never_late", sentence, key)
