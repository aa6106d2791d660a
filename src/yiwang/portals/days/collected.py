"""Everything of an area that has a day, gathered from where it is kept, each under its heading."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.insight.notices.queries import coming_down
from yiwang.insight.reviews.queries.closing import rounds_closing
from yiwang.structure.organizations.agreements import agreements_ending
from yiwang.structure.organizations.models import Organization
from yiwang.structure.posts.queries import post_names
from yiwang.structure.posts.queries.people import ending_between
from yiwang.structure.registers.calendars import Calendar, calendar_of
from yiwang.structure.registers.models import Entry
from yiwang.structure.registers.queries import entries_ending
from yiwang.structure.registers.targets import aims_due
from yiwang.structure.territory.models import Area
from yiwang.work.cases.queries.due_days import DueCase, due_in
from yiwang.work.workflows.wording import in_words

MOST = 500  # tasks: what an area has beyond that is a list to search, not a calendar
ELSE = gettext_lazy("Other days")  # the heading of what no calendar speaks of
NAMES: dict[str, Promise] = {
    "tasks": gettext_lazy("to be done"),
    "targets": gettext_lazy("target"),
    "reviews": gettext_lazy("review"),
    "terms": gettext_lazy("term of office"),
    "agreements": gettext_lazy("agreement"),
    "notices": gettext_lazy("notice"),
    "entries": gettext_lazy("entry of a register"),
    "returning": gettext_lazy("comes back"),
}


@dataclass(frozen=True, slots=True)
class Day:
    """One thing on its day. `key` is the same every time it is read; `link` an address of ours."""

    on: date
    source: str  # a key of NAMES
    key: str
    what: str
    who: str = ""  # who answers for it
    more: str = ""
    link: str = ""
    heading: str = ""
    at: datetime | None = None
    case_id: int | None = None
    leaves_the_house: bool = True  # what is confidential stays out of files

    @property
    def kind(self) -> str:
        """What it is, in a word."""
        return str(NAMES[self.source])


@dataclass
class Days:
    """`late` were due before now and are not done; `headings` as the calendars order them."""

    found: list[Day] = field(default_factory=list)
    late: list[Day] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Span:
    """Whose days are asked for, by whom, and which."""

    area: Area
    account_id: int
    first: date
    last: date
    now: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)


def days_in(span: Span, heading: str = "") -> Days:
    """All that has a day in the span, under one heading or all of them, the earliest first."""
    calendar = calendar_of(span.area, span.today)
    days = [*_tasks(span, calendar), *_returning(span, calendar), *_others(span, calendar)]
    said = [_heading(entry) for _register, entry in calendar.said]
    headings = list(dict.fromkeys([*said, *(day.heading for day in days)]))
    chosen = [day for day in days if heading in ("", day.heading)]
    in_order = sorted(chosen, key=lambda day: (day.on, headings.index(day.heading), day.key))
    return Days(
        found=[day for day in in_order if span.first <= day.on <= span.last],
        late=[day for day in in_order if day.at and day.at < span.now],
        headings=headings,
    )


def _tasks(span: Span, calendar: Calendar) -> list[Day]:
    end = timezone.make_aware(datetime.combine(span.last + timedelta(days=1), time.min))
    due = due_in(span.area.pk, span.account_id, before=end, now=span.now, most=MOST)
    names = post_names({each.task.post_id for each in due if each.task.post_id})
    return [_task(each, names, calendar) for each in due]


def _task(each: DueCase, names: dict[int, str], calendar: Calendar) -> Day:
    task = each.task
    return Day(
        on=timezone.localdate(task.due_at),
        at=task.due_at,
        source="tasks",
        key=f"task-{task.task_id}",
        what=f"{task.step_label} · {each.number}",
        more=each.text,
        who=names.get(task.post_id or 0, ""),
        link=reverse("desk_case", args=[each.case_id]),
        heading=_under(calendar, "tasks", each.kind),
        case_id=each.case_id,
        leaves_the_house=not each.is_confidential,
    )


def _returning(span: Span, calendar: Calendar) -> Iterator[Day]:
    for each in calendar.returning(span.first, span.last):
        yield Day(
            on=each.on,
            source="returning",
            key=f"{each.register}-{each.entry.key}-{each.on}",
            what=in_words(each.entry.title, each.entry.title_en),
            who=str(each.entry.outcome.get("owner", "")),
            more=each.entry.basis,
            heading=_heading(each.entry),
            link=reverse("desk_register", args=[each.register]),
        )


def _others(span: Span, calendar: Calendar) -> Iterator[Day]:
    """Days without the clock of a task, each kind from where it is kept."""
    for source, read in READ.items():
        heading = _under(calendar, source)
        yield from (replace(day, heading=heading) for day in read(span))


def _under(calendar: Calendar, source: str, kind: str = "") -> str:
    entry = calendar.deciding(source, kind)
    return _heading(entry) if entry else str(ELSE)


def _heading(entry: Entry) -> str:
    outcome = entry.outcome
    return in_words(str(outcome["heading"]), str(outcome.get("heading_en", "")))


def _targets(span: Span) -> Iterator[Day]:
    for register, aim in aims_due(span.area, span.first, span.last, span.today):
        entry = aim.entry
        yield Day(
            on=aim.by or span.last,
            source="targets",
            key=f"target-{register.key}-{entry.key}",
            what=in_words(entry.title, entry.title_en),
            more=in_words(register.name, register.name_en),
            who=str(entry.outcome.get("owner", "")),
            link=reverse("register_progress", args=[register.key]),
        )


def _reviews(span: Span) -> Iterator[Day]:
    for each in rounds_closing(span.area.pk, span.first, span.last):
        yield Day(
            on=each.closes_on,
            source="reviews",
            key=f"review-{each.pk}",
            what=in_words(each.scheme.name, each.scheme.name_en),
            more=_("the last day to answer"),
            link=reverse("reviews"),
        )


def _terms(span: Span) -> Iterator[Day]:
    """Terms by the post alone: whose they are stands with the people of the area."""
    terms = ending_between(span.area.pk, span.first, span.last)
    names = post_names({each.post_id for each in terms})
    for each in terms:
        if each.ends_on:
            yield Day(
                on=each.ends_on,
                source="terms",
                key=f"term-{each.pk}",
                what=names[each.post_id],
                more=_("the first day without this appointment"),
                link=reverse("desk_area", args=[span.area.net.key, span.area.code]),
            )


def _agreements(span: Span) -> Iterator[Day]:
    for link in agreements_ending(span.area.pk, span.first, span.last):
        yield Day(
            on=link.valid_to or span.last,
            source="agreements",
            key=f"agreement-{link.pk}",
            what=f"{_named(link.source)} · {_named(link.target)}",
            more=link.theme or link.agreed,
            link=reverse("body", args=[link.source.code]),
        )


def _named(body: Organization) -> str:
    return in_words(body.name, body.name_en)


def _notices(span: Span) -> Iterator[Day]:
    for each in coming_down(span.area.pk, span.first, span.last):
        yield Day(
            on=each.valid_until or span.last,
            source="notices",
            key=f"notice-{each.pk}",
            what=each.title,
            more=_("the last day on the notice board"),
            link=reverse("notice_staff", args=[each.pk]),
        )


def _entries(span: Span) -> Iterator[Day]:
    for entry in entries_ending(span.area.pk, span.first, span.last, span.today):
        register = entry.version.register
        yield Day(
            on=entry.holds_until or span.last,
            source="entries",
            key=f"entry-{register.key}-{entry.key}",
            what=in_words(entry.title, entry.title_en),
            more=in_words(register.name, register.name_en),
            link=reverse("desk_register", args=[register.key]),
        )


READ: dict[str, Callable[[Span], Iterator[Day]]] = {
    "targets": _targets,
    "reviews": _reviews,
    "terms": _terms,
    "agreements": _agreements,
    "notices": _notices,
    "entries": _entries,
}
