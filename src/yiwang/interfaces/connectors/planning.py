"""What a run would change: what came, translated, compared with our list; what people decided is
left as they decided it (decision 0046), and what the other system has no more ends if its connector
says so."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from yiwang.foundation.records.queries import touched_by_people
from yiwang.foundation.sheets.described import Key, SheetKind
from yiwang.foundation.sheets.planning import Plan, Sent, planned
from yiwang.interfaces.connectors.lists import list_filled
from yiwang.interfaces.connectors.models import Connector, Origin
from yiwang.interfaces.connectors.policies import sender
from yiwang.interfaces.connectors.reading import read_sent
from yiwang.interfaces.connectors.translating import Translated, keys_of, translated

FEW = 5  # rows that may end by themselves at any time
MOST_ENDING = 5  # beyond those: a fifth of what the other system had


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with where each row of it comes from."""

    plan: Plan
    came: Translated
    numbers: dict[str, Key]  # number there -> key here
    gone: dict[str, Key]  # the same of what it has no more

    @property
    def ends_much(self) -> bool:
        """Whether so much would end that somebody has to look: half a file looks like this."""
        ending = self.plan.counts["ended"]
        return ending > FEW and ending * MOST_ENDING > len(self.numbers) + len(self.gone)


def plan_of_content(
    connector: Connector, content: bytes, now: datetime, *, overwrites: bool = False
) -> Planned:
    """What this content would change now; if it `overwrites`, also what people decided.

    Raises UnreadableTable, and NotFound for a list that is not there any more.
    """
    on, part = timezone.localdate(now), connector.part
    kind = list_filled(connector.into)
    came = translated(read_sent(content, part.rows_at), part, kind, on)
    numbers = keys_of(kind, came)
    known = {each.number: tuple(each.row) for each in _present(connector)}
    gone = {number: key for number, key in known.items() if number not in numbers}
    still = set(numbers.values())
    ending = {key for key in gone.values() if key not in still} if part.vanished == "end" else set()
    decided = _nothing if overwrites else _decided(connector, kind)
    sent = Sent(came.titles, sorted(ending), decided)
    plan = planned(kind, came.table, sender(connector), on, sent=sent)
    return Planned(plan, came, numbers, gone)


def _nothing(_keys: Collection[Key]) -> Collection[Key]:
    return ()


def _present(connector: Connector) -> Collection[Origin]:
    return Origin.objects.filter(connector=connector, gone_at=None)


def _decided(connector: Connector, kind: SheetKind) -> Callable[[Collection[Key]], Collection[Key]]:
    """Which of these rows people decided about since a run last overwrote them."""

    def asked(keys: Collection[Key]) -> Collection[Key]:
        ids = kind.record_ids(keys) if keys else {}
        found = touched_by_people(kind.subject, ids.values(), connector.overwritten_at)
        return {key for key, pk in ids.items() if pk in found}

    return asked
