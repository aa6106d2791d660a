"""Every number that a figure may use: what is counted, and on which day it counts.

A count belongs to the facts of cases or to those of departments (`of`), is placed on one of their
days (`day`), counts the facts that a condition holds for, and adds 1 for each, or a length in
seconds. All are sums over days, areas and types, so that any of them can be added up.

A case counts by the day it was reported, unless the name says that something ended, fell due or
went late on the day. In time: ended, and nobody went over a limit, of their own work or of the
whole. Late: somebody did, or is over one now.
"""

from dataclasses import dataclass

from yiwang.work.cases.outcomes import SATISFIED_FROM

CASES, DEPARTMENTS = "case", "department"
GONE = "fate IN ('withdrawn', 'voided')"
TAKEN_ON = "fate IN ('open', 'deferred', 'solved', 'dissatisfied')"
ENDED = f"ended_on IS NOT NULL AND NOT {GONE}"
RATED = f"{TAKEN_ON} AND grade IS NOT NULL"
COUNTED = "NOT is_lateness_left_out"  # by an appeal
TIMED = f"({ENDED} OR is_late) AND {COUNTED}"
DUE = f"NOT {GONE} AND fate <> 'deferred' AND {COUNTED}"
ASKED = "fate IN ('solved', 'dissatisfied') AND has_reporter"
ANSWERED_FOR = f"NOT {GONE} AND has_reporter"
SETTLED = "settled_seconds IS NOT NULL AND fate = 'solved'"


@dataclass(frozen=True, slots=True)
class Count:
    """One summed number."""

    name: str
    day: str
    when: str = "true"
    adds: str = "1"
    of: str = CASES


