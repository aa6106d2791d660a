"""`{% load yiwang %}`: icons, moments in words, clock chips and bars, names by language."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language

from yiwang.insight.notices.models import Notice
from yiwang.insight.notices.queries import MatterLine
from yiwang.insight.notices.queries import matters_of as matters_as_they_stand
from yiwang.portals import moments
from yiwang.portals.casework.calling import Asked
from yiwang.portals.casework.forms import ActForm
from yiwang.portals.casework.people import PersonShown
from yiwang.portals.casework.periods import period_in_words
from yiwang.portals.icons import icon_svg
from yiwang.work.cases.case_types import type_by_key
from yiwang.work.cases.grades import GRADES
from yiwang.work.workflows.definition.schema import TimeLimit
from yiwang.work.workflows.timing import Light

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "map-pin" %}`: decoration only; write the label beside it."""
    return icon_svg(name)


@register.inclusion_tag("parts/practice_band.html")
def practice_band(*, is_bare: bool = False) -> dict[str, bool]:
    """What every page of a practice installation carries; `is_bare`: a page without our styles."""
    return {"is_practice": settings.PRACTICE, "is_bare": is_bare}


@register.filter
def with_type_names(sentence: object) -> str:
    """`{{ tried.why|with_type_names }}`: case types by their names, where a sentence has keys."""
    in_english = (get_language() or "").startswith("en")
    return (_DOTTED if in_english else _KEY).sub(_type_name, str(sentence))


_DOTTED = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_KEY = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?")  # an English sentence has such words


def _type_name(found: re.Match[str]) -> str:
    kind = type_by_key(found[0])
    return kind.label if kind else found[0]


@register.filter
def when(moment: datetime | None, now: datetime | None = None) -> str:
    """`{{ case.reported_at|when:now }}`: with the year only when it is not this one."""
    return moments.when(moment, now) if moment else ""


@register.simple_tag
def moment(value: datetime | None, now: datetime | None = None) -> SafeString | str:
    """`{% moment case.reported_at now %}`: the same in a `<time>` element."""
    if value is None:
        return ""
    stamp = localtime(value).isoformat(timespec="minutes")
    return format_html('<time datetime="{}">{}</time>', stamp, moments.when(value, now))


@register.filter
def on_day(day: date | datetime | None, now: datetime | None = None) -> str:
    """`{{ day|on_day:now }}`: 11月20日."""
    if day is None:
        return ""
    local = localtime(day).date() if isinstance(day, datetime) else day
    return moments.on_day(local, localtime(now).date() if now else None)


@register.filter
def to_day(since: date, until: date) -> str:
    """`{{ figure.first|to_day:figure.last }}`: 2026年10月, 2026年第3季度, or from day to day."""
    return period_in_words(since, until)


@register.filter
def remaining(due: datetime | None, now: datetime) -> str:
    """`{{ due|remaining:now }}`: 还有 3 小时 20 分, or 超时 2 小时."""
    return moments.remaining(due, now) if due else ""


@register.inclusion_tag("parts/clock_chip.html")
def clock_chip(clock: moments.Clocked | None, now: datetime) -> dict[str, Any]:
    """`{% clock_chip clock now %}`: colour, shape and word of a clock of a task."""
    return _face(clock, now)


@register.inclusion_tag("parts/clock_bar.html")
def clock_bar(clock: moments.Clocked | None, now: datetime) -> dict[str, Any]:
    """The same with a bar that fills as the time goes."""
    return _face(clock, now)


@register.inclusion_tag("parts/clock_chip.html")
def light_chip(light: Light | None, due: datetime | None, now: datetime) -> dict[str, Any]:
    """`{% light_chip line.light line.due_at now %}`: without a clock at hand."""
    face = moments.light_face(light, due, now) if light and due else None
    return {"face": face, "due": due, "now": now}


@register.filter
def named(thing: Any) -> str:
    """`{{ area|named }}`: its `name_en` for English readers where it has one, else its `name`.

    Nothing has no name, so that `{{ case.type|named|default:"…" }}` works.
    """
    if thing is None:
        return ""
    is_english = (get_language() or "").startswith("en")
    return str((is_english and thing.name_en) or thing.name)


@register.filter
def graded(grade: int) -> str:
    """`{{ rating.grade|graded }}`: a grade from 1 to 5 in words."""
    return str(GRADES[grade])


@register.filter
def titled(entry: Any) -> str:
    """`{{ entry|titled }}`: the title of an entry in the reader's language."""
    is_english = (get_language() or "").startswith("en")
    return str((is_english and entry.title_en) or entry.title)


@register.filter
def limited(limit: TimeLimit) -> str:
    """`{{ kind.arrive|limited }}`: a limit in words, 2 工作小时."""
    return moments.limited(limit.value, limit.clock)


@register.filter
def person_at(people: Mapping[int, PersonShown], task_id: int) -> PersonShown | None:
    """Who of its post does this task, where that is to be shown."""
    return people.get(task_id)


@register.filter
def asked_of(form: ActForm, organization_id: int) -> Asked:
    """`{{ form|asked_of:body.id }}`: what the form asks of one office alone."""
    return form.asked_of(organization_id)


@register.filter
def hinted(thing: Any) -> str:
    """`{{ type|hinted }}`: its hint in the reader's language."""
    is_english = (get_language() or "").startswith("en")
    return str((is_english and thing.hint_en) or thing.hint)


@register.filter
def unlocalized(number: float | str) -> str:
    """A number as programs read it, whatever the language of the page."""
    return str(number)


def _face(clock: moments.Clocked | None, now: datetime) -> dict[str, Any]:
    face = moments.clock_face(clock, now) if clock else None
    return {"face": face, "due": clock.due_at if clock else None, "now": now}


@register.filter
def split_words(words: str) -> list[str]:
    """`{% for each in "before after"|split_words %}`."""
    return words.split()


@register.simple_tag
def matters_of(notice: Notice) -> list[MatterLine]:
    """`{% matters_of notice as found %}`: the solved matters it lists, as they stand now."""
    return matters_as_they_stand(notice, localdate())


@register.simple_tag
def pictures_of(notice: Any, purpose: str) -> list[str]:
    """`{% pictures_of notice "before" as found %}`: the ids of its pictures of that purpose."""
    return [each["id"] for each in notice.pictures if each["purpose"] == purpose]
