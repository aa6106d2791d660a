"""`{% load command %}`: addresses of the board, and numbers that open the cases they count."""

import re
from collections.abc import Mapping
from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yiwang.insight.boards.reports import Table
from yiwang.insight.measures.indicators import Figure, Indicator
from yiwang.portals.casework.counted import can_be_opened
from yiwang.portals.command.chosen import Chosen
from yiwang.portals.command.links import behind_link, ledger_link
from yiwang.portals.command.words import in_unit, in_words
from yiwang.work.cases.models import CaseType

register = template.Library()
_VALUE = re.compile(r"(?s)([–\d.,-]+)(.*)")


@register.simple_tag
def board_query(chosen: Chosen, **other: str) -> str:
    """`?{% board_query chosen in=area.code %}`: the same board, but for what is named."""
    return chosen.address(**other)


@register.filter
def part(sections: Mapping[str, SafeString], name: str) -> SafeString:
    """`{{ sections|part:panel.key }}`: a part of the page as it was written."""
    return sections.get(name, SafeString())


@register.filter
def large(figure: Figure) -> SafeString:
    """`{{ figure|large }}`: the value, its unit smaller."""
    found = _VALUE.fullmatch(figure.text)
    return format_html("{}<small>{}</small>", *found.groups()) if found else SafeString(figure.text)


@register.filter
def in_unit_of(value: Decimal, indicator: Indicator) -> str:
    """`{{ bound|in_unit_of:indicator }}`: a value as the figures of the indicator are written."""
    return in_unit(indicator, value)


@register.simple_tag
def fraction(chosen: Chosen, figure: Figure, may_open: bool) -> SafeString:
    """What a figure was divided by what, each with its word and the cases behind it."""
    of = figure.indicator
    over = _count(chosen, of.denominator, figure.denominator, may_open)
    if not of.denominator:
        return _count(chosen, of.numerator, figure.numerator, may_open)
    if not can_be_opened(of.numerator):
        return format_html("÷ {}", over)
    return format_html("{} ÷ {}", _count(chosen, of.numerator, figure.numerator, may_open), over)


@register.simple_tag
def of_these(chosen: Chosen, name: str, number: int, may_open: bool) -> SafeString:
    """A count that stands beside a figure, with its word and its cases."""
    return _count(chosen, (name,), number, may_open)


@register.simple_tag
def type_link(chosen: Chosen, kind: CaseType, may_open: bool) -> SafeString:
    """The type; its cases of today."""
    return _opened(_today(chosen, kind=kind.key), kind.label, may_open)


@register.simple_tag
def today_link(chosen: Chosen, number: int, may_open: bool) -> SafeString:
    """A number of what came in today, in bold."""
    return _opened(_today(chosen), format_html("<b>{}</b>", number), may_open)


@register.simple_tag
def cell_of(table: Table, text: str, place: int) -> SafeString:
    """A cell of a report's table, with the name of its column for narrow screens."""
    if place:
        where = "" if table.is_in_words else "yw-end"
        return format_html(
            '<td class="{}" data-label="{}">{}</td>', where, table.columns[place], text
        )
    where = "report-number" if table.is_in_words else ""
    return format_html(
        '<th scope="row" class="{}" data-label="{}">{}</th>', where, table.columns[place], text
    )


def _count(chosen: Chosen, names: tuple[str, ...], number: int, may_open: bool) -> SafeString:
    shown = f"{number:,}"
    opened = _opened(behind_link(chosen, names), shown, may_open and can_be_opened(names))
    return format_html("{} {}", opened, in_words(names))


def _today(chosen: Chosen, **asked: str) -> str:
    day = chosen.today.isoformat()
    return ledger_link(chosen.area, {"since": day, "until": day, **asked})


def _opened(link: str, shown: object, may_open: bool) -> SafeString:
    return format_html('<a href="{}">{}</a>', link, shown) if may_open else format_html("{}", shown)
