"""Django's settings for the database that `DATABASE_URL` names."""

import os
from typing import Any

import dj_database_url

NOT_GIVEN = "postgresql://postgres@localhost/yiwang"
LIMITS = "-c jit=off -c statement_timeout=30000 -c lock_timeout=10000"  # milliseconds
# Starting processes for a statement takes longer than what most pages read.
PLANS = "-c parallel_setup_cost=50000"
PREPARE_AFTER = 5  # the same statement so many times; psycopg's own default


def database(address: str | None) -> dict[str, Any]:
    """Options of the address (`?sslmode=require`, `?host=/a/socket/folder`) are kept."""
    parsed = dj_database_url.parse(address or NOT_GIVEN)
    given = dict(parsed.get("OPTIONS", {}))
    socket_folder = given.pop("host", None)
    return {
        **parsed,
        "ENGINE": "django.db.backends.postgresql",
        "HOST": socket_folder or parsed["HOST"],
        "CONN_MAX_AGE": 0,
        "OPTIONS": {
            **given,
            **({} if os.environ.get("YIWANG_NO_POOL") else {"pool": _pool()}),
            "prepare_threshold": None if os.environ.get("YIWANG_PREPARE") == "0" else PREPARE_AFTER,
            "options": f"{LIMITS} {PLANS} {given.get('options', '')}".strip(),
        },
    }


def _pool() -> dict[str, Any]:
    """Connections of one process; who waits longer than this for a free one gets 503."""
    return {"min_size": 1, "max_size": int(os.environ.get("YIWANG_POOL", "16")), "timeout": 5}
