"""The public map of services: notices and settled cases area by area, beside the same as a list."""

import json
from datetime import datetime
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from tests.doors.stage import CLERK

from yiwang.insight.disclosure.tasks import release_due
from yiwang.insight.disclosure.tests.knowing import take_in_all_cases
from yiwang.insight.notices.models import Notice
from yiwang.packs.tests.at_the_doors import words_of
from yiwang.portals.casework.tests.staging import act, client_of, reported
from yiwang.structure.territory.queries import area_by_code
from yiwang.work.cases.case_types import type_by_key
from yiwang.work.cases.models import Case
from yiwang.work.workflows.models import Run

pytestmark = pytest.mark.django_db
ZH = {"Accept-Language": "zh-hans"}
CHINA = ZoneInfo("Asia/Shanghai")


def settled(number: int, grid: str, kind: str = "sanitation.litter") -> None:
    """So many cases of September of each fate: solved, otherwise ended, open; copies of a real
    one."""
    pattern = Run.objects.get(
        pk=act(reported(), CLERK, "whistle", kind=kind, nature="small").run_id
    )
    began, ended = (datetime(2026, 9, day, 9, tzinfo=CHINA) for day in (12, 14))
    for step in ("closed", "closed_dissatisfied", "respond") * number:
        is_open = step == "respond"
        serial = Case.objects.count()
        case = Case.objects.create(
            number=f"99{serial:06}",
            tracking_digest=f"{serial:064}",
            type=type_by_key(kind),
            nature="small",
            text="路灯不亮",
            channel="web",
            area=area_by_code(grid),
            is_open=is_open,
            reported_at=began,
            closed_at=None if is_open else ended,
        )
        case.run = Run.objects.create(
            version_id=pattern.version_id,
            subject=pattern.subject,
            subject_id=case.pk,
            step=step,
            outcome={"closed": "solved", "closed_dissatisfied": "dissatisfied"}.get(step, ""),
            stage=pattern.stage,
            is_open=is_open,
            started_at=began,
            ended_at=None if is_open else ended,
        )
        case.save()
    take_in_all_cases(ended)


def noticed() -> None:
    sent = {"area": "90010101", "title": "周五停水", "text": "停水", "people": "nobody"}
    sent["valid_from"] = timezone.localdate().isoformat()
    client_of(CLERK).post("/desk/notices/new?kind=announcement", sent)
    notice = Notice.objects.get()
    client_of(CLERK).post(f"/desk/notices/{notice.pk}/act", {"do": "submit"})
    client_of("supervisor.9001").post(f"/desk/notices/{notice.pk}/act", {"do": "publish"})


def seen(**query) -> tuple[str, dict[str, list[dict]]]:
    """What the page says, and what lies on its map by layer."""
    page = Client().get("/service-map/", query, headers=ZH).content.decode()
    shown = json.loads(unescape(page.split('data-map="')[1].split('"')[0]))
    return words_of(page), {each["key"]: each["data"]["features"] for each in shown["marks"]}


def test_notices_stand_in_their_areas_on_the_map_and_in_the_list():
    noticed()

    words, marks = seen(**{"in": "9001"})

    assert "周五停水" in words
    [mark] = marks["notices"]
    assert mark["properties"]["says"] == "1"
    assert mark["properties"]["line"] == f"line-{area_by_code('900101').pk}"
    west, south = mark["geometry"]["coordinates"]
    assert 130.0 < west < 130.1
    assert 46.0 < south < 46.2
    assert "这里还没有登记" in words  # places of service


def test_settled_cases_are_told_by_area_a_week_after_the_month_and_never_below_ten():
    settled(30, "9001010101")
    settled(25, "9002010101")
    settled(3, "9001020101")
    settled(40, "9001010101", "rights.wages")  # confidential

    release_due(datetime(2026, 10, 7, 4, tzinfo=CHINA))
    assert seen()[1]["ended"] == []
    release_due(datetime(2026, 10, 9, 4, tzinfo=CHINA))

    words, marks = seen()
    told = {each["properties"]["says"] for each in marks["ended"]}
    below, marks_below = seen(**{"in": "9001"})
    told |= {each["properties"]["says"] for each in marks_below["ended"]}
    assert told
    assert "6" not in told
    assert not told & {"80", "140", "190", "196"}  # with confidential ones
    assert "数量太少不显示" in below
    assert "2026-09" in words or "数量太少不显示" in words


def test_the_map_holds_no_case():
    settled(12, "9001010101")

    page = Client().get("/service-map/").content.decode()

    assert "路灯不亮" not in page
    assert "990000" not in page
    assert Client().get("/service-map/", {"in": "none"}).status_code == 404
