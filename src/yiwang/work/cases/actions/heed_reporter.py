"""Carry out what a reporter asks for with their code. The page and REST both call this, so that
what a code opens is written down once."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import REPORTER, Actor
from yiwang.foundation.refusals import Sentence
from yiwang.work.cases.actions.act_by_code import act_by_code
from yiwang.work.cases.actions.answer_question import ACTION as ANSWER_QUESTION
from yiwang.work.cases.actions.answer_question import answer_by_code
from yiwang.work.cases.actions.correct_contact import correct_contact
from yiwang.work.cases.actions.erase_contact import erase_contact
from yiwang.work.cases.actions.nudge_case import nudge_by_code
from yiwang.work.cases.actions.reopen_closed import REOPEN_CLOSED, reopen_closed
from yiwang.work.cases.actions.withdraw_case import withdraw_case
from yiwang.work.cases.repeats import done_before
from yiwang.work.workflows.subjects import Inputs

CORRECT_CONTACT, ERASE_CONTACT = "correct_contact", "erase_contact"
NUDGE, WITHDRAW = "nudge", "withdraw"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: one of `TOLD`, or what the step offers the reporter just now (rate,
    reopen, request_reopen, appeal_refusal, accept_outcome); and what is said to it."""

    action: str
    grade: int | None = None
    reason: str = ""
    text: str = ""
    contact: str = ""


@transaction.atomic
def heed_reporter(
    code: str, wish: Wish, *, actor: Actor = REPORTER, now: datetime, key: str = ""
) -> Sentence:
    """What to tell the reporter once it is done. Refuses followers, and whatever the action
    refuses; NotFound is a code that opens nothing. Sent again under the same `key` it does nothing
    more."""
    told = TOLD.get(wish.action, _("Thank you. It is noted."))
    if key and done_before(key, code, asdict(wish), now):
        return told
    if special := SPECIAL.get(wish.action):
        special(code, wish, actor, now)
    else:
        inputs = Inputs(grade=wish.grade, reason=wish.reason)
        act_by_code(code, wish.action, inputs, actor=actor, now=now)
    return told


def _correct(code: str, wish: Wish, actor: Actor, now: datetime) -> None:
    correct_contact(code, wish.contact, actor=actor, now=now)


def _erase(code: str, _wish: Wish, actor: Actor, now: datetime) -> None:
    erase_contact(code, actor=actor, now=now)


def _answer(code: str, wish: Wish, actor: Actor, now: datetime) -> None:
    answer_by_code(code, wish.text, actor=actor, now=now)


def _nudge(code: str, _wish: Wish, actor: Actor, now: datetime) -> None:
    nudge_by_code(code, actor=actor, now=now)


def _withdraw(code: str, _wish: Wish, actor: Actor, now: datetime) -> None:
    withdraw_case(code, actor=actor, now=now)


def _reopen(code: str, wish: Wish, actor: Actor, now: datetime) -> None:
    reopen_closed(code, wish.reason, actor=actor, now=now)


SPECIAL: dict[str, Callable[[str, Wish, Actor, datetime], None]] = {
    CORRECT_CONTACT: _correct,
    ERASE_CONTACT: _erase,
    ANSWER_QUESTION: _answer,
    NUDGE: _nudge,
    WITHDRAW: _withdraw,
    REOPEN_CLOSED: _reopen,
}
TOLD: dict[str, Sentence] = {
    CORRECT_CONTACT: _("Your contact is changed."),
    ERASE_CONTACT: _("Your contact is erased. Nobody can bring it back."),
    ANSWER_QUESTION: _("Thank you. The office has your answer."),
    NUDGE: _("Those at work were told that you are waiting."),
    WITHDRAW: _("Your report is withdrawn."),
    REOPEN_CLOSED: _("Your request is noted. Somebody who had no part in it decides."),
}
