"""What a long command cost: how long it took, and the most memory held by it and by the process of
the engine that worked for it. A process says its own peak; the engine's is read where Linux says
it, and left out where the engine is not on this machine."""

import re
import resource
import sys
import time
from pathlib import Path

from django.utils.translation import gettext as _

_BYTES = 1 if sys.platform == "darwin" else 1024  # what getrusage counts memory in
_ENGINE = "SELECT pg_backend_pid(), inet_server_addr() IS NULL"


class Cost:
    """Begins to count when it is made."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    def sentence(self) -> str:
        """In words, with the connection still open that the work was done by."""
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _BYTES
        words = {"seconds": round(time.monotonic() - self._begun), "own": _mib(own)}
        if (engine := _engine_peak()) is None:
            return _("%(seconds)s s; %(own)s MiB of memory at most.") % words
        words["engine"] = _mib(engine)
        return (
            _("%(seconds)s s; %(own)s MiB of memory at most, %(engine)s MiB in the engine.") % words
        )


def _engine_peak() -> int | None:
    """Bytes of the process of the engine that serves our connection, shared pages included."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(_ENGINE)
        process, is_here = cursor.fetchone()
    told = Path(f"/proc/{process}/status")
    if not is_here or not told.exists():
        return None
    peak = re.search(r"VmHWM:\s+(\d+) kB", told.read_text())
    return int(peak[1]) * 1024 if peak else None


def _mib(count: int) -> int:
    return round(count / 2**20)
