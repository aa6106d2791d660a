"""Stories told over HTTP by several callers at once: how many, and how long each act took."""

import math
import selectors
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field

from bench.parts.callers import Answer, Caller

Said = tuple[str, bytes, int]  # the act, its request, the status that has to come back
Story = Generator[Said, Answer, None]


@dataclass
class Told:
    """What became of the stories: how many came to their end, in how long; seconds of acts."""

    ended: int = 0
    took: float = 0.0
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def noted(self, act: str, seconds: float) -> None:
        self.seconds.setdefault(act, []).append(seconds)


@dataclass
class _Teller:
    """One caller, telling one story after the other."""

    caller: Caller
    begin: Callable[[], Story]
    told: Told
    most: float  # stories that it tells
    own: int = 0  # of them told so far

    def start(self) -> None:
        self.story = self.begin()
        self._say(next(self.story))

    def go_on(self) -> None:
        """Take what came back; say what comes next."""
        answer = self.caller.receive()
        if answer is None:
            return
        act, _message, expected = self.said
        if answer.status != expected:
            raise SystemExit(f"{act}: {answer.status}, not {expected}: {answer.body.decode()}")
        self.told.noted(act, time.perf_counter() - self.since)
        try:
            self._say(self.story.send(answer))
        except StopIteration:
            self.told.ended += 1
            self.own += 1
            if self.own < self.most:
                self.start()

    def _say(self, said: Said) -> None:
        self.said, self.since = said, time.perf_counter()
        self.caller.send(said[1])


def tell(
    port: int,
    stories: list[Callable[[], Story]],
    *,
    stories_each: int,
    leaves_none_open: bool = False,
) -> Told:
    """Have the callers tell so many stories each on average, all at the same time.

    Whoever is done begins another one, which is left where it is when there are enough, unless
    none may be left open.
    """
    told, started = Told(), time.perf_counter()
    most = stories_each if leaves_none_open else math.inf
    with selectors.DefaultSelector() as ready:
        for begin in stories:
            teller = _Teller(Caller(port), begin, told, most)
            teller.start()
            ready.register(teller.caller.socket, selectors.EVENT_READ, teller)
        while told.ended < stories_each * len(stories):
            for key, _events in ready.select():
                key.data.go_on()
        told.took = time.perf_counter() - started
        for key in list(ready.get_map().values()):
            key.data.caller.socket.close()
    return told
