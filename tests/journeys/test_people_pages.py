"""The pages of people and posts in a real browser: accessible, and not wider than the screen."""

import pytest

from tests.journeys.conftest import DESKTOP, PHONE, Visitor, assert_accessible, sign_in
from yiwang.portals.casework.tests.staging import account_id
from yiwang.structure.posts.models import (
    Appointment,
    DutyPattern,
    Post,
    PostType,
    QualificationKind,
)

pytestmark = pytest.mark.browser
BOSS, LI = "supervisor.9001", "dispatcher.900101"
SLOT = {"name": "白班", "name_en": "Day", "starts": "00:00", "ends": "23:59", "days": []}


def staged() -> dict[str, int]:
    """Powers, a pattern of duty, a missing certificate; the ids that pages are opened by."""
    boss = PostType.objects.get(key="county_supervisor")
    boss.powers = [*boss.powers, "posts.plan_duty", "posts.call_out"]
    boss.save()
    PostType.objects.filter(key="grid_leader").update(shown="name", needs=["social_worker"])
    QualificationKind.objects.create(key="social_worker", name="社会工作者职业资格")
    post = Post.objects.get(type__key="town_dispatcher", area__code="900101")
    DutyPattern.objects.create(
        key="desk", name="值班", name_en="Duty", type=post.type, slots=[SLOT]
    )
    held = Appointment.objects.get(post=post, account__username=LI)
    return {"post": post.pk, "held": held.pk, "person": account_id(LI)}


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_every_page_of_people_is_accessible_and_fits(visitor: Visitor, size):
    ids = staged()
    page = visitor(size=size)
    sign_in(page, BOSS)
    page.goto(f"/desk/duty/{ids['post']}")
    page.get_by_label("排几天").fill("3")
    page.get_by_role("button", name="排班").click()
    assert "正在值班" in page.inner_text("main")

    for path in (
        f"/desk/duty/{ids['post']}",
        f"/desk/people/{ids['person']}",
        "/desk/people",
        f"/desk/posts/{ids['post']}/appoint",
        f"/desk/appointments/{ids['held']}/end",
        "/desk/staffing?area=9001",
        "/desk/emergencies",
        "/desk/areas/base/9001010101",
        "/desk/areas/base/9001010101/card",
        "/areas/base/9001010101",
    ):
        page.goto(path)
        assert_accessible(page)
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wide), path
