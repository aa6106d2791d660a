"""What each effect of the closed vocabulary does to a run and its tasks; one file each.

An effect is given a `Deed`, opens and ends tasks, and returns what the record should hold of it.
"""

from collections.abc import Callable
from typing import Any

from yiwang.work.workflows.acts import Effect
from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.effects.answer_order import answer_order, ask_again
from yiwang.work.workflows.effects.arrive import arrive
from yiwang.work.workflows.effects.ask import ask
from yiwang.work.workflows.effects.ask_reporter import ask_reporter, hear
from yiwang.work.workflows.effects.assign import assign
from yiwang.work.workflows.effects.call import call
from yiwang.work.workflows.effects.call_also import call_also
from yiwang.work.workflows.effects.change_lead import change_lead
from yiwang.work.workflows.effects.come import come
from yiwang.work.workflows.effects.decide import grant, refuse
from yiwang.work.workflows.effects.enter import enter, strike
from yiwang.work.workflows.effects.finish import finish
from yiwang.work.workflows.effects.hasten import hasten
from yiwang.work.workflows.effects.leave_unscored import leave_unscored
from yiwang.work.workflows.effects.let_go import let_go
from yiwang.work.workflows.effects.move import move
from yiwang.work.workflows.effects.note import note
from yiwang.work.workflows.effects.raise_level import raise_level
from yiwang.work.workflows.effects.redirect import redirect
from yiwang.work.workflows.effects.release import release
from yiwang.work.workflows.effects.reply import reply
from yiwang.work.workflows.effects.resume import resume
from yiwang.work.workflows.effects.return_task import return_task
from yiwang.work.workflows.effects.revive import revive
from yiwang.work.workflows.effects.rework import rework
from yiwang.work.workflows.effects.score import score
from yiwang.work.workflows.effects.sign import sign
from yiwang.work.workflows.effects.split import split

EFFECTS: dict[Effect, Callable[[Deed], dict[str, Any]]] = {
    Effect.MOVE: move,
    Effect.ENTER: enter,
    Effect.STRIKE: strike,
    Effect.RAISE: raise_level,
    Effect.ASSIGN: assign,
    Effect.SIGN: sign,
    Effect.RETURN: return_task,
    Effect.FINISH: finish,
    Effect.REDIRECT: redirect,
    Effect.RELEASE: release,
    Effect.REWORK: rework,
    Effect.REPLY: reply,
    Effect.ASK: ask,
    Effect.GRANT: grant,
    Effect.REFUSE: refuse,
    Effect.RESUME: resume,
    Effect.ANSWER: answer_order,
    Effect.QUESTION: ask_reporter,
    Effect.HEAR: hear,
    Effect.COME: come,
    Effect.ASK_AGAIN: ask_again,
    Effect.NOTE: note,
    Effect.HASTEN: hasten,
    Effect.SPLIT: split,
    Effect.ARRIVE: arrive,
    Effect.CALL_ALSO: call_also,
    Effect.LET_GO: let_go,
    Effect.CHANGE_LEAD: change_lead,
    Effect.SCORE: score,
    Effect.LEAVE_UNSCORED: leave_unscored,
    Effect.CALL: call,
    Effect.REVIVE: revive,
}
