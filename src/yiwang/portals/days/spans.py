"""Which days are asked for: a week or a month, with the one before and the one after."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import QueryDict

WEEK, MONTH = "week", "month"
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shown:
    """`first` and `last` are the days of the week or month; `by` says which of the two it is."""

    by: str
    first: date
    last: date

    @property
    def before(self) -> date:
        """A day of the one before."""
        return self.first - A_DAY

    @property
    def after(self) -> date:
        """A day of the one after."""
        return self.last + A_DAY

    @property
    def grid(self) -> list[list[date]]:
        """The days in whole weeks from Monday, those of the neighbours that fill them up too."""
        start = self.first - A_DAY * self.first.weekday()
        weeks = (self.last - start).days // 7 + 1
        return [[start + A_DAY * (7 * week + day) for day in range(7)] for week in range(weeks)]


def asked(query: QueryDict, today: date) -> Shown:
    """What the address asks for; this month, where it says nothing that can be used."""
    by = WEEK if query.get("by") == WEEK else MONTH
    try:
        on = date.fromisoformat(query.get("on", ""))
    except ValueError:
        on = today
    if not 1900 < on.year < 9000:
        on = today
    if by == WEEK:
        first = on - A_DAY * on.weekday()
        return Shown(by, first, first + A_DAY * 6)
    first = on.replace(day=1)
    return Shown(by, first, (first + A_DAY * 31).replace(day=1) - A_DAY)
