"""`YIWANG_HOME`: the one folder an installation keeps its data, files and keys in."""

import os
from pathlib import Path


def home() -> Path:
    """The installation's folder, made if it is missing; `./var` unless `YIWANG_HOME` says else."""
    path = Path(os.environ.get("YIWANG_HOME", "var")).expanduser().resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path
