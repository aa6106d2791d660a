"""What each effect of the closed vocabulary does to a run and its tasks; one file each.

An effect is given a `Deed`, opens and ends tasks, and returns what the record should hold of it.
"""

from collections.abc import Callable
from typing import Any

from yiwang.work.workflows.acts import Effect
from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.effects.assign import assign
from yiwang.work.workflows.effects.finish import finish
from yiwang.work.workflows.effects.move import move
from yiwang.work.workflows.effects.raise_level import raise_level
from yiwang.work.workflows.effects.redirect import redirect
from yiwang.work.workflows.effects.release import release
from yiwang.work.workflows.effects.reply import reply
from yiwang.work.workflows.effects.return_task import return_task
from yiwang.work.workflows.effects.rework import rework
from yiwang.work.workflows.effects.sign import sign

EFFECTS: dict[Effect, Callable[[Deed], dict[str, Any]]] = {
    Effect.MOVE: move,
    Effect.RAISE: raise_level,
    Effect.ASSIGN: assign,
    Effect.SIGN: sign,
    Effect.RETURN: return_task,
    Effect.FINISH: finish,
    Effect.REDIRECT: redirect,
    Effect.RELEASE: release,
    Effect.REWORK: rework,
    Effect.REPLY: reply,
}
