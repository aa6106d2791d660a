"""A table that waits: what it would change now, and the lock under which it is applied."""

from datetime import datetime

from django.db import connection
from django.utils import timezone

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import NotFound
from yiwang.foundation.sheets.columns import in_both
from yiwang.foundation.sheets.described import SheetKind
from yiwang.foundation.sheets.models import Upload
from yiwang.foundation.sheets.planning import Plan, planned
from yiwang.foundation.sheets.queries import GONE
from yiwang.foundation.sheets.reading import read_table

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('yiwang.sheets.' || %s))"


def lock_list(kind: SheetKind) -> None:
    """Tables and forms of one list are written one after the other."""
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME, [kind.key])


def plan_of(upload: Upload, kind: SheetKind, actor: Actor, now: datetime) -> Plan:
    """What a waiting table would change now. Raises UnreadableTable; NotFound when it is gone."""
    if upload.content is None:
        raise NotFound(GONE)
    table = read_table(bytes(upload.content), [*in_both(kind.title), kind.key])
    on = timezone.localdate(now)
    return planned(kind, table, actor, on, replaces=upload.replaces)
