"""Reading records: of one subject, of one name, and how far they are sealed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Aggregate, Count, Max, QuerySet

from yiwang.foundation.records.actor import ActorKind
from yiwang.foundation.records.models import Cursor, Record, SealedRecord, UnsealedRecord


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


def changed_by_people(names: Collection[str], after: int) -> set[int]:
    """The ids of the subjects of these records that somebody with an account wrote after the record
    with that id; whole lists are no subject of theirs."""
    records = Record.objects.filter(name__in=names, account_id__isnull=False, id__gt=after)
    return set(records.filter(subject_id__gt=0).values_list("subject_id", flat=True).distinct())


def touched_by_people(subject: str, ids: Collection[int], after: int) -> set[int]:
    """Those of these subjects about which somebody with an account wrote any record after the one
    with that id."""
    records = Record.objects.filter(subject=subject, subject_id__in=ids, id__gt=after)
    by_people = records.filter(account_id__isnull=False)
    return set(by_people.values_list("subject_id", flat=True).distinct())


def changed_by_sources(names: Collection[str], after: int) -> set[int]:
    """The same as `changed_by_people`, of what another system sent: the program wrote it, in the
    name of that system."""
    records = Record.objects.filter(name__in=names, account_id__isnull=True, id__gt=after)
    sent = records.filter(actor_kind=ActorKind.SYSTEM).exclude(capacity="")
    return set(sent.filter(subject_id__gt=0).values_list("subject_id", flat=True).distinct())


def data_by_people(names: Collection[str], after: int) -> list[dict[str, Any]]:  # Any: JSON
    """What these records say that somebody with an account wrote after the one with that id."""
    records = Record.objects.filter(name__in=names, account_id__isnull=False, id__gt=after)
    return list(records.order_by("id").values_list("data", flat=True))


def newest_record() -> int:
    """The id of the newest record, 0 where there is none: whether anything has happened since."""
    newest: int | None = Record.objects.order_by("-id").values_list("id", flat=True).first()
    return newest or 0


def summed_since(moment: datetime, sums: Mapping[str, Aggregate]) -> dict[str, Any]:  # Any: sums
    """These sums over what people did since then, reporters among them."""
    return Record.objects.filter(at__gt=moment).exclude(actor_kind="system").aggregate(**sums)


def has_unsealed() -> bool:
    """Whether any record waits for its place in the chain."""
    return UnsealedRecord.objects.exists()


def newest_of(subject: str, subject_ids: Collection[int]) -> dict[int, int]:
    """The id of the newest record of each of these subjects: whether anything happened to it."""
    records = Record.objects.filter(subject=subject, subject_id__in=subject_ids)
    newest = records.order_by().values("subject_id").annotate(newest=Max("id"))
    return {row["subject_id"]: row["newest"] for row in newest}


def acts_of_others(
    subject: tuple[str, int], task_id: int, account_id: int | None, after: int
) -> QuerySet[Record]:
    """What other accounts did on one task of a subject after the record with that id, the latest
    first; reminders and the like are no acts."""
    acts = _of(subject).filter(id__gt=after, data__task=task_id, data__has_key="action")
    others = acts.filter(account_id__isnull=False).exclude(account_id=account_id)
    return others.order_by("-id")


def read_up_to(reader: str) -> int:
    """How far a reader of the record has come, 0 before its first look."""
    position = Cursor.objects.filter(reader=reader).values_list("position", flat=True).first()
    return position or 0


def seal_state(subject: tuple[str, int]) -> SealState:
    """How far the records of one subject are sealed, in two queries."""
    sealed = SealedRecord.objects.filter(record_id__in=_of(subject).values("pk"))
    counted = sealed.aggregate(number=Count("position"), last=Max("position"))
    return SealState(_of(subject).count(), counted["number"], counted["last"])


def _of(subject: tuple[str, int]) -> QuerySet[Record]:
    return Record.objects.filter(subject=subject[0], subject_id=subject[1])
