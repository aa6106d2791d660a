"""Nudged: those at work are asked to get on with it. Recorded and shown to them; no clock moves."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.clocks.queries import working_time
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid, Refusal
from yiwang.work.workflows.actions.supervise import WORKING_ROLES, NobodyToSupervise
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.lateness import is_late
from yiwang.work.workflows.models import Nudge, Run
from yiwang.work.workflows.models.run import OPEN_TASK_STATES

LONGEST_WORDS = 200
NOT_AGAIN_WITHIN = Limit(Decimal(4), ClockKind.WORK_HOUR)  # by the same post


class NudgedAlready(Refusal):
    """Not so soon again."""

    code = "nudged_already"


class NotLate(Refusal):
    """A reporter nudges what is late."""

    code = "not_late"


@dataclass(frozen=True, slots=True)
class NudgeRun:
    """What is nudged. `post_id` is whose holder does; none: the reporter, who gives no words."""

    subject: str  # app.noun
    subject_id: int
    words: str = ""
    post_id: int | None = None


@transaction.atomic
def nudge_run(nudge: NudgeRun, *, actor: Actor, now: datetime) -> list[int]:
    """Nudge every post now at work; their ids. The caller has checked who may, and in which
    capacity.

    Refuses when nobody is at work, when the same post nudged within four working hours or the
    reporter on the same day, and a reporter while nothing is late.
    """
    run = _run_to_nudge(nudge)
    posts = _posts_at_work(run)
    if len(nudge.words) > LONGEST_WORDS:
        sentence = _("Please use at most %(most)d characters.") % {"most": LONGEST_WORDS}
        raise Invalid({"words": sentence})
    if nudge.post_id is None:
        _check_reporter(run, now)
    else:
        _check_post(run, nudge.post_id, now)
    words = nudge.words.strip() if nudge.post_id else ""
    Nudge.objects.create(run=run, post_id=nudge.post_id, by=actor.capacity, words=words, at=now)
    record(
        f"{run.subject}.nudged",
        subject=(run.subject, run.subject_id),
        actor=actor,
        at=now,
        posts=posts,
        stage=run.stage,
        reason=words,
    )
    return posts


def _run_to_nudge(nudge: NudgeRun) -> Run:
    runs = Run.objects.select_for_update().filter(
        subject=nudge.subject, subject_id=nudge.subject_id, is_open=True
    )
    run = runs.first()
    if run is None:
        raise AlreadyDone(_("This is closed already. There is nobody to nudge."))
    return run


def _posts_at_work(run: Run) -> list[int]:
    tasks = run.tasks.filter(state__in=OPEN_TASK_STATES, role__in=WORKING_ROLES)
    posts = tasks.filter(post__isnull=False).order_by("id").values_list("post_id", flat=True)
    found = [post_id for post_id in dict.fromkeys(posts) if post_id]
    if not found:
        raise NobodyToSupervise(_("Nobody is working on this just now, so nobody can be nudged."))
    return found


def _check_post(run: Run, post_id: int, now: datetime) -> None:
    last = run.nudges.filter(post=post_id).order_by("-at").first()
    if last is None:
        return
    days = working_time(definition_of_version(run.version_id).calendar)
    again_at = days.due(last.at, NOT_AGAIN_WITHIN)
    if now < again_at:
        sentence = _("Your post has nudged them already. You can again from %(when)s.")
        told = date_format(timezone.localtime(again_at), "DATETIME_FORMAT")
        raise NudgedAlready(sentence % {"when": told})


def _check_reporter(run: Run, now: datetime) -> None:
    last = run.nudges.filter(post=None).order_by("-at").first()
    if last and timezone.localdate(last.at) == timezone.localdate(now):
        raise NudgedAlready(_("You have nudged them today already. You can again tomorrow."))
    if not is_late(run.pk, now):
        raise NotLate(_("It is still within its time limit. You can nudge once it is late."))
