"""What a newcomer sees first: the pack, a few rehearsed cases, and accounts to sign in with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.seal import seal_pending
from yiwang.packs.actions import install_pack
from yiwang.packs.installed import Progress
from yiwang.packs.loader.read import read_pack
from yiwang.packs.models import InstalledPack
from yiwang.packs.rehearsal.plan import plan
from yiwang.packs.rehearsal.play import Play, Played, Rehearsed
from yiwang.packs.rehearsal.script import Script, read_script
from yiwang.packs.rehearsal.stage import Stage
from yiwang.work.cases.queries.counting import last_case_id

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class DemonstrationAccount:
    """Somebody fictitious to sign in as."""

    username: str
    password: str
    name: str
    shows: str  # what this account is for


def installed_pack() -> Path | None:
    """The folder of the pack installed last; None on an empty installation."""
    latest = InstalledPack.objects.order_by("-installed_at").first()
    folder = FOLDER / latest.key if latest else None
    return folder if folder and folder.exists() else None


def install_once(key: str, *, now: datetime, progress: Progress) -> None:
    """Load the pack when none is loaded yet."""
    if not InstalledPack.objects.exists():
        install_pack(FOLDER / key, actor=SYSTEM, now=now, progress=progress)
        seal_pending(now)


def rehearse_once(*, now: datetime, rehearsed: Rehearsed) -> None:
    """Rehearse a few cases to look at, where there is none yet and the pack brings a script."""
    folder = installed_pack()
    script = read_script(folder, "demonstration") if folder else None
    if folder and script and not last_case_id():
        rehearse(folder, script, until=now, rehearsed=rehearsed)
        seal_pending(now)


def rehearse(folder: Path, script: Script, *, until: datetime, rehearsed: Rehearsed) -> Played:
    """Play a script on an installed pack; every simulated moment lies before `until`."""
    calendar = read_pack(folder).calendars[0].file.key
    stage = Stage(script, calendar, timezone.localdate(until))
    return Play(stage, until, rehearsed).run(plan(script.targets, until=until))


def demonstration_accounts() -> Sequence[DemonstrationAccount]:
    """The accounts that the installed pack shows to newcomers."""
    folder = installed_pack()
    if folder is None:
        return ()
    pack = read_pack(folder)
    return [
        DemonstrationAccount(account.username, pack.password, account.name, account.shows)
        for account in pack.shown_accounts
    ]
