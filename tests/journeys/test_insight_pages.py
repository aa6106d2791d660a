"""Warnings, figures from outside and the ledger of burden in a real browser: accessible, and not
wider than the screen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.journeys.conftest import DESKTOP, PHONE, Visitor, assert_accessible, sign_in
from yiwang.insight.statistics.models import Statistic
from yiwang.portals.burden.tests.test_burden import written
from yiwang.portals.casework.tests.staging import CLERK, reported
from yiwang.portals.statistics.tests.test_statistics import corrected, months, typed
from yiwang.portals.warnings.tests.staging import (
    cases,
    contacts_seen,
    overseer,
    today,
    usual_year,
    watched,
)

pytestmark = pytest.mark.browser
BOSS, HERE = "supervisor.9001", "9001010101"


def fits(page, path: str) -> None:
    page.goto(path)
    assert_accessible(page)
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(wide), path


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_a_warning_is_read_and_closed(visitor: Visitor, size):
    usual_year(HERE, now=24)
    cases(HERE, {8: 1, 5: 1, 3: 1, 0: 2}, lng=130.02, lat=46.05)
    [surge], [place] = watched("surge"), watched("recurrence")
    page = visitor(size=size)
    sign_in(page, BOSS)
    for path in ("/desk/warnings", f"/desk/warnings/{place.pk}", f"/desk/warnings/{surge.pk}"):
        fits(page, path)

    page.get_by_role("button", name="销掉这条预警").click()
    assert "请选择处理结果" in page.inner_text("main")
    assert_accessible(page)
    page.get_by_label("已经采取措施").check()
    page.get_by_label("一句话说明").fill("水务局周三换总管")
    page.get_by_role("button", name="销掉这条预警").click()

    assert "已经销掉" in page.inner_text("body")
    fits(page, "/desk/warnings?show=closed")
    assert "水务局周三换总管" in page.inner_text("main")


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_who_oversees_contacts_reads_of_a_post(visitor: Visitor, size):
    for week in range(1, 12):
        contacts_seen(CLERK, today() - timedelta(days=7 * week + 3), 1)
    contacts_seen(CLERK, today() - timedelta(days=3), 14)
    who = overseer()
    [warning] = watched("reveals")
    page = visitor(size=size)
    sign_in(page, who)

    fits(page, "/desk/warnings")
    fits(page, f"/desk/warnings/{warning.pk}")
    assert "查看联系方式 14 次" in page.inner_text("main")


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_figures_and_burden_are_read(visitor: Visitor, size):
    months(m2025_09="16", m2026_08="10", m2026_09="12")
    typed(series="demolition_goal", first="2026-01-01", last="2026-09-30", value="800000")
    corrected(Statistic.objects.get(value=10), value="11", reason="漏报一起，补报")
    reported()
    written()
    page = visitor(size=size)
    sign_in(page, BOSS)

    for path in (
        "/desk/statistics?area=9001",
        "/desk/statistics/accidents?area=9001",
        "/desk/statistics/fires?area=9001",
        "/desk/burden?area=9001",
    ):
        fits(page, path)
    page = visitor(size=size)
    sign_in(page, CLERK)
    fits(page, "/desk/burden/new")
    assert timezone.localdate().isoformat() == page.get_by_label("要求日期").input_value()
