"""What people changed on pages since a pack last overwrote it: told from the record, row by row. A
pack that is installed again leaves it as it is, and says so."""

from dataclasses import dataclass

from yiwang.foundation.records.queries import changed_by_people, newest_record, records_named

INSTALLED = "packs.pack.installed"
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
        """The ids of what people wrote these records about."""
        return changed_by_people(names, self.since)


def since_overwritten(*, overwrite: bool) -> ByHand:
    """What an install keeps: nothing when it overwrites, else all since one last did."""
    if overwrite:
        return ByHand(newest_record(), overwrites=True)
    last = records_named(INSTALLED, "packs.pack").filter(data__overwrite=True).order_by("id").last()
    return ByHand(last.pk if last else 0)
