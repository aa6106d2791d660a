"""Shipped packs, each installed once for a whole run: tests stand on clones, and leave no trace."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests.databases import EMPTY, INSTALLED_AT, clone, cloned, connect_to, exists

# What tests stand in of packs that take minutes to install whole: the districts that act in them.
PARTS = {"chongqing": ("500116", "500120")}


@contextmanager
def in_territory(key: str) -> Iterator[None]:
    """Stand in the territory of a shipped pack; what is done there is taken back at the end."""
    from django.db import connection, transaction

    shared = connection.settings_dict["NAME"]
    connect_to(_own_clone(key))
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        connect_to(shared)


@cache
def _own_clone(key: str) -> str:
    """This worker's copy: it goes away with the engine."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    name = f"pack_{key}_{worker}"
    clone(installed(key), name)
    return name


def installed(key: str) -> str:
    """A database with the pack, made by the first worker that needs it while others wait."""
    name = f"pack_{key}"
    with (Path(os.environ["YIWANG_HOME"]) / f"{name}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not exists(name):
            _install(key, name)
    return name


def _install(key: str, name: str) -> None:
    from django.db import connection

    from yiwang.foundation.records.actor import SYSTEM
    from yiwang.packs.actions import install_pack
    from yiwang.packs.shelf import pack_folder

    shared = connection.settings_dict["NAME"]
    with cloned(f"{name}_unready", EMPTY) as unready:
        connect_to(unready)
        try:
            within = PARTS.get(key, ())
            install_pack(pack_folder(key), actor=SYSTEM, now=INSTALLED_AT, within=within)
        finally:
            connect_to(shared)
        clone(unready, name)
