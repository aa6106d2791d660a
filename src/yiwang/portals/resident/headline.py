"""In one sentence, how a case stands and how it ended, for the page of whoever reported it."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.foundation.refusals import Sentence
from yiwang.portals.moments import when
from yiwang.work.cases.grades import GRADES
from yiwang.work.cases.queries.ending import Called, Ending
from yiwang.work.cases.queries.standing import Progress

RATED_BY: dict[str, Sentence] = {
    "web": gettext_lazy("You rated it: %(grade)s."),
    "slip": gettext_lazy("You rated it on a slip: %(grade)s."),
}
RATED_BY_TELEPHONE = gettext_lazy("You rated it by telephone: %(grade)s.")
CALLED: dict[str, Sentence] = {
    "solved": gettext_lazy("Called back on %(day)s, you said it is solved: %(grade)s."),
    "unsolved": gettext_lazy(
        "Called back on %(day)s, you said it is not solved; it was looked at again."
    ),
    "refused": gettext_lazy("Called back on %(day)s, you did not want to say; it is counted so."),
}
NOT_REACHED = gettext_lazy("You were called back on %(day)s and not reached.")
TRIED = gettext_lazy("Your case was drawn by lot: somebody tried to call you, and tries again.")
DRAWN = gettext_lazy("Your case was drawn by lot: somebody who had no part in it will call you.")


def headline(progress: Progress, now: datetime) -> str:
    """The first that holds."""
    for holds, sentence in (*_over(progress), *_waits_for_reporter(progress), *_at_work(progress)):
        if holds:
            return str(sentence)
    return _where(progress, now)


def _over(progress: Progress) -> Iterator[tuple[object, str]]:
    taken_back = any(event.name == "cases.case.withdrawn" for event in progress.events)
    yield taken_back, _("Withdrawn.")
    yield progress.is_void, _("Voided: it is not dealt with any more.")
    yield not progress.case.is_open, _("Closed.")


def _waits_for_reporter(progress: Progress) -> Iterator[tuple[object, str]]:
    yield progress.can_rate, _("Answered. Is it solved? You say.")
    yield progress.can_appeal, _("It is not handled again. What now?")
    yield progress.can_reopen or progress.asks_why, _("You were not satisfied. What now?")
    yield progress.decide_until, _("Answered. It waits for the one who reported it.")


def _at_work(progress: Progress) -> Iterator[tuple[object, str]]:
    together = _("Others reported the same. It is handled together; you get the answer too.")
    yield progress.is_merged, together
    if progress.outside:
        said = _("It is decided outside now: “%(step)s”. Our time stands still meanwhile.")
        yield True, said % {"step": progress.outside.step}
    yield progress.is_late, _("It is late, at “%(stage)s”.") % {"stage": progress.stage}


def _where(progress: Progress, now: datetime) -> str:
    """At which stage, and whoever answers for it, until when."""
    first = progress.answering[0] if progress.answering else None
    said = {"stage": progress.stage, "who": first.who if first else ""}
    if first and first.who and progress.stands_still:
        return (
            _("It is at “%(stage)s” now: %(who)s answers for it. The time stands still just now.")
            % said
        )
    if first and first.who and first.due_at:
        said["day"] = when(first.due_at, now)
        return _("It is at “%(stage)s” now: %(who)s answers for it, by %(day)s.") % said
    return _("It is at “%(stage)s” now.") % said


def rated(ending: Ending) -> str:
    """What the reporter said of it, or that nothing was said."""
    if ending.grade:
        sentence = RATED_BY.get(ending.way, RATED_BY_TELEPHONE)
        return str(sentence) % {"grade": GRADES[ending.grade]}
    if ending.outcome == "unanswered":
        return _("You did not rate it; it is counted as not rated, never as satisfied.")
    return ""


def called_back(called: Called, now: datetime) -> str:
    """What came of the call-back, if there is one."""
    if not called.result:
        return str(TRIED if called.tries else DRAWN)
    said = {
        "day": when(called.at, now) if called.at else "",
        "grade": GRADES[called.grade] if called.grade else "",
    }
    return str(CALLED.get(called.result, NOT_REACHED)) % said
