"""Writing a record. Only actions call this, inside the transaction of what they change."""

from datetime import datetime
from typing import Any

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.models import Record
from yiwang.foundation.rows import new_row
from yiwang.foundation.writing import Pending


def record(
    name: str,
    *,
    subject: tuple[str, int],
    actor: Actor,
    at: datetime,
    along: Pending | None = None,
    **data: Any,
) -> None:
    """Write what happened: `record("cases.case.closed", subject=("cases.case", 7), ...)`.

    `data` must be JSON and must not repeat personal contents: ids, states, reasons, numbers.
    `along` is what the act adds and changes: it is written in the same statement.
    """
    pending = along or Pending()
    pending.add(line(name, subject=subject, actor=actor, at=at, **data))
    pending.write()


def line(name: str, *, subject: tuple[str, int], actor: Actor, at: datetime, **data: Any) -> Record:
    """The same as a row, for an act that writes it together with much else."""
    return new_row(
        Record,
        at=at,
        name=name,
        subject=subject[0],
        subject_id=subject[1],
        actor_kind=actor.kind.value,
        account_id=actor.account_id,
        capacity_id=actor.capacity_id,
        capacity=actor.capacity,
        data=data,
    )
