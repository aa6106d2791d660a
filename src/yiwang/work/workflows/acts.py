"""The closed vocabulary of acts. A definition says which acts a step offers, under which label and
where they lead; what an act does to tasks and subject is the same everywhere."""

from dataclasses import dataclass, field
from enum import StrEnum


class Effect(StrEnum):
    """What an act does to the run and its tasks."""

    MOVE = "move"  # ends the step, opens the next
    ENTER = "enter"  # the same, and what was decided becomes an entry of a register
    STRIKE = "strike"  # the same, and an entry is withdrawn
    RAISE = "raise"  # same step, at the post one level up
    ASSIGN = "assign"  # ends the step, opens a task for each organization named
    SIGN = "sign"  # the handler takes the task on
    RETURN = "return"  # the handler gives it back, the coordinator decides
    FINISH = "finish"  # the handler is done; the step ends with its last task
    REDIRECT = "redirect"  # the coordinator gives a returned task to another organization
    RELEASE = "release"  # the coordinator lets a returned task go
    REWORK = "rework"  # opens the finished tasks of the joint step again
    ASK = "ask"  # opens a task for somebody else to approve what is asked; moves nothing
    GRANT = "grant"  # what was asked for happens (granting)
    REFUSE = "refuse"  # it does not
    RESUME = "resume"  # time that stood still goes on
    REPLY = "reply"  # ends one task and moves nothing
    ANSWER = "answer"  # the answer to a supervision order: to who gave it
    QUESTION = "question"  # the reporter is asked; the time of who asks stands still
    HEAR = "hear"  # the answer, or none in time; the time runs on
    COME = "come"  # somebody from outside says that they are there
    ASK_AGAIN = "ask_again"  # the answer to an order was not enough: a new order to the same post
    NOTE = "note"  # something was done that moves nothing: a session was held
    HASTEN = "hasten"  # the run is urgent from now on: its limits by type become shorter
    SPLIT = "split"  # the subject becomes several; the step stays
    ARRIVE = "arrive"  # the handler is on the spot
    CALL_ALSO = "call_also"  # whoever coordinates a whistle calls another organization
    LET_GO = "let_go"  # … or lets one go that is at work
    CHANGE_LEAD = "change_lead"  # … or has another one lead
    SCORE = "score"  # one side of a whistle says how the other did
    LEAVE_UNSCORED = "leave_unscored"  # … or never does
    CALL = "call"  # the reporter is called back: ends the task, unless it has to be tried again
    REVIVE = "revive"  # ends one task, and an ended run is under way again


@dataclass(frozen=True, slots=True)
class Act:
    """`needs` names inputs that must be given; `answers`: the reporter is told the outcome. An act
    of `role` may be open to another one `also`."""

    key: str
    past: str  # the last part of the record's name
    effect: Effect
    role: str = "actor"  # whose task it is performed on
    needs: frozenset[str] = field(default_factory=frozenset)
    answers: bool = False
    asks: str = ""  # the kind of request, for acts that ask for one (asking.py)
    by_system: bool = False  # once time is up, and by nobody else
    also: str = ""

    @property
    def roles(self) -> frozenset[str]:
        """Whose tasks it is performed on."""
        return frozenset({self.role, self.also} - {""})


def _acts(*acts: Act) -> dict[str, Act]:
    return {act.key: act for act in acts}


def _needs(*names: str) -> frozenset[str]:
    return frozenset(names)


def _ask(kind: str, *needs: str) -> Act:
    """Whoever has a task of a step may ask, where the definition has terms for this kind."""
    key = f"ask_{kind}"
    return Act(key, f"{kind}_asked", Effect.ASK, role="asking", needs=_needs(*needs), asks=kind)


