"""The daily and the weekly report (日报、周报) of an area, as sentences and tables."""

from yiwang.insight.boards.reports.content import Report, Section, Table
from yiwang.insight.boards.reports.period import DAILY, WEEKLY, Issue, issue_of
from yiwang.insight.boards.reports.written import report_of

__all__ = ["DAILY", "WEEKLY", "Issue", "Report", "Section", "Table", "issue_of", "report_of"]
