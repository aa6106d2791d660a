"""What boards show of cases beside their figures: what comes in by the hour, what is late and
where, how old the open ones are. Cases of confidential types and the parts of a case are in none of
it; whose area it is, whoever asks has checked before."""

from yiwang.work.cases.queries.watching.coming_in import by_hour, by_type
from yiwang.work.cases.queries.watching.open_now import (
    AGES,
    Lights,
    OpenLine,
    ages,
    key_lines,
    lights,
    lights_below,
    open_lines,
)
from yiwang.work.cases.queries.watching.within import cases_within, open_runs_within

__all__ = [
    "AGES",
    "Lights",
    "OpenLine",
    "ages",
    "by_hour",
    "by_type",
    "cases_within",
    "key_lines",
    "lights",
    "lights_below",
    "open_lines",
    "open_runs_within",
]
