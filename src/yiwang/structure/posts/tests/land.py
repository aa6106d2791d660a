"""A land of one city, one county, two towns with a community each, and one command centre."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.records.actor import SYSTEM
from yiwang.structure.organizations.models import Organization
from yiwang.structure.posts.actions.load_posts import load_posts
from yiwang.structure.posts.models import Appointment, Post
from yiwang.structure.posts.powers import APPOINT, VIEW_CASES
from yiwang.structure.posts.rows import PostKey, PostRow, PostsSpec, PostTypeRow
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.models import Area, Net
from yiwang.structure.territory.rows import AreaRow, NetSpec

NOW = datetime(2026, 9, 7, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = date(2026, 9, 7)
AREAS = [
    ("C", "试城", "city", None),
    ("C1", "东县", "county", "C"),
    ("C11", "西林街道", "town", "C1"),
    ("C12", "山前街道", "town", "C1"),
    ("C111", "临江社区", "community", "C11"),
    ("C121", "望山社区", "community", "C12"),
]


@dataclass
class Land:
    """Shortcuts into the territory of these tests."""

    areas: dict[str, int]
    centre: Organization

    def post(self, type_key: str, code: str, *, at_centre: bool = False, seats: int = 1) -> Post:
        organization = self.centre.pk if at_centre else None
        key = PostKey(type_key, organization, self.areas[code])
        load_posts(PostsSpec(posts=[PostRow(key, seats)]), actor=SYSTEM, now=NOW)
        return Post.objects.get(type__key=type_key, area=self.areas[code])

    def hold(self, username: str, post: Post, **held: object) -> int:
        account, _ = Account.objects.get_or_create(username=username)
        held = {"starts_on": TODAY, **held}
        Appointment.objects.create(post=post, account=account, **held)
        return account.pk


def make_land() -> Land:
    Net.objects.update(is_primary=False)
    levels = [{"key": key, "name": key, "name_en": key} for key in _levels()]
    load_net(
        NetSpec(key="posts_land", name="试城", kind="base", levels=levels, is_primary=True),
        [AreaRow(code, name, "", level, parent) for code, name, level, parent in AREAS],
        actor=SYSTEM,
        now=NOW,
    )
    areas = dict(Area.objects.filter(net__key="posts_land").values_list("code", "pk"))
    centre = Organization.objects.create(
        code="Z11",
        name="西林街道指挥中心",
        kind="command_center",
        function="land_command",
        area_id=areas["C11"],
        valid_from=TODAY,
    )
    types = [
        PostTypeRow("land_dispatcher", "派遣员", powers=(VIEW_CASES,)),
        PostTypeRow("land_supervisor", "督办员", powers=(VIEW_CASES, APPOINT)),
        PostTypeRow("land_leader", "网格长"),
    ]
    load_posts(PostsSpec(types=types), actor=SYSTEM, now=NOW)
    return Land(areas, centre)


def _levels() -> list[str]:
    return ["city", "county", "town", "community"]
