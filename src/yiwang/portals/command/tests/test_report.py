"""Daily and weekly reports: their form, their numbers, and who took them along."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from yiwang.foundation.records.models import Record
from yiwang.insight.boards.reports import DAILY, WEEKLY, issue_of
from yiwang.insight.boards.reports.compared import against
from yiwang.portals.casework.tests.staging import dispatched, reported
from yiwang.portals.command.tests.staging import (
    CLERK,
    COUNTY,
    ELSEWHERE,
    OTHER_COUNTY,
    board,
    client_of,
    counted,
    overdue,
)

pytestmark = pytest.mark.django_db
SUPERVISOR = "supervisor.9001"
SECTIONS = [
    "一、总体情况",
    "二、分类情况",
    "三、分区域情况",
    "四、分单位情况",
    "五、超时未办",
    "六、督办和吹哨情况",
    "七、下一步工作",
]


@pytest.fixture
def today():
    overdue(dispatched("ZJ-9001"))
    reported()
    counted()
    return timezone.localdate().isoformat()


def taken(form, day, who=SUPERVISOR, **more):
    return client_of(who).post("/command/report/take", {"form": form, "day": day} | more)


def test_the_page_has_every_section_of_the_usual_form(today):
    page = board(f"/command/report?day={today}")
    report = page.context["report"]

    assert [section.title for section in report.sections] == SECTIONS
    assert report.title == "东县网格化服务管理日报"
    assert "共受理2件，办结0件" in page.content.decode()
    assert "本期尚未结束" in page.content.decode()


def test_figures_stand_with_their_denominators_and_earlier_periods(today):
    [whole, kinds, areas, bodies, late, *_rest] = (
        board(f"/command/report?day={today}").context["report"].sections
    )

    assert whole.table.rows[0][:3] == ["办结率", "0.00%", "0 ÷ 1"]
    assert "上期" in whole.sentences[1]
    assert "上年同期" in whole.sentences[2]
    assert kinds.table.rows == [["住房与小区", "2", "100.0%", "0"]]
    assert areas.table.rows[0][1:] == ["2", "2", "1", "0"]
    assert [row[2] for row in bodies.table.rows] == ["1", "0"]
    assert len(late.table.rows) == 1


def test_a_document_in_official_form_is_taken_along_and_recorded(today):
    answer = taken("docx", today)

    assert answer.status_code == 200
    document = Document(BytesIO(answer.content))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "东县网格化服务管理日报"
    assert [text for text in texts if text in SECTIONS] == SECTIONS
    page = document.sections[0]
    assert [round(each.mm) for each in (page.page_width, page.left_margin)] == [210, 28]
    assert any("0 ÷ 1" in cell.text for cell in document.tables[0].columns[2].cells)
    assert "PAGE" in page.footer.paragraphs[0]._p.xml
    record = Record.objects.filter(name="boards.report.exported").latest("id")
    assert record.data["form"] == "docx"
    assert record.data["first"] == today
    assert record.capacity


def test_a_workbook_has_the_sentences_and_a_sheet_for_every_table(today):
    answer = taken("xlsx", today, kind="weekly")

    book = load_workbook(BytesIO(answer.content))
    assert "周报" in book.sheetnames[0]
    assert book.sheetnames[1:4] == SECTIONS[0:1] + SECTIONS[1:3]
    whole = book[SECTIONS[0]]
    assert whole["A3"].value == "办结率"
    assert (whole["B3"].value, whole["B3"].number_format) == (0, "0.00%")
    assert whole["C3"].value == "0 ÷ 1"
    assert Record.objects.filter(name="boards.report.exported").latest("id").data["kind"] == WEEKLY


@pytest.mark.parametrize(("who", "status"), [(CLERK, 403), (ELSEWHERE, 404)])
def test_who_has_not_the_figures_of_the_area_takes_nothing(today, who, status):
    answer = taken("docx", today, who, **{"in": COUNTY})

    assert answer.status_code == status
    assert not Record.objects.filter(name="boards.report.exported").exists()


@pytest.mark.parametrize("day", ["", "gestern", "0001-01-01", "9999-12-31", "2026-02-30"])
def test_a_strange_day_gives_the_report_of_yesterday(day):
    issue = board(f"/command/report?day={day}").context["issue"]

    assert issue.days.first == timezone.localdate() - timedelta(days=1)


def test_issues_are_counted_by_day_and_by_week():
    daily, weekly = issue_of(DAILY, date(2026, 11, 26)), issue_of(WEEKLY, date(2027, 1, 2))

    assert (daily.year, daily.number) == (2026, 330)
    assert (weekly.year, weekly.number) == (2026, 53)
    assert (weekly.days.first, weekly.days.last) == (date(2026, 12, 28), date(2027, 1, 3))


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((12, 8, 10, 8), "与上期相比：受理12件，当时10件（+20.0%）；办结持平，均为8件。"),
        ((3, 0, 0, 2), "与上期相比：受理3件，当时为0；办结0件，当时2件（-100.0%）。"),
    ],
)
def test_a_number_is_told_against_the_one_before(numbers, said):
    assert against(*numbers, "上期") == said


def test_it_is_of_ones_own_areas_only():
    answer = client_of(SUPERVISOR).get(f"/command/report?in={OTHER_COUNTY}")

    assert answer.status_code == 404
