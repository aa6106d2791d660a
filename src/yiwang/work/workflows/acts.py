"""The closed vocabulary of acts. A definition says which acts a step offers, under which label and
where they lead; what an act does to tasks and subject is the same everywhere."""

from dataclasses import dataclass, field
from enum import StrEnum


class Effect(StrEnum):
    """What an act does to the run and its tasks."""

    MOVE = "move"  # ends the step, opens the next
    RAISE = "raise"  # same step, at the post one level up
    ASSIGN = "assign"  # ends the step, opens a task for each organization named
    SIGN = "sign"  # the handler takes the task on
    RETURN = "return"  # the handler gives it back, the coordinator decides
    FINISH = "finish"  # the handler is done; the step ends with its last task
    REDIRECT = "redirect"  # the coordinator gives a returned task to another organization
    RELEASE = "release"  # the coordinator lets a returned task go
    REWORK = "rework"  # opens the finished tasks of the joint step again
    REPLY = "reply"  # ends one task and moves nothing: the answer to a supervision order


@dataclass(frozen=True, slots=True)
class Act:
    """`needs` names inputs that must be given; `answers`: the reporter is told the outcome."""

    key: str
    past: str  # the last part of the record's name
    effect: Effect
    role: str = "actor"  # whose task it is performed on
    needs: frozenset[str] = field(default_factory=frozenset)
    answers: bool = False


def _acts(*acts: Act) -> dict[str, Act]:
    return {act.key: act for act in acts}


def _needs(*names: str) -> frozenset[str]:
    return frozenset(names)


ACTS = _acts(
    Act("accept", "accepted", Effect.MOVE),
    Act("whistle", "whistled", Effect.MOVE, needs=_needs("kind", "nature")),
    Act("settle", "settled", Effect.MOVE, needs=_needs("text")),
    Act("decline", "declined", Effect.MOVE, needs=_needs("reason", "text"), answers=True),
    Act("pass_up", "passed_up", Effect.RAISE, needs=_needs("reason")),
    Act("send_back", "sent_back", Effect.MOVE, needs=_needs("reason")),
    Act("dispatch", "dispatched", Effect.ASSIGN, needs=_needs("organizations")),
    Act("acknowledge", "acknowledged", Effect.SIGN, role="handler"),
    Act("return", "returned", Effect.RETURN, role="handler", needs=_needs("reason")),
    Act("finish", "handled", Effect.FINISH, role="handler", needs=_needs("text", "evidence")),
    Act(
        "redirect",
        "redirected",
        Effect.REDIRECT,
        role="coordinator",
        needs=_needs("organizations"),
    ),
    Act("release", "released", Effect.RELEASE, role="coordinator", needs=_needs("reason")),
    Act("pass_check", "verified", Effect.MOVE),
    Act("rework", "sent_to_rework", Effect.REWORK, needs=_needs("reason")),
    Act("answer", "answered", Effect.MOVE, needs=_needs("text"), answers=True),
    Act("rate", "rated", Effect.MOVE, role="reporter", needs=_needs("grade")),
    Act("reopen", "reopened", Effect.MOVE, role="reporter"),
    Act("accept_outcome", "outcome_accepted", Effect.MOVE, role="reporter"),
    Act("expire", "expired", Effect.MOVE, role="reporter"),
    Act("reply_to_order", "order_answered", Effect.REPLY, role="supervised", needs=_needs("text")),
)
INPUTS = {"text", "reason", "kind", "nature", "organizations", "evidence", "grade"}