ACTS = _acts(
    Act("accept", "accepted", Effect.MOVE),
    Act("whistle", "whistled", Effect.MOVE, needs=_needs("kind", "nature")),
    Act("settle", "settled", Effect.MOVE, needs=_needs("text")),
    Act("decline", "declined", Effect.MOVE, needs=_needs("reason", "text"), answers=True),
    Act("do", "done", Effect.MOVE),  # what it means, its label says
    Act("enter", "entered", Effect.ENTER, needs=_needs("text", "words", "until")),
    Act("strike", "struck", Effect.STRIKE, needs=_needs("entry", "reason")),
    Act("pass_up", "passed_up", Effect.RAISE, needs=_needs("reason")),
    Act("send_back", "sent_back", Effect.MOVE, needs=_needs("reason")),
    Act("choose_path", "path_chosen", Effect.MOVE, needs=_needs("reason")),
    Act("hold_session", "session_held", Effect.NOTE, needs=_needs("reason"), also="handler"),
    Act("mark_urgent", "marked_urgent", Effect.HASTEN, needs=_needs("reason"), also="handler"),
    Act("agree", "agreed", Effect.MOVE, needs=_needs("text")),
    Act("publish", "published", Effect.MOVE, needs=_needs("text")),
    Act("end_publication", "publication_ended", Effect.MOVE, role="publisher", by_system=True),
    Act(
        "answer_objection",
        "objection_answered",
        Effect.NOTE,
        needs=_needs("objection", "text"),
        also="publisher",
    ),
    Act("conclude", "concluded", Effect.MOVE, needs=_needs("text")),
    Act("retract", "retracted", Effect.MOVE, needs=_needs("reason"), also="publisher"),
    Act("split", "split", Effect.SPLIT, needs=_needs("parts")),
    Act("dispatch", "dispatched", Effect.ASSIGN, needs=_needs("organizations")),
    Act("acknowledge", "acknowledged", Effect.SIGN, role="handler"),
    Act("arrive", "arrived", Effect.ARRIVE, role="handler"),
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
    Act(
        "assign_finally",
        "arbitrated",
        Effect.REDIRECT,
        role="arbiter",
        needs=_needs("organizations", "reason"),
    ),
    Act(
        "release_finally",
        "released_by_arbiter",
        Effect.RELEASE,
        role="arbiter",
        needs=_needs("reason"),
    ),
    Act("pass_check", "verified", Effect.MOVE),
    Act("rework", "sent_to_rework", Effect.REWORK, needs=_needs("reason")),
    Act("answer", "answered", Effect.MOVE, needs=_needs("text"), answers=True),
    Act("rate", "rated", Effect.MOVE, role="reporter", needs=_needs("grade")),
    Act("reopen", "reopened", Effect.MOVE, role="reporter"),
    Act("request_reopen", "reopen_requested", Effect.MOVE, role="reporter", needs=_needs("reason")),
    Act("grant_reopen", "reopen_granted", Effect.MOVE),
    Act(
        "refuse_reopen",
        "reopen_refused",
        Effect.MOVE,
        needs=_needs("reason", "text"),
        answers=True,
    ),
    Act("appeal_refusal", "refusal_appealed", Effect.MOVE, role="reporter", needs=_needs("reason")),
    Act(
        "uphold_refusal",
        "refusal_upheld",
        Effect.MOVE,
        needs=_needs("reason", "text"),
        answers=True,
    ),
    Act("accept_outcome", "outcome_accepted", Effect.MOVE, role="reporter"),
    Act("expire", "expired", Effect.MOVE, role="reporter", by_system=True),
    _ask("extension", "reason", "value"),
    _ask("pause", "reason", "until"),
    _ask("deferral", "reason", "until"),
    _ask("usual_limits", "reason"),
    _ask("void", "reason"),
    Act("resume", "resumed", Effect.RESUME, role="asking"),
    Act("grant", "granted", Effect.GRANT, role="approver"),
    Act("refuse", "refused", Effect.REFUSE, role="approver", needs=_needs("reason")),
    Act("reply_to_order", "order_answered", Effect.ANSWER, role="supervised", needs=_needs("text")),
    Act("ask_reporter", "reporter_asked", Effect.QUESTION, role="asking", needs=_needs("text")),
    Act("answer_question", "question_answered", Effect.HEAR, role="asked", needs=_needs("text")),
    Act("expire_question", "question_expired", Effect.HEAR, role="asked", by_system=True),
    Act("report_arrival", "outside_arrived", Effect.COME, role="outside"),
    Act("report_result", "outside_reported", Effect.REPLY, role="outside", needs=_needs("text")),
    Act("expire_invitation", "outside_expired", Effect.REPLY, role="outside", by_system=True),
    Act("accept_answer", "order_accepted", Effect.REPLY, role="orderer"),
    Act("ask_again", "order_repeated", Effect.ASK_AGAIN, role="orderer", needs=_needs("reason")),
    Act(
        "call_also",
        "also_called",
        Effect.CALL_ALSO,
        role="coordinating",
        needs=_needs("organizations"),
    ),
    Act(
        "let_go",
        "let_go",
        Effect.LET_GO,
        role="coordinating",
        needs=_needs("organizations", "reason"),
    ),
    Act(
        "change_lead",
        "lead_changed",
        Effect.CHANGE_LEAD,
        role="coordinating",
        needs=_needs("organizations", "reason"),
    ),
    Act("score", "scored", Effect.SCORE, role="scorer", needs=_needs("grade")),
    Act("leave_unscored", "left_unscored", Effect.LEAVE_UNSCORED, role="scorer", by_system=True),
    Act("call_solved", "called_back", Effect.CALL, role="called_back", needs=_needs("grade")),
    Act(
        "call_unsolved",
        "called_back_unsolved",
        Effect.REVIVE,
        role="called_back",
        needs=_needs("grade", "reason"),
    ),
    Act("call_missed", "call_missed", Effect.CALL, role="called_back"),
    Act("call_refused", "call_refused", Effect.CALL, role="called_back"),
    Act("call_misdirected", "call_misdirected", Effect.CALL, role="called_back"),
)
MOVING = frozenset({Effect.MOVE, Effect.ENTER, Effect.STRIKE})  # from a step to the one it names
INPUTS = {
    *("text", "reason", "reason_code", "entry", "kind", "nature", "organizations"),
    *("evidence", "documents", "grade", "value", "until", "whistle", "parts"),
    *("amount", "people", "cost", "words", "objection"),
}
APPEALS = frozenset({"appeal_count", "appeal_rating"})  # asked once it has ended (actions/appeal)
REQUEST_KINDS = {act.asks for act in ACTS.values() if act.asks} | APPEALS
EXPIRING_ROLES = frozenset(
    {"reporter", "asked", "outside"}
)  # whose time runs out, with nobody told
ENDING_ROLES = EXPIRING_ROLES | {"publisher"}  # whose time ends in an act of the system
