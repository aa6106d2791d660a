"""Whether a department could still be in time to sign when its time to handle is over.

Limits on the same clock, or both round the clock, are compared as numbers; else they are timed from
every midnight and every close of work of a year, for each type whose own limits go first.
At run time a signature is due with the work at the latest, so that no clock contradicts another;
here it is refused, because nobody means to ask for the work before the signature.
"""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.clocks.limits import Limit
from yiwang.foundation.clocks.queries import working_time
from yiwang.foundation.clocks.working_time import ROUND_THE_CLOCK, WorkingTime
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.proof.finding import Finding, finding
from yiwang.work.workflows.proof.graph import path_to
from yiwang.work.workflows.proof.lengths import kinds_of
from yiwang.work.workflows.proof.naming import listed
from yiwang.work.workflows.proof.starting import start_moments
from yiwang.work.workflows.subjects import Situation
from yiwang.work.workflows.timing import terms

Pair = tuple[Limit, Limit]  # to sign, to handle


def check_signing(definition: Definition, on: date) -> Iterator[Finding]:
    """Findings of the rule signed_before_due."""
    days = working_time(definition.calendar)
    sentence = _(
        "“{step}” can be due before it has to be signed for, as on {when}, for {count} types: "
        "{names}. Give these types a shorter time to sign (`acknowledge`)."
    )
    plain = _("“{step}” can be due before it has to be signed for, as on {when}.")
    for key in definition.steps:
        for pair, names in _pairs(definition, key).items():
            when = _late_signature(pair, days, on.year)
            if when is None:
                continue
            words = {"step": key, "when": date_format(localtime(when)), **listed(names)}
            path, where = path_to(definition, key), ("steps", key, "acknowledge")
            said = sentence if names else plain
            yield finding("signed_before_due", said, path=path, where=where, **words)


def _pairs(definition: Definition, key: str) -> dict[Pair, list[str]]:
    """The two limits of a step, and of every kind of whistle that calls into it, with the names of
    the types that they hold for."""
    step, pairs = definition.steps[key], dict[Pair, list[str]]()
    stated = [(step.acknowledge, step.resolve)]
    if step.kind == "joint":
        called = definition.whistles
        stated += [(c.acknowledge or step.acknowledge, c.resolve or step.resolve) for c in called]
    for kind in kinds_of(definition):
        situation = Situation(None, limits=kind.limits)
        for signing, handling in stated:
            if signing is None or handling is None:
                continue
            to_sign = terms("acknowledge", signing, situation).limit
            to_handle = terms("resolve", handling, situation).limit
            named = pairs.setdefault((to_sign, to_handle), [])
            named += [kind.name] if kind.name and kind.name not in named else []
    return pairs


def _late_signature(pair: Pair, days: WorkingTime, year: int) -> datetime | None:
    """A moment from which the signature would be due after the work."""
    signing, handling = pair
    starts = start_moments(days, year)
    if signing.kind == handling.kind or {signing.kind, handling.kind} <= ROUND_THE_CLOCK:
        is_longer = days.seconds_of(signing) > days.seconds_of(handling)
        return next(starts) if is_longer else None
    late = (start for start in starts if days.due(start, signing) > days.due(start, handling))
    return next(late, None)
