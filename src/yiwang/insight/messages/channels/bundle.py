"""What is sent at once: everything that is due for one person, or one group, by one channel."""

from dataclasses import dataclass

from yiwang.insight.messages.wording import Line


class NotDelivered(Exception):
    """A try came to nothing; the words are for the administrator and hold no secret. `is_silence`:
    nobody answered at all, and would not answer to the next one either."""

    def __init__(self, said: str, *, is_silence: bool = False) -> None:
        super().__init__(said)
        self.is_silence = is_silence


@dataclass(frozen=True, slots=True)
class Bundle:
    """`deliveries` are ids in the outbox; `to` is an e-mail address or a number, of a group empty.
    `robot` and `signing_key` are a group's, opened."""

    deliveries: tuple[int, ...]
    lines: tuple[Line, ...]
    to: str = ""
    service: str = ""
    robot: str = ""
    signing_key: str = ""
