"""What a newcomer sees first: the pack, a few rehearsed cases, and accounts to sign in with."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from yiwang.foundation.accounts.queries import existing_usernames, ids_of_usernames
from yiwang.foundation.records.actor import SYSTEM, staff
from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.practice.actions.begin_practice import Content, Somebody, begin_practice
from yiwang.insight.practice.described import ExercisesFile
from yiwang.packs.actions import install_pack
from yiwang.packs.installed import Progress
from yiwang.packs.loader.practice import exercises_in
from yiwang.packs.loader.read import read_pack, read_staff_file
from yiwang.packs.models import InstalledPack
from yiwang.packs.rehearsal.plan import plan
from yiwang.packs.rehearsal.play import Play, Played, Rehearsed
from yiwang.packs.rehearsal.script import Script, read_script
from yiwang.packs.rehearsal.stage import Stage
from yiwang.structure.posts.actions.plan_duty import MOST_DAYS, Plan, plan_duty
from yiwang.structure.posts.policies import may_plan
from yiwang.structure.posts.queries.rosters import rosters_to_plan
from yiwang.work.cases.queries.facts import is_any_reported
from yiwang.work.cases.tasks import draw_the_present
from yiwang.work.workflows.turns import past_time

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


def install_once(
    key: str, *, now: datetime, progress: Progress, within: Collection[str] = ()
) -> None:
    """Load the pack, or a part of it, when none is loaded yet."""
    if not InstalledPack.objects.exists():
        install_pack(FOLDER / key, actor=SYSTEM, now=now, progress=progress, within=within)
        seal_pending(now)


def rehearse_once(*, now: datetime, rehearsed: Rehearsed) -> None:
    """Rehearse a few cases to look at, where there is none yet and the pack brings a script."""
    folder = installed_pack()
    script = read_script(folder, "demonstration") if folder else None
    if folder and script and not is_any_reported():
        rehearse(folder, script, until=now, rehearsed=rehearsed)
        draw_the_present(now)
        seal_pending(now)


def rehearse(folder: Path, script: Script, *, until: datetime, rehearsed: Rehearsed) -> Played:
    """Play a script on an installed pack; every simulated moment lies before `until`."""
    calendar = read_pack(folder).calendars[0].file.key
    stage = Stage(script, calendar, timezone.localdate(until))
    with past_time():
        return Play(stage, until, rehearsed).run(plan(script.targets, until=until))


def plan_rosters_once(*, now: datetime) -> int:
    """Plan the shifts of the posts that the demonstration's accounts hold, where none is planned
    yet, in the name of one of them who plans there. Returns how many shifts."""
    accounts = ids_of_usernames([each.username for each in demonstration_accounts()])
    on, made = timezone.localdate(now), 0
    for post, pattern in rosters_to_plan(list(accounts.values()), on):
        planner = next((each for each in accounts.values() if may_plan(post, each, on)), None)
        if planner is not None:
            plan_of = Plan(post.pk, pattern.pk, on, MOST_DAYS)
            made += plan_duty(plan_of, actor=staff(planner), now=now)
    return made


def begin_practising(*, now: datetime) -> None:
    """Set up what is tried: the exercises of the installed pack, as its demonstration's people."""
    folder, accounts = installed_pack(), demonstration_accounts()
    exercises = exercises_in(folder) if folder else ExercisesFile()
    shown = [Somebody(each.username, each.name, each.shows) for each in accounts]
    password = accounts[0].password if accounts else ""
    begin_practice(Content(exercises, shown, password), actor=SYSTEM, now=now)


def demonstration_accounts() -> Sequence[DemonstrationAccount]:
    """The accounts that the installed pack shows to newcomers: of a part, those that are in it."""
    folder = installed_pack()
    if folder is None:
        return ()
    staff = read_staff_file(folder)
    here = existing_usernames([account.username for account in staff.accounts])
    return [
        DemonstrationAccount(account.username, staff.password, account.name, account.shows)
        for account in staff.accounts
        if account.shows and account.username in here
    ]
