"""The note that a practice is to start over: a file, for the process that serves it. It is acted
on after some seconds, so that the page that says so has arrived whole."""

import time
from pathlib import Path

NOTE, AFTER_S = "start-over", 5.0


def want_to_start_over(home: Path) -> None:
    """Leave the note in the folder of the installation."""
    (home / NOTE).touch()


def is_wanted(home: Path) -> bool:
    """Whether the note has been there long enough."""
    note = home / NOTE
    return note.exists() and time.time() - note.stat().st_mtime > AFTER_S


def is_settled(home: Path) -> None:
    """Take the note away."""
    (home / NOTE).unlink(missing_ok=True)
