"""A report as a document (DOCX) in the usual official form: after GB/T 9704-2012 A4 with its
margins, a red head with a rule below, number and date, sections in the order of the report.

Fonts are named, not brought along: an office has 方正小标宋 and 仿宋_GB2312; where they are missing
the word processor takes its own.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor

from yiwang.insight.boards.reports import Report, Table

TITLE, HEADING, BODY = "方正小标宋简体", "黑体", "仿宋_GB2312"
RED = RGBColor(0xB3, 0x26, 0x1E)
WIDE = Mm(156)  # between the margins
CELL = Pt(12)


def as_document(report: Report) -> bytes:
    """The file."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin = Mm(37), Mm(35)
    page.left_margin, page.right_margin = Mm(28), Mm(26)
    document.core_properties.title = report.title
    document.core_properties.author = ""
    _numbered(page.footer.paragraphs[0])
    _head(document, report)
    for section in report.sections:
        _said(document, section.title, HEADING, Pt(16))
        for sentence in section.sentences:
            _said(document, sentence, BODY, Pt(16))
        if section.table:
            _table(document, section.table)
    for note in report.notes:
        _said(document, note, BODY, Pt(12))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _head(document: Any, report: Report) -> None:  # Any: the library's own documents
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(title, report.title, TITLE, Pt(26), RED)
    issue = document.add_paragraph()
    issue.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(issue, report.issue, BODY, Pt(16))
    line = document.add_paragraph()
    line.paragraph_format.tab_stops.add_tab_stop(WIDE, WD_TAB_ALIGNMENT.RIGHT)
    _run(line, f"{report.number}\t{report.made}", BODY, Pt(14))
    _ruled(line)
    period = document.add_paragraph()
    period.alignment = WD_ALIGN_PARAGRAPH.CENTER
    period.paragraph_format.space_before = Pt(8)
    _run(period, report.period, TITLE, Pt(18))


def _numbered(paragraph: Any) -> None:  # Any: see above
    """The page's number between two dashes, as official papers have it."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, "— ", "宋体", Pt(14))
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    paragraph._p.append(number)
    _run(paragraph, " —", "宋体", Pt(14))


def _said(document: Any, text: str, font: str, size: Pt) -> None:  # Any: see above
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(28)
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.first_line_indent = Pt(size.pt * 2)
    _run(paragraph, text, font, size)


def _table(document: Any, table: Table) -> None:  # Any: see above
    drawn = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    drawn.alignment = WD_TABLE_ALIGNMENT.CENTER
    _fill(drawn.rows[0], table.columns, HEADING)
    mark = OxmlElement("w:tblHeader")  # repeated on every page
    mark.set(qn("w:val"), "true")
    drawn.rows[0]._tr.get_or_add_trPr().append(mark)
    for row in table.rows:
        _fill(drawn.add_row(), row, BODY)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _fill(row: Any, cells: Sequence[str], font: str) -> None:  # Any: see above
    for place, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
        paragraph = cell.paragraphs[0]
        if place:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(paragraph, text, font, CELL)


def _run(
    paragraph: Any, text: str, font: str, size: Pt, colour: RGBColor | None = None
) -> None:  # Any: see above
    run = paragraph.add_run(text)
    run.font.name, run.font.size = "Times New Roman", size
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if colour is not None:
        run.font.color.rgb = colour


def _ruled(paragraph: Any) -> None:  # Any: see above
    """A red line below."""
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in {"val": "single", "sz": "18", "space": "4", "color": "B3261E"}.items():
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)
