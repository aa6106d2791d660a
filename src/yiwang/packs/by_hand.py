"""What people changed on pages since a pack last overwrote it: told from the record, row by row. A
pack that is installed again leaves it as it is, and says so."""

from dataclasses import dataclass

from yiwang.foundation.records.queries import (
    changed_by_people,
    changed_by_sources,
    data_by_people,
    newest_record,
    records_named,
)

INSTALLED = "packs.pack.installed"
IN_FORCE = "territory.version.brought_into_force"
GIVEN_A_DAY = ("territory.version.scheduled", IN_FORCE)  # on that day the program does it
VERBS = ("added", "changed", "ended")


@dataclass(frozen=True, slots=True)
class ByHand:
    """Everything that people did after the record with the id `since`."""

    since: int
    overwrites: bool = False

    def rows_of(self, subject: str) -> set[int]:
        """The ids of the rows of a list that people changed."""
        return self.by(*(f"{subject}.{verb}" for verb in VERBS))

    def by(self, *names: str) -> set[int]:
        """The ids of what people, or a system that they connected, wrote these records about."""
        return changed_by_people(names, self.since) | changed_by_sources(names, self.since)

    def versions(self) -> dict[int, list[str]]:
        """The versions of nets that people gave their day and that are in force, with the codes of
        the areas that each began or ended."""
        chosen = {each["version"] for each in data_by_people(GIVEN_A_DAY, self.since)}
        begun = records_named(IN_FORCE, "territory.net").filter(data__version__in=list(chosen))
        return {
            each["version"]: each.get("codes", []) for each in begun.values_list("data", flat=True)
        }


def since_overwritten(*, overwrite: bool) -> ByHand:
    """What an install keeps: nothing when it overwrites, else all since one last did."""
    if overwrite:
        return ByHand(newest_record(), overwrites=True)
    last = records_named(INSTALLED, "packs.pack").filter(data__overwrite=True).order_by("id").last()
    return ByHand(last.pk if last else 0)
