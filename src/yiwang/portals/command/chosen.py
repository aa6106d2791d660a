"""What a reader of a board looks at, as its address says it: which board, which area, which days.

An area is looked at by those whose posts give them the figures over it; whoever names none begins
at the top of their reach.
"""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Forbidden, NotFound, Sentence
from yiwang.insight.boards.models import Board
from yiwang.insight.boards.queries import boards
from yiwang.insight.measures.days import Days
from yiwang.structure.posts.powers import VIEW_FIGURES
from yiwang.structure.posts.queries import tops_in_reach
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import NO_SUCH_AREA, area_by_code, path_of

PERIODS: dict[str, Sentence] = {
    "30": _("The last 30 days"),
    "7": _("The last 7 days"),
    "1": _("Today"),
    "month": _("This month"),
    "year": _("This year"),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """`tops` are the areas at which the reader's reach begins; `path` leads from one of them to the
    area looked at."""

    board: Board
    area: Area
    tops: list[Area]
    path: list[Area]
    colour: str
    period: str
    days: Days
    now: datetime

    @property
    def above(self) -> Area | None:
        """Where one step up leads; none at the top of the reach."""
        return self.path[-2] if len(self.path) > 1 else None

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def address(self, **other: str) -> str:
        """The query that shows the same, but for what is named."""
        asked = {
            "board": self.board.key,
            "in": self.area.code,
            "colour": self.colour,
            "days": self.period,
        }
        return urlencode(asked | other)


def chosen_of(query: QueryDict, account_id: int, now: datetime) -> Chosen:
    """Raises Forbidden without the power anywhere, NotFound for an area outside the reach."""
    on = timezone.localdate(now)
    tops = tops_in_reach(account_id, VIEW_FIGURES, on)
    if not tops:
        raise Forbidden(_("None of your posts gives you the figures. Ask your supervisor."))
    board = _board(query.get("board", ""))
    code = query.get("in", "")[:40]
    area = area_by_code(code) if code else tops[0]
    path = _within(path_of(area.pk), tops)
    period = query.get("days", "")
    period = period if period in PERIODS else "30"
    colour = query.get("colour", "")
    return Chosen(
        board=board,
        area=area,
        tops=tops,
        path=path,
        colour=colour if colour in board.colours else board.colours[0],
        period=period,
        days=days_of(period, on),
        now=now,
    )


def days_of(period: str, today: date) -> Days:
    """The days of one of `PERIODS`, today included."""
    if period == "month":
        return Days(today.replace(day=1), today)
    if period == "year":
        return Days.of_year(today)
    return Days.until(today, int(period))


def _board(key: str) -> Board:
    there = boards()
    return next((each for each in there if each.key == key), there[0])


def _within(path: list[Area], tops: list[Area]) -> list[Area]:
    reached = {each.pk for each in tops}
    for place, area in enumerate(path):
        if area.pk in reached:
            return path[place:]
    raise NotFound(NO_SUCH_AREA)
