"""What counting has to know of the ways that matters go, version by version."""

from dataclasses import dataclass

from django.db.models import Q

from yiwang.foundation.configuration.kept import kept
from yiwang.work.workflows.acts import ACTS
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import WorkflowVersion


@dataclass(frozen=True, slots=True)
class Ways:
    """Ids of versions: in which nobody waits for an answer; and by the step they start in, those
    in which no matter is ever given a nature."""

    without_reporter: tuple[int, ...]
    without_nature: dict[str, tuple[int, ...]]

    def has_reporter(self, run: str) -> Q:
        """Whether somebody waits for an answer; `run` is the way to the run from where it is."""
        return ~Q(**{f"{run}__version__in": self.without_reporter})

    def goes_without_nature(self, run: str) -> Q:
        """Whether it goes a way on which nothing is given a nature."""
        ids = [each for ids in self.without_nature.values() for each in ids]
        return Q(**{f"{run}__version__in": ids})

    def stands_at_the_start(self, run: str) -> Q:
        """Of these, whether it stands where it began."""
        found = Q(pk__in=[])
        for step, ids in self.without_nature.items():
            found |= Q(**{f"{run}__version__in": ids, f"{run}__step": step})
        return found


@kept
def ways() -> Ways:
    """Of every version that was ever published."""
    without_reporter: list[int] = []
    without_nature: dict[str, tuple[int, ...]] = {}
    published = WorkflowVersion.objects.filter(state="published").order_by("pk")
    for version_id in published.values_list("pk", flat=True):
        definition = definition_of_version(version_id)
        if not definition.reporter:
            without_reporter.append(version_id)
        if not _gives_natures(definition):
            start = definition.start
            without_nature[start] = (*without_nature.get(start, ()), version_id)
    return Ways(tuple(without_reporter), without_nature)


def _gives_natures(definition: Definition) -> bool:
    steps = definition.steps.values()
    needs = ({*ACTS[each.act].needs, *each.needs} for step in steps for each in step.actions)
    return any(step.triage for step in steps) or any("nature" in each for each in needs)
