"""What came over the citizens' hotline: how much, how much of it in time, what people said of it,
by area and kind. Everybody reads it, and may say something about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import Sentence
from yiwang.insight.disclosure.honest import RATE_LEAST
from yiwang.insight.disclosure.passed_on import RATINGS, RECEIVED, TIMES
from yiwang.insight.disclosure.queries import PassedOn, channel_releases, passed_on
from yiwang.insight.disclosure.tables import LEAST, Node
from yiwang.insight.disclosure.tasks import HOTLINE
from yiwang.portals.figures.open_data import Line, Shown
from yiwang.work.cases.beginning import Beginner
from yiwang.work.cases.queries import offered_types

ABOUT_IT = "other.oversight"  # the type of what people say of it, where a locality offers one
RULES: Sequence[Sentence] = (
    _("Cases count in the quarter in which the hotline passed them on."),
    _("In time: ended, and nobody went over a limit. Those over one and not ended count as late."),
    _("Who gave no rating is shown as such, and never counted as satisfied."),
    _("Numbers below %(least)s are withheld, and others by which they could be told."),
    _("A rate is shown where it is out of at least %(rate)s."),
    _("Left out: what was split off from a case, and all confidential kinds."),
    _("What is published never changes."),
)


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its two numbers; `percent` None: too few, or withheld."""

    name: Sentence
    part: int | None
    whole: int | None

    @property
    def percent(self) -> Decimal | None:
        if self.part is None or self.whole is None or self.whole < RATE_LEAST:
            return None
        share = Decimal(self.part) * 100 / Decimal(self.whole)
        return share.quantize(Decimal("0.1"), ROUND_HALF_UP)


@require_safe
def hotline(request: HttpRequest, version: str = "") -> HttpResponse:
    """One quarter, the latest unless it is named."""
    found = passed_on(HOTLINE, version)
    if found is None and version:
        raise Http404
    words = {"least": LEAST, "rate": RATE_LEAST}
    context = {
        "found": found,
        "versions": [each.version for each in channel_releases(HOTLINE)],
        "about": _kind_of_opinions(),
        "rules": [str(each) % words if "%(" in str(each) else each for each in RULES],
        "now": timezone.now(),
    }
    return render(request, "figures/hotline.html", context | (_tables(found) if found else {}))


def _tables(found: PassedOn) -> dict[str, object]:
    kinds = found.frames.times.kinds
    shown = {
        "times": _shown(found, TIMES, by_kind=False),
        "ratings": _shown(found, RATINGS, by_kind=False),
        "kinds": _shown(found, kinds, by_kind=True),
    }
    return {
        "received": _of_all(found, RECEIVED),
        "rates": _rates(found),
        "tables": [
            (_("Whether in time"), TIMES, shown["times"]),
            (_("What people said of it"), RATINGS, shown["ratings"]),
            (_("By kind"), kinds, shown["kinds"]),
        ],
    }


def _rates(found: PassedOn) -> list[Rate]:
    in_time, late = _of_all(found, "in_time"), _of_all(found, "late")
    satisfied, not_so = _of_all(found, "satisfied"), _of_all(found, "dissatisfied")
    silent = _of_all(found, "unanswered")
    rated = _sum(satisfied, not_so)
    return [
        Rate(_("In time, out of those ended or late"), in_time, _sum(in_time, late)),
        Rate(_("Satisfied, out of those who rated it"), satisfied, rated),
        Rate(_("Gave no rating, out of those who could"), silent, _sum(rated, silent)),
    ]


def _of_all(found: PassedOn, fate: str) -> int | None:
    whole, kind = found.frames.times.areas[0], found.frames.times.kinds[0]
    return found.numbers[whole.key, kind.key, fate]


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _shown(found: PassedOn, columns: Sequence[Node], *, by_kind: bool) -> Shown:
    """Areas in the order of the tree; those of which no number may be shown by name alone."""
    areas, kind = found.frames.times.areas, found.frames.times.kinds[0].key
    below: dict[str, list[Node]] = {}
    for area in areas:
        below.setdefault(area.above, []).append(area)
    waiting, lines, silent = [(areas[0], 0)], list[Line](), list[Node]()
    while waiting:
        area, depth = waiting.pop()
        keys = [(each.key, RECEIVED) if by_kind else (kind, each.key) for each in columns]
        numbers = [found.numbers[area.key, *key] for key in keys]
        if depth == 0 or any(number is not None for number in numbers):
            lines.append(Line(area, depth, list(zip(columns, numbers, strict=True))))
        else:
            silent.append(area)
        waiting += [(each, depth + 1) for each in reversed(below.get(area.key, []))]
    return Shown(lines, silent)


def _kind_of_opinions() -> str:
    offered = {
        kind.key
        for top in offered_types(Beginner("web", timezone.now()))
        for kind in (top.kind, *top.below)
    }
    return ABOUT_IT if ABOUT_IT in offered else ""
