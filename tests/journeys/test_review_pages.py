"""The pages of reviews and scorecards in a real browser: accessible, as wide as the screen, and
enough for one whole round on a phone."""

from datetime import date

import pytest
from django.utils import timezone

from tests.journeys.conftest import DESKTOP, PHONE, Visitor, assert_accessible, sign_in
from yiwang.foundation.periods import spans_back
from yiwang.foundation.records.actor import SYSTEM
from yiwang.insight.reviews.actions.close_round import close_round
from yiwang.insight.reviews.actions.load_scheme import load_scheme
from yiwang.insight.reviews.actions.lock_cards import lock_cards
from yiwang.insight.reviews.actions.open_round import open_round
from yiwang.insight.reviews.actions.type_value import NewValue, type_value
from yiwang.insight.reviews.models import Asked, Reviewed
from yiwang.insight.reviews.queries.cards import subject_by_code
from yiwang.insight.reviews.tests.schemes import BOTH_WAYS, CARD, DOUBLE, UPWARD, duties, who

pytestmark = pytest.mark.browser
LONG = (
    "关于进一步完善基层反向评价和双向考评工作机制有关事项的年度综合评价（含网格、社区、街镇三级）"
)


def staged() -> dict[str, int]:
    """Two locked periods, one closed round, three open ones; the ids that pages need."""
    now = timezone.now()
    duties()
    for source in (UPWARD, BOTH_WAYS.replace("部门评价街镇", LONG), DOUBLE, CARD):
        load_scheme(source, actor=SYSTEM, now=now)
    last, before = list(spans_back(timezone.localdate(), "quarter", 3))[1:]
    office, chief = subject_by_code("organization", "ZJ-9001"), who("supervisor.90")
    for span, number in ((before, 6), (last, 2)):
        new = NewValue("town_card", "accidents", office, span, number, "统计月报")
        type_value(new, actor=chief, now=now)
        lock_cards("town_card", span, actor=SYSTEM, now=now)
    closed = open_round("downward", before, actor=SYSTEM, now=now)
    close_round(closed, actor=SYSTEM, now=now)
    opened = open_round("upward", last, actor=SYSTEM, now=now)
    open_round("double", last, actor=SYSTEM, now=now)
    clerk = Asked.objects.filter(appointment__account__username="clerk.90010101")
    return {
        "round": opened,
        "asked": clerk.filter(is_answered=False).first().pk,
        "closed": Reviewed.objects.get(round=closed, organization__code="ZX-900101").pk,
        "own": Reviewed.objects.get(appointment__account__username="grid.9001010101").pk,
        "since": last.since.toordinal(),
    }


@pytest.mark.parametrize(
    ("size", "language"), [(PHONE, "zh-CN"), (DESKTOP, "zh-CN"), (PHONE, "en-GB")]
)
def test_every_page_is_accessible_and_fits(visitor: Visitor, size, language):
    ids = staged()
    since = date.fromordinal(ids["since"]).isoformat()
    desk, card = "/desk/reviews", "/desk/scorecards/town_card"
    pages = {
        "": (f"/satisfaction/{ids['own']}", "/satisfaction/0", "/areas/base/9001010101"),
        "clerk.90010101": (desk, f"{desk}/give/{ids['asked']}"),
        "grid.9001010101": (f"{desk}/results/{ids['own']}", f"{desk}/results/{ids['own']}/duties"),
        "supervisor.90": (
            *(f"{desk}/rounds", f"{desk}/rounds/{ids['round']}", f"{desk}/objections"),
            *(f"{desk}/schemes", f"{desk}/schemes/upward", f"{desk}/schemes/upward/draft"),
            *(f"{desk}/schemes/town_card/draft", f"{desk}/results/{ids['closed']}"),
            *("/desk/scorecards", card, f"{card}/organization/ZJ-9001?since={since}"),
            f"{desk}/slips/{ids['closed']}",
            f"{card}/organization/ZJ-9001",
        ),
    }
    for username, paths in pages.items():
        page = visitor(size=size, language=language)
        if username:
            sign_in(page, username)
        for path in paths:
            page.goto(path)
            assert_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], path


def test_a_review_is_given_on_a_phone_and_a_missing_answer_is_shown(visitor: Visitor):
    ids = staged()
    page = visitor()
    sign_in(page, "clerk.90010101")
    page.goto("/desk/reviews")
    page.locator(f"a[href='/desk/reviews/give/{ids['asked']}']").click()
    page.locator("input[name=q-response][value='4']").check()
    page.locator("form.yw-card button.btn-main").click()
    assert page.locator("#f-comes .yw-field-error").is_visible()
    assert page.locator("input[name=q-response][value='4']").is_checked()
    page.locator("input[name=q-comes][value='1']").check()
    page.locator("form.yw-card button.btn-main").click()

    page.wait_for_url("**/desk/reviews")
    assert page.locator(f"a[href='/desk/reviews/give/{ids['asked']}']").count() == 0
    assert Asked.objects.get(pk=ids["asked"]).is_answered
