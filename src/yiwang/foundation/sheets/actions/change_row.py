"""Change one row of a list by a form, or add one: the same rules as for a table."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import AlreadyDone, Invalid
from yiwang.foundation.sheets.described import Act, Key, SheetKind
from yiwang.foundation.sheets.planning import planned_row, row_digest
from yiwang.foundation.sheets.waiting import lock_list

_OTHERWISE = _("Somebody changed it meanwhile: look at it again, then change it.")


@transaction.atomic
def change_row(
    kind: SheetKind,
    values: Mapping[str, str],
    key: Key | None,
    *,
    seen: str,
    actor: Actor,
    now: datetime,
) -> Key:
    """Write one row; returns its key. `key` is that of the row it changes, `seen` its digest (see
    `row_digest`); None and "" for a new row. Each list records it by its own `write`.

    Refuses what is wrong (Invalid, by column), and a row that is not as it was seen (AlreadyDone).
    """
    on = timezone.localdate(now)
    acting = kind.keeping(actor, on)
    lock_list(kind)
    plan = planned_row(kind, values, key, actor, on)
    if key is not None:
        before = next(iter(kind.rows([key])), None)
        if before is None or row_digest(before) != seen:
            raise AlreadyDone(_OTHERWISE)
    if plan.faults:
        raise Invalid({fault.column: fault.sentence for fault in reversed(plan.faults)})
    if plan.changes:
        kind.write(plan.changes, Act(acting, now, on))
    changed = plan.changes[0].key if plan.changes else key
    assert changed is not None  # a new row is a change
    return changed
