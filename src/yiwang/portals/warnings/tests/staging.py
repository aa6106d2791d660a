"""Years of cases in testland, put straight into the tables, and posts that oversee contacts."""

from datetime import datetime, timedelta

from django.utils import timezone

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.records.actor import SYSTEM, Actor, ActorKind
from yiwang.foundation.records.write import record
from yiwang.insight.warnings.actions.keep_watch import keep_watch
from yiwang.insight.warnings.models import EarlyWarning
from yiwang.insight.warnings.working_days import midnight
from yiwang.structure.posts.models import Appointment, Post, PostType
from yiwang.structure.territory.models import Area
from yiwang.work.cases.models import Case, CaseType, Placement

PASSWORD = "yiwang-demo"  # that of testland
LEAK, OVERSEER = "housing.leak", "protection.90"
_numbers = iter(range(1, 1_000_000))


def today() -> datetime:
    """Last midnight: where the present window ends."""
    return midnight(timezone.localdate())


def cases(
    area: str, weeks: dict[int, int], kind: str = LEAK, closed: bool = True, **fields: object
) -> list[Case]:
    """So many cases in each week before last midnight: 0 is the latest."""
    place, type_ = Area.objects.get(code=area, valid_to=None), CaseType.objects.get(key=kind)
    rows = [
        _case(place, type_, week, turn, number, closed, fields)
        for week, number in weeks.items()
        for turn in range(number)
    ]
    made = Case.objects.bulk_create(rows)
    Placement.objects.bulk_create(
        Placement(case=each, net_id=place.net_id, area=place, method="point") for each in made
    )
    return made


def _case(place, type_, week, turn, number, closed, fields) -> Case:
    n = next(_numbers)
    at = today() - timedelta(days=7 * (week + 1)) + timedelta(days=7) * (turn + 0.5) / number
    return Case(
        number=f"W{n}",
        tracking_digest=f"w{n}",
        type=type_,
        text="楼道漏水",
        channel="web",
        area=place,
        is_open=not closed,
        reported_at=at,
        closed_at=at + timedelta(hours=5) if closed else None,
        **fields,
    )


def usual_year(area: str, a_week: int = 2, now: int = 0, kind: str = LEAK) -> None:
    """Fifty quiet weeks, and what came in the last one."""
    cases(area, {0: now, **dict.fromkeys(range(1, 51), a_week)}, kind)


def watched(kind: str, now: datetime | None = None) -> list[EarlyWarning]:
    """Look once; the warnings that are open then."""
    keep_watch(kind, actor=SYSTEM, now=now or timezone.now())
    return list(EarlyWarning.objects.filter(kind=kind, closed_at=None).order_by("pk"))


def overseer(username: str = OVERSEER) -> str:
    """Somebody who oversees contacts over the whole of testland, and holds nothing else."""
    city = Area.objects.get(code="90", valid_to=None)
    type_, _made = PostType.objects.get_or_create(
        key="data_protection",
        defaults={"name": "个人信息保护岗", "powers": ["contacts.oversee"], "is_working": False},
    )
    post, _made = Post.objects.get_or_create(type=type_, area=city)
    account = Account.objects.create_user(username, password=PASSWORD)
    Appointment.objects.create(post=post, account=account, starts_on="2026-01-01")
    return username


def contacts_seen(username: str, at: datetime, times: int) -> None:
    """As if somebody had seen so many contacts in the hours after that moment."""
    held = Appointment.objects.filter(account__username=username).order_by("pk").first()
    actor = Actor(ActorKind.STAFF, held.account_id, held.pk, "岗位")
    for turn in range(times):
        when = at + timedelta(hours=turn)
        record(
            "cases.contact.revealed",
            subject=("cases.case", 1_000 + turn),
            actor=actor,
            at=when,
            reason="回访核实",
        )
