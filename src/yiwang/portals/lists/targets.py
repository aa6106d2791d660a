"""How far one has come to each target of a register, and whether it is on its way.

People write down what they counted; where an entry says `counts = "cases:solved"`, the program
counts the cases of the entry's type and area, from the day on which it holds up to its own day.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yiwang.insight.measures.days import Days
from yiwang.insight.measures.queries import counts_of
from yiwang.insight.measures.subjects import Subject
from yiwang.portals.casework.counted import counted_link
from yiwang.portals.casework.staff import page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.lists.reading import register_of_effect, written_down
from yiwang.structure.registers.models import Register
from yiwang.structure.registers.queries import current_version
from yiwang.structure.registers.targets import Aim, aims, counted_up_to
from yiwang.work.cases.case_types import types_at_or_below


@dataclass(frozen=True, slots=True)
class Way:
    """A target with how it stands today; `share` is the part of the way, of 100. `link` opens the
    cases that it was counted from; empty: people write it down."""

    aim: Aim
    standing: str
    share: int | None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """The targets under one heading, in their order; those without one stand under an empty one."""

    name: str
    ways: list[Way]

    @property
    def reached(self) -> int:
        return sum(1 for way in self.ways if way.standing == "reached")


@staff_page
@require_http_methods(["GET", "POST"])
def progress(request: HttpRequest, key: str) -> HttpResponse:
    """Look at every target; write down what was counted."""
    register, on = register_of_effect(key, "target"), timezone.localdate()
    faults = written_down(request, register) if request.method == "POST" else {}
    if faults is None:
        return redirect("register_progress", key)
    context = {
        "register": register,
        "version": current_version(key, on),
        "headings": _under_headings([_counted(way, on) for way in ways_of(register, on)]),
        "typed": {name: text_of(request.POST, name, 300) for name in ("entry", *_TYPED)},
        "faults": faults,
        "errors": [(f"f-{name}" if name else "", str(said)) for name, said in faults.items()],
        "today": on,
        "now": timezone.now(),
    }
    return page(request, "lists/progress.html", context, status=422 if faults else 200)


_TYPED = ("value", "on", "source")
CASES = "cases:"  # before the name of a count of cases


def ways_of(register: Register, on: date) -> list[Way]:
    """Every target of a register with how it stands on a day."""
    return [Way(aim, aim.standing(on), _share(aim)) for aim in aims(register, on)]


def _counted(way: Way, on: date) -> Way:
    """The same, counted from cases where the entry says so and its days have begun."""
    entry, by = way.aim.entry, way.aim.by
    how, first = str(entry.outcome.get("counts", "")), entry.holds_from or date(on.year, 1, 1)
    last = min(on, by) if by else on
    if not how.startswith(CASES) or last < first:
        return way
    name, days = how.removeprefix(CASES), Days(first, last)
    subject = Subject.area(entry.area_id) if entry.area_id else Subject.whole()
    types = types_at_or_below((entry.kind,)) if entry.kind else None
    number = counts_of([name], subject, days, types=types)[name]
    aim = counted_up_to(way.aim, first, last, number or 0)
    asked = {"kind": entry.kind, "area": entry.area.code if entry.area else ""}
    link = counted_link(name, days, **{key: value for key, value in asked.items() if value})
    return Way(aim, aim.standing(on), _share(aim), link)


def _under_headings(ways: list[Way]) -> list[Heading]:
    found: dict[str, list[Way]] = {}
    for way in ways:
        found.setdefault(str(way.aim.entry.outcome.get("heading", "")), []).append(way)
    return [Heading(name, under) for name, under in found.items()]


def _share(aim: Aim) -> int | None:
    """The latest of the target, in hundredths; none where the target is 0 or nothing was read."""
    if aim.latest is None or not aim.value:
        return None
    return int(min(max(aim.latest.value / aim.value * 100, Decimal(0)), Decimal(999)))
