"""The packs that come with the program, and how a pack is named on the command line."""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from yiwang.foundation.refusals import NotFound

SHELF = Path(__file__).parent
MANIFEST = "pack.toml"


def shipped_packs() -> Iterator[Path]:
    """The folders of the packs that come with the program, by name."""
    return (path.parent for path in sorted(SHELF.glob(f"*/{MANIFEST}")))


def pack_folder(named: str) -> Path:
    """The folder of a pack: the key of a shipped one, or a path. Refuses what is neither."""
    for folder in (SHELF / named, Path(named)):
        if (folder / MANIFEST).is_file():
            return folder.resolve()
    known = ", ".join(folder.name for folder in shipped_packs())
    raise NotFound(
        _("There is no pack %(name)s: give the folder of a pack, or one of: %(known)s.")
        % {"name": named, "known": known}
    )
