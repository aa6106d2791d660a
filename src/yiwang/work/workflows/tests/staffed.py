"""A land where the loop of `loops.py` can run: two towns in a city, everybody at their post."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.clocks.actions.load_calendar import load_calendar
from yiwang.foundation.clocks.specs import CalendarSpec
from yiwang.foundation.records.actor import SYSTEM
from yiwang.structure.organizations.models import Organization
from yiwang.structure.posts.models import Appointment, Post, PostType
from yiwang.structure.posts.powers import PUBLISH_RULES
from yiwang.structure.registers.actions.load_register import load_register
from yiwang.structure.registers.rows import EntryRow, RegisterSpec
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.models import Area, Net
from yiwang.structure.territory.rows import AreaRow, NetSpec
from yiwang.work.workflows.tests.parcels import fresh_parcels

NOW = datetime(2026, 9, 7, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = date(2026, 9, 7)
SINCE = date(2026, 1, 1)
HERE = [("calendar", "staffed"), ("steps.dispatch.route", "staffed_route")]
POSTS = {  # type -> codes of the areas where somebody holds one
    "clerk": ["SA", "SB"],
    "dispatcher": ["S"],
    "verifier": ["S"],
    "supervisor": ["S"],
}


def make_staffed():
    """Build it; the accounts are called like their posts: staffed.clerk.SA. The parcels that move
    there, of no type yet."""
    week = [[["08:30", "12:00"]]] * 5 + [[], []]
    spec = CalendarSpec("staffed", "日历", week, SINCE, date(2026, 12, 31))
    load_calendar(spec, [], actor=SYSTEM, now=NOW)
    Net.objects.update(is_primary=False)
    levels = [{"key": key, "name": key, "name_en": key} for key in ("city", "town")]
    rows = [
        AreaRow("S", "城", "", "city"),
        AreaRow("SA", "东镇", "", "town", "S"),
        AreaRow("SB", "西镇", "", "town", "S"),
    ]
    net = NetSpec(key="staffed", name="网", kind="base", levels=levels, is_primary=True)
    load_net(net, rows, actor=SYSTEM, now=NOW)
    for kind, codes in POSTS.items():
        for code in codes:
            appoint(kind, area=area(code))
    appoint("department", organization=body("streets", area("S")))
    route([EntryRow("1", "道路", outcome={"function": "streets"})])
    return fresh_parcels()


def area(code):
    return Area.objects.get(net__key="staffed", code=code)


def body(function, of):
    return Organization.objects.create(
        code=f"staffed-{function}",
        name=f"{function}局",
        kind="department",
        function=function,
        area=of,
        valid_from=SINCE,
    )


def appoint(kind, *, area=None, organization=None):
    powers = [PUBLISH_RULES] if kind == "supervisor" else []
    post_type = PostType.objects.update_or_create(
        key=kind, defaults={"name": kind, "powers": powers}
    )[0]
    post = Post.objects.create(type=post_type, area=area, organization=organization)
    place = area.code if area else organization.code
    account = Account.objects.create(username=f"staffed.{kind}.{place}")
    Appointment.objects.create(post=post, account=account, is_primary=True, starts_on=SINCE)


def leave(kind, code):
    """Whoever holds this post here leaves it today."""
    Appointment.objects.filter(account__username=f"staffed.{kind}.{code}").update(ends_on=TODAY)


def route(entries):
    """The route register says this from today on."""
    spec = RegisterSpec("staffed_route", "谁来办", "route", TODAY, entries)
    load_register(spec, actor=SYSTEM, now=NOW)


def gate(key, entries):
    """A gate register that says this from today on."""
    load_register(RegisterSpec(key, key, "gate", TODAY, entries), actor=SYSTEM, now=NOW)
