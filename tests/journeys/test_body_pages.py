"""The pages of bodies and of registers in use, in a real browser: accessible, and not wider than
the screen."""

from datetime import date

import pytest
from django.utils import timezone

from tests.journeys.conftest import DESKTOP, PHONE, Visitor, assert_accessible, sign_in
from yiwang.foundation.records.actor import SYSTEM
from yiwang.structure.registers.actions.load_register import load_register
from yiwang.structure.registers.rows import EntryRow, RegisterSpec

pytestmark = pytest.mark.browser
BODIES = "/desk/organizations"
OF_STAFF = (
    *(BODIES, f"{BODIES}/new", f"{BODIES}/founded", f"{BODIES}/coverage"),
    *(f"{BODIES}/of/ZJ-9001{what}" for what in ("", "/change", "/dissolve", "/link", "/remit")),
    "/desk/rules/registers/equipment/gaps",
    "/desk/rules/registers/aims/progress",
)
OF_ALL = ("/registers/", "/registers/equipment")


def many_sectors() -> None:
    """As many as a city has: the table by areas is wider than a phone."""
    entries = [EntryRow(f"sector_{number}", f"新兴领域{number}") for number in range(8)]
    spec = RegisterSpec("sectors", "领域", "none", date(2020, 1, 1), entries)
    load_register(spec, actor=SYSTEM, now=timezone.now())


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_every_page_is_accessible_and_fits(visitor: Visitor, size, language):
    many_sectors()
    page = visitor(size=size, language=language)
    for path in OF_ALL:
        page.goto(path)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], path
    sign_in(page, "supervisor.9001")
    for path in OF_STAFF:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], path
