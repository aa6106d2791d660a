"""Writing a record. Only actions call this, inside the transaction of what they change."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Model

from yiwang.foundation.inserting import insert
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.models import Record


def record(
    name: str,
    *,
    subject: tuple[str, int],
    actor: Actor,
    at: datetime,
    along: Iterable[Model] = (),
    **data: Any,
) -> None:
    """Write what happened: `record("cases.case.closed", subject=("cases.case", 7), ...)`.

    `data` must be JSON and must not repeat personal contents: ids, states, reasons, numbers.
    `along` are the rows that the act adds: they are inserted in the same statement.
    """
    happened = Record(
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
    insert([*along, happened])
