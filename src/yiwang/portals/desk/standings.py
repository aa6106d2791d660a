"""The lists of cases that stand badly with time, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Sentence
from yiwang.work.workflows.queries.lists import Standing


@dataclass(frozen=True, slots=True)
class Words:
    """Its name, what comes onto it, and what is said where it is empty."""

    name: Sentence
    says: Sentence
    empty: Sentence


STANDINGS = {
    Standing.LATE: Words(
        _("Overdue"),
        _("An office, or the case as a whole, is over its time limit."),
        _("Nothing is overdue"),
    ),
    Standing.THREEFOLD: Words(
        _("Overdue threefold"),
        _("Three times the time limit is used up."),
        _("Nothing is overdue threefold"),
    ),
    Standing.WAITING: Words(
        _("Waiting on the reporter"),
        _("The reporter is asked something, or has the word after an answer."),
        _("Nobody waits for a reporter"),
    ),
    Standing.ASIDE: Words(
        _("Set aside"),
        _("Set aside until a day with somebody’s approval; it comes back by itself."),
        _("Nothing is set aside"),
    ),
}