COUNTS = [
    Count("reported", "reported_on"),
    Count("waiting", "reported_on", "fate = 'waiting'"),
    Count("declined", "reported_on", "fate = 'declined'"),
    Count("accepted", "reported_on", TAKEN_ON),
    Count("open", "reported_on", "fate IN ('open', 'deferred')"),
    Count("deferred", "reported_on", "fate = 'deferred'"),
    Count("solved", "reported_on", "fate = 'solved'"),
    Count("closed_dissatisfied", "reported_on", "fate = 'dissatisfied'"),
    Count("withdrawn", "reported_on", "fate = 'withdrawn'"),
    Count("voided", "reported_on", "fate = 'voided'"),
    Count("rated", "reported_on", f"{RATED} AND NOT is_rating_left_out"),
    Count(
        "satisfied",
        "reported_on",
        f"{RATED} AND NOT is_rating_left_out AND grade >= {SATISFIED_FROM}",
    ),
    Count("unanswered", "reported_on", f"{ASKED} AND grade IS NULL"),
    Count("ratings_left_out", "reported_on", f"{RATED} AND is_rating_left_out"),
    Count("in_time", "reported_on", f"{ENDED} AND NOT is_late AND {COUNTED}"),
    Count("late", "reported_on", f"is_late AND {COUNTED}"),
    Count("extended", "reported_on", f"{TIMED} AND was_extended"),
    Count("paused", "reported_on", f"{TIMED} AND was_paused"),
    Count("late_left_out", "reported_on", "is_lateness_left_out"),
    Count("dispatched", "reported_on", "was_dispatched AND NOT is_return_left_out"),
    Count(
        "returned",
        "reported_on",
        "was_dispatched AND was_given_back AND NOT is_return_left_out",
    ),
    Count("returns_left_out", "reported_on", "is_return_left_out"),
    Count("replied", "reported_on", f"replied_at IS NOT NULL AND {ANSWERED_FOR}"),
    Count("to_reply", "reported_on", ANSWERED_FOR),
    Count(
        "reply_seconds",
        "reported_on",
        f"replied_at IS NOT NULL AND {ANSWERED_FOR}",
        "reply_seconds",
    ),
    Count("verified", "reported_on", "is_verified"),
    Count("reworked", "reported_on", "reworks > 0"),
    Count("reopened", "reported_on", "reopenings > 0"),
    Count("duplicates", "reported_on", "is_duplicate"),
    Count("repeats", "reported_on", "is_repeat"),
    Count("urgent", "reported_on", "is_urgent"),
    Count("disputes_settled", "reported_on", SETTLED),
    Count("settling_seconds", "reported_on", SETTLED, "settled_seconds"),
    Count("outside_seconds", "reported_on", SETTLED, "outside_seconds"),
    Count("disputes_outside", "reported_on", f"is_dispute AND {SETTLED} AND outside_seconds > 0"),
    Count("disputes_free", "reported_on", f"{SETTLED} AND settled_free"),
    Count("disputes_cost_said", "reported_on", f"{SETTLED} AND settled_free IS NOT NULL"),
    Count("disputes_unsettled", "reported_on", f"is_dispute AND {ENDED} AND NOT ({SETTLED})"),
    Count("disputes_open", "reported_on", "is_dispute AND ended_on IS NULL"),
    Count("ended", "ended_on", ENDED),
    Count("ended_in_time", "ended_on", f"{ENDED} AND NOT is_late AND {COUNTED}"),
    Count("ended_late", "ended_on", f"{ENDED} AND is_late AND {COUNTED}"),
    Count("ended_extended", "ended_on", f"{ENDED} AND {COUNTED} AND was_extended"),
    Count("ended_paused", "ended_on", f"{ENDED} AND {COUNTED} AND was_paused"),
    Count("ending_seconds", "ended_on", ENDED, "ending_seconds"),
    Count("gone", "ended_on", f"ended_on IS NOT NULL AND {GONE}"),
    Count("fell_due", "due_on", DUE),
    Count("fell_due_extended", "due_on", f"{DUE} AND was_extended"),
    Count("fell_due_paused", "due_on", f"{DUE} AND was_paused"),
    Count("fell_due_in_time", "due_on", f"{ENDED} AND NOT is_late AND {COUNTED}"),
    Count("went_late", "late_on", f"is_late AND {COUNTED}"),
    Count("late_cleared", "late_cleared_on", f"is_late AND {COUNTED}"),
    Count("tasks", "given_on", of=DEPARTMENTS),
    Count("tasks_signed", "given_on", "signed_at IS NOT NULL", of=DEPARTMENTS),
    Count(
        "tasks_signed_in_time",
        "given_on",
        "signed_at IS NOT NULL AND NOT signed_late",
        of=DEPARTMENTS,
    ),
    Count("tasks_to_sign", "given_on", "sign_due IS NOT NULL", of=DEPARTMENTS),
    Count("tasks_done", "given_on", "state = 'done'", of=DEPARTMENTS),
    Count("tasks_returned", "given_on", "state = 'returned'", of=DEPARTMENTS),
    Count("tasks_led", "given_on", "is_lead", of=DEPARTMENTS),
    Count("task_scores", "given_on", "score IS NOT NULL", of=DEPARTMENTS),
    Count("task_score_sum", "given_on", "score IS NOT NULL", "score", of=DEPARTMENTS),
    Count("tasks_ended", "ended_on", "state = 'done'", of=DEPARTMENTS),
    Count("tasks_ended_in_time", "ended_on", "state = 'done' AND NOT is_late", of=DEPARTMENTS),
    Count("tasks_extended", "ended_on", "state = 'done' AND was_extended", of=DEPARTMENTS),
    Count("tasks_paused", "ended_on", "state = 'done' AND was_paused", of=DEPARTMENTS),
    Count("task_seconds", "ended_on", "state = 'done'", "ending_seconds", of=DEPARTMENTS),
    Count("tasks_went_late", "late_on", "is_late", of=DEPARTMENTS),
    Count("tasks_late_cleared", "late_cleared_on", "is_late", of=DEPARTMENTS),
]
BY_NAME = {count.name: count for count in COUNTS}
STANDING = {  # what stands on a day: all that came up to it, less all that went
    "overdue_open": ("went_late", "late_cleared"),
    "tasks_overdue_open": ("tasks_went_late", "tasks_late_cleared"),
}


def counts_of_kind(of: str) -> list[Count]:
    """Those of the facts of one kind, in the order in which cells keep them."""
    return [count for count in COUNTS if count.of == of]


def days_of_kind(of: str) -> list[str]:
    """The days that facts of one kind are placed on."""
    return list(dict.fromkeys(count.day for count in counts_of_kind(of)))
