"""A warning in one sentence that holds its numbers, and the same numbers one by one."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.insight.warnings.models import EarlyWarning
from yiwang.structure.posts.queries import post_name, post_types
from yiwang.work.workflows.wording import in_words

MOST_ODDS = 1_000_000
Numbers = Mapping[str, Any]  # as they were written
LABELS: dict[str, dict[str, Promise]] = {
    "surge": {
        "count": gettext_lazy("Cases in these days"),
        "expected": gettext_lazy("Usual"),
        "median": gettext_lazy("Middle of the past"),
        "windows": gettext_lazy("Weeks compared"),
        "chance": gettext_lazy("Probability of so many by chance"),
    },
    "recurrence": {
        "times": gettext_lazy("Weeks in which it came up"),
        "ended": gettext_lazy("Earlier ones that were closed before"),
        "radius_m": gettext_lazy("What counts as one place, in metres"),
    },
    "near_due": {
        "near": gettext_lazy("Tasks due by then"),
        "late": gettext_lazy("Late already"),
        "finished": gettext_lazy("Finished of late"),
        "days": gettext_lazy("Working days in that while"),
        "a_day": gettext_lazy("Finished a working day"),
        "able": gettext_lazy("Can be finished by then"),
    },
    "unfilled": {"areas": gettext_lazy("Lowest areas without anybody")},
    "reveals": {
        "count": gettext_lazy("Contacts seen"),
        "cases": gettext_lazy("Of so many cases"),
        "tasks": gettext_lazy("Tasks that came to the post in these days"),
        "own": gettext_lazy("Usual for this post"),
        "windows": gettext_lazy("Weeks compared"),
        "peers": gettext_lazy("Posts of the same type compared"),
        "peers_median": gettext_lazy("The middle of these"),
    },
}


def title_of(warning: EarlyWarning) -> str:
    """What it is about, in a few words."""
    return " · ".join(filter(None, (part(warning) for part in _TITLES[warning.kind])))


def sentence_of(warning: EarlyWarning) -> str:
    """Why it was opened, with the numbers as they were seen last."""
    return _SENTENCES[warning.kind](warning)


def numbers_of(warning: EarlyWarning) -> list[tuple[Promise, str]]:
    """Label and number, one by one."""
    return [
        (label, _shown(name, warning.numbers[name]))
        for name, label in LABELS[warning.kind].items()
        if warning.numbers.get(name) is not None
    ]


def _surge(warning: EarlyWarning) -> str:
    said = _(
        "%(count)s cases of “%(type)s” in %(area)s from %(first)s to %(last)s; about %(expected)s "
        "would be usual. By the %(windows)s weeks before, the chance of so many is below 1 in "
        "%(odds)s."
    )
    numbers = warning.numbers
    return said % {
        "count": numbers["count"],
        "type": _type(warning),
        "area": _area(warning),
        **_days(numbers),
        "expected": _number(numbers["expected"]),
        "windows": numbers["windows"],
        "odds": _odds(numbers["chance"]),
    }


def _recurrence(warning: EarlyWarning) -> str:
    numbers = warning.numbers
    at_one_place = _(
        "“%(type)s” came up in %(times)s weeks at one place in %(area)s since %(since)s; %(ended)s "
        "of the earlier cases had been closed before it came again."
    )
    in_the_area = _(
        "“%(type)s” came up in %(times)s weeks in %(area)s since %(since)s, of cases without a "
        "point on the map; %(ended)s of the earlier ones had been closed before it came again."
    )
    said = in_the_area if numbers.get("lat") is None else at_one_place
    return said % {
        "type": _type(warning),
        "times": numbers["times"],
        "area": _area(warning),
        "since": date_format(timezone.localdate(datetime.fromisoformat(numbers["since"]))),
        "ended": numbers["ended"],
    }


def _near_due(warning: EarlyWarning) -> str:
    said = _(
        "%(near)s tasks at %(body)s are due before %(until)s. It finishes %(a_day)s a working day, "
        "so about %(able)s by then. %(late)s more are late already."
    )
    numbers = warning.numbers
    return said % {
        "near": numbers["near"],
        "body": _body(warning),
        "until": date_format(timezone.localdate(datetime.fromisoformat(numbers["until"]))),
        "a_day": _number(numbers["a_day"]),
        "able": _number(numbers["able"]),
        "late": numbers["late"],
    }


def _unfilled(warning: EarlyWarning) -> str:
    said = _(
        "Nobody holds the post “%(post)s” for %(area)s: %(areas)s lowest areas. Work for it goes "
        "to the level above, or waits."
    )
    areas = warning.numbers["areas"]
    return said % {"post": _role(warning), "area": _area(warning), "areas": areas}


def _reveals(warning: EarlyWarning) -> str:
    numbers = warning.numbers
    said = [
        _(
            "From the post “%(post)s” contacts were seen %(count)s times from %(first)s to "
            "%(last)s, while %(tasks)s tasks came to it."
        )
        % {
            "post": _post(warning),
            "count": numbers["count"],
            "tasks": numbers["tasks"],
            **_days(numbers),
        }
    ]
    if numbers["own"] is not None:
        said.append(_("About %(own)s would be usual for it.") % {"own": _number(numbers["own"])})
    if numbers["peers_median"] is not None:
        words = {"number": numbers["peers"], "median": _number(numbers["peers_median"])}
        said.append(_("The middle of %(number)s posts like it is %(median)s.") % words)
    return " ".join(said)


_SENTENCES: dict[str, Callable[[EarlyWarning], str]] = {
    "surge": _surge,
    "recurrence": _recurrence,
    "near_due": _near_due,
    "unfilled": _unfilled,
    "reveals": _reveals,
}


def _days(numbers: Numbers) -> dict[str, str]:
    return {
        name: date_format(date.fromisoformat(numbers[name]), "MONTH_DAY_FORMAT")
        for name in ("first", "last")
    }


def _shown(name: str, value: float) -> str:
    if name == "chance":
        return _("below 1 in %(odds)s") % {"odds": _odds(value)}
    return _number(value)


def _odds(chance: float) -> int:
    """One in how many, told up to a million."""
    return int(min(1 / chance, MOST_ODDS)) if chance else MOST_ODDS


def _number(value: float) -> str:
    return number_format(int(value) if value == int(value) else value)


def _area(warning: EarlyWarning) -> str:
    """With the area above it, since every community has a first grid."""
    area = warning.area
    if area is None:
        return _("the whole territory")
    if area.parent is None or area.parent.parent_id is None:
        return area.label
    return _("%(above)s, %(area)s") % {"above": area.parent.label, "area": area.label}


def _type(warning: EarlyWarning) -> str:
    return warning.type.label if warning.type else ""


def _body(warning: EarlyWarning) -> str:
    body = warning.organization
    return in_words(body.name, body.name_en) if body else ""


def _role(warning: EarlyWarning) -> str:
    key = warning.numbers["post_type"]
    found = next((each for each in post_types() if each.key == key), None)
    return in_words(found.name, found.name_en) if found else key


def _post(warning: EarlyWarning) -> str:
    return post_name(warning.post) if warning.post else ""


_TITLES: dict[str, tuple[Callable[[EarlyWarning], str], ...]] = {
    "surge": (_area, _type),
    "recurrence": (_area, _type),
    "near_due": (_body,),
    "unfilled": (_area, _role),
    "reveals": (_post,),
}
