"""Who begins: what staff begin of their own accord has nobody outside who waits, and a step can go
back to whoever began it."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

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


def check_beginners(definition: Definition) -> Iterator[Finding]:
    """Findings of the rule begun_by_staff: no type that a resident may raise goes unanswered."""
    sentence = _("“{kind}” may be raised by residents, and this workflow answers nobody.")
    for kind in kinds_of(definition) if not definition.reporter else ():
        if kind.key and kind.has_reporter:
            yield finding("begun_by_staff", sentence, where=("reporter",), kind=kind.name)
