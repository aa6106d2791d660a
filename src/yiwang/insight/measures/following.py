"""Figures follow an act at once: whatever is recorded is sealed and counted, one after the other.

From an act to the wall board it takes less than two seconds, by construction. A worker looks four
times a second whether a record waits to be sealed or counted (three rows, by their keys): at most
250 ms after the act's transaction. It seals and counts what waits in one go: some 200 ms for all
that a busy city does in that time (bench/board.py measures it). The board looks every 1 000 ms
whether there is anything new, and reads it: two answers of some 100 ms. 250 + 200 + 1 000 + 200 ms
are 1 650 ms.

There is no signal that could be lost: what nobody noticed waits there still. Looking twice, late or
by two workers changes nothing, since the sealer and the reader of the record each go on from where
they were, one at a time. What time alone makes late is no act: the periodic task turns it.
"""

import logging
from datetime import datetime
from threading import Event

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from psycopg.errors import LockNotAvailable

from yiwang.foundation.records.queries import has_unsealed
from yiwang.foundation.records.readers import behind
from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.measures.keeping import READER, keep_up

EVERY_SECONDS = 0.25
logger = logging.getLogger(__name__)


def follow_until(stopped: Event) -> None:
    """Look again and again; a database that went away is asked again at the next look."""
    while not stopped.wait(EVERY_SECONDS):
        try:
            close_old_connections()
            follow_once(timezone.now())
        except DatabaseError as problem:
            if not isinstance(problem.__cause__, LockNotAvailable):  # somebody loads very much
                logger.exception("Could not follow the record")
            connection.close()


def follow_once(now: datetime) -> int:
    """Seal and count what waits; how many records were counted."""
    if not has_unsealed() and not behind(READER):
        return 0
    seal_pending(now)
    return keep_up(now)
