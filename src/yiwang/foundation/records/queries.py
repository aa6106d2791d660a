"""Reading records: of one subject, of one name, and how far they are sealed."""

from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet

from yiwang.foundation.records.models import Record, SealedRecord


@dataclass(frozen=True, slots=True)
class SealState:
    """How many records a subject has, how many of them are in the chain, and where the last is."""

    records: int
    sealed: int
    last_position: int | None

    @property
    def is_whole(self) -> bool:
        return self.records == self.sealed


def history_of(subject: tuple[str, int]) -> list[Record]:
    """Everything that happened to one subject, oldest first."""
    return list(_of(subject).order_by("id"))


def records_named(name: str, subject: str) -> QuerySet[Record]:
    """The records of one name on one kind of subject: for the conditions of other apps' lists."""
    return Record.objects.filter(name=name, subject=subject)


def seal_state(subject: tuple[str, int]) -> SealState:
    """How far the records of one subject are sealed, in two queries."""
    sealed = SealedRecord.objects.filter(record_id__in=_of(subject).values("pk"))
    counted = sealed.aggregate(number=Count("position"), last=Max("position"))
    return SealState(_of(subject).count(), counted["number"], counted["last"])


def _of(subject: tuple[str, int]) -> QuerySet[Record]:
    return Record.objects.filter(subject=subject[0], subject_id=subject[1])
