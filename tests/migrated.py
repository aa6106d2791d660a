"""The engine with a migrated database in it, kept between runs: migrating takes longer than most
tests do. It is named by the digest of everything that a migrated database follows from."""

import os
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parent.parent
KEPT = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "yiwang" / "migrated"
FOLLOWS_FROM = (
    "requirements.lock",
    "tests/databases.py",
    "src/yiwang/config/postgres.py",
    "src/yiwang/config/schema.py",
    "src/yiwang/**/migrations/*.py",
)
MOST_KEPT = 4


def lay_out(folder: Path) -> None:
    """Put the kept engine into a new home; make it first where none is kept yet."""
    kept = KEPT / _digest()
    if not kept.exists():
        _make(kept)
    _copy(kept, folder / "postgres")


def _make(kept: Path) -> None:
    KEPT.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix="yiwang-migrating-") as folder:
        subprocess.run(
            [sys.executable, "-m", "tests.databases", "migrated"],
            check=True,
            cwd=ROOT,
            env=os.environ | {"YIWANG_HOME": folder, "PYTHONPATH": str(ROOT / "src")},
        )
        fresh = Path(tempfile.mkdtemp(dir=KEPT))
        _copy(Path(folder, "postgres"), fresh / "postgres")
    if not kept.exists():
        (fresh / "postgres").rename(kept)
    shutil.rmtree(fresh)
    by_age = sorted(KEPT.iterdir(), key=lambda each: each.stat().st_mtime, reverse=True)
    for old in by_age[MOST_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def _copy(source: Path, target: Path) -> None:
    """With owners and modes, which PostgreSQL is particular about."""
    subprocess.run(["cp", "-a", str(source), str(target)], check=True)


def _digest() -> str:
    digest = sha256(sys.version.encode())
    for pattern in FOLLOWS_FROM:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:24]
