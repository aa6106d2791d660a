"""What was asked for, and what granting it would do, in sentences."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.portals.moments import on_day, when
from yiwang.work.workflows.queries.requests import AskedLine

UNITS: dict[str, Promise] = {
    "urgent_hour": gettext_lazy("%(number)s hours round the clock"),
    "work_hour": gettext_lazy("%(number)s working hours"),
    "work_day": gettext_lazy("%(number)s working days"),
    "calendar_day": gettext_lazy("%(number)s calendar days"),
}


APPEALED: dict[str, Promise] = {
    "on_time": gettext_lazy("Do not count it as late"),
    "returns": gettext_lazy("Do not count it as given back"),
    "rating": gettext_lazy("Do not count the rating"),
}
LEFT_OUT: dict[str, Promise] = {  # for the reporter
    "on_time": gettext_lazy("It is left out of the on-time figure."),
    "returns": gettext_lazy("It is left out of the figure of what was given back."),
    "rating": gettext_lazy("Your rating stays as you gave it; one figure leaves it out."),
}
WHOLE: dict[str, Promise] = {
    "void": gettext_lazy("Void the case"),
    "usual_limits": gettext_lazy("Take back the urgency: the usual limits again"),
}
WOULD: dict[str, Promise] = {
    "void": gettext_lazy("If granted, the case ends here and does not count as solved."),
    "usual_limits": gettext_lazy(
        "If granted, the limits of its type hold again, each from its start, for its parts too."
    ),
}
TOLD: dict[str, Promise] = {  # the reporter
    "void": gettext_lazy("Two people decided that it is not dealt with any more."),
    "usual_limits": gettext_lazy("No longer urgent: the usual limits hold again."),
}


@dataclass(frozen=True, slots=True)
class AskedShown:
    """A request as pages show it."""

    line: AskedLine
    what: str
    would: str  # empty once it is decided
    told: str  # for the reporter, once it is granted


def shown(line: AskedLine, now: datetime) -> AskedShown:
    """The request in words, seen at this moment."""
    return AskedShown(
        line,
        _what(line, now),
        _would(line, now) if line.decision == "pending" else "",
        _told(line, now),
    )


def unit_label(kind: str) -> str:
    """For the field in which somebody says how much more time."""
    labels = {
        "urgent_hour": _("How many hours more, round the clock?"),
        "work_hour": _("How many working hours more?"),
        "work_day": _("How many working days more?"),
        "calendar_day": _("How many calendar days more?"),
    }
    return labels.get(kind, _("How much more time?"))


def _what(line: AskedLine, now: datetime) -> str:
    words = {"number": number_format(_plain(line)), "day": _day(line, now)}
    if line.kind == "extension":
        unit = UNITS.get(line.clock)
        return _("More time: %(amount)s") % {
            "amount": str(unit) % words if unit else words["number"]
        }
    if line.kind == "pause":
        if line.is_whole:
            return _("Let the time stand still until %(day)s, for the whole case") % words
        return _("Let the time of this office stand still until %(day)s") % words
    if line.kind == "deferral":
        return _("Set the whole case aside until %(day)s") % words
    if line.about:
        return str(APPEALED[line.about])
    return str(WHOLE[line.kind]) if line.kind in WHOLE else line.kind


def _told(line: AskedLine, now: datetime) -> str:
    words = {"day": _day(line, now)}
    if line.kind == "deferral":
        return _("Set aside until %(day)s; it is taken up again by itself then.") % words
    if line.kind == "pause":
        return _("The time stands still until %(day)s.") % words
    if line.kind in TOLD:
        return str(TOLD[line.kind])
    if line.about:
        return str(LEFT_OUT[line.about])
    return _("Those at work were given more time.")


def _would(line: AskedLine, now: datetime) -> str:
    if line.kind in WOULD:
        return str(WOULD[line.kind])
    if line.about:
        return _(
            "If granted, the case is left out of this one figure. The number left out is shown "
            "beside it, nothing is erased, and the reporter is told."
        )
    if line.due_before is None or line.due_after is None:
        return ""
    moments = {"before": when(line.due_before, now), "after": when(line.due_after, now)}
    return _("If granted, it is due on %(after)s instead of %(before)s.") % moments


def _plain(line: AskedLine) -> str:
    return f"{line.value.normalize():f}" if line.value is not None else ""


def _day(line: AskedLine, now: datetime) -> str:
    return on_day(localdate(line.until), localdate(now)) if line.until else ""
