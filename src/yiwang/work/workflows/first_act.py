"""Which of the acts on a task comes first, for a page that puts one of them before the others."""

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Offered(Protocol):
    """An action, or a button for one."""

    @property
    def act(self) -> str: ...


Button = TypeVar("Button", bound=Offered)


def comes_first(offered: Sequence[Button], state: str) -> Button:
    """To sign; once signed to come, where one is to, and to finish: never to give it back. On other
    tasks, what the step offers first."""
    wanted = ("arrive", "finish") if state == "acknowledged" else ("acknowledge",)
    by_act = {each.act: each for each in reversed(offered)}
    return next((by_act[act] for act in wanted if act in by_act), offered[0])
