"""Who is told of records: seats (posts with what waits there) and people, gathered for a whole
batch of records in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from yiwang.foundation.records.readers import Read
from yiwang.insight.messages.rules import Rule
from yiwang.insight.reviews.queries.told import ToTell, posts_asked
from yiwang.insight.warnings.told import posts_told
from yiwang.structure.posts.actions.foretell_ends import FORETOLD
from yiwang.structure.posts.queries.told import accounts_called_out, accounts_of
from yiwang.structure.registers.actions.remind_obligations import DUE_SOON
from yiwang.work.exchange.queries.told import (
    accounts_that_claimed,
    accounts_that_put_up,
    posts_that_decide,
    posts_that_keep,
    posts_that_read,
)
from yiwang.work.workflows.queries.told import (
    ToldTask,
    owners_of,
    posts_of_askers,
    posts_that_worked,
    tasks_at_work,
    tasks_called_off,
    tasks_told,
)

CASE = "cases.case"
LAST_MINUTE = time(23, 59)


@dataclass(frozen=True, slots=True)
class Seat:
    """A post that is told; `by_shift`: those on duty there. `due_at` is of what waits there.
    `account_id`: that holder alone, and no group."""

    post_id: int
    by_shift: bool = False
    due_at: datetime | None = None
    account_id: int | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """A record and a rule about it."""

    read: Read
    rule: Rule


class Batch:
    """Everything that the rules about a batch of records ask for; each is read when first asked."""

    def __init__(self, fits: Sequence[Fit], now: datetime) -> None:
        self.fits, self.now = fits, now

    def seats(self, fit: Fit) -> list[Seat]:
        """The posts that this rule tells of this record."""
        found = _SEATS.get(fit.rule.tell)
        return list(found(self, fit)) if found else []

    def people(self, fit: Fit) -> set[int]:
        """The accounts that it tells whatever they hold."""
        found = _PEOPLE.get(fit.rule.tell)
        return set(found(self, fit)) if found else set()

    @cached_property
    def tasks(self) -> Mapping[int, ToldTask]:
        told = [*self._all("opened", _opened), *self._all("task", _task)]
        return tasks_told(set(told)) if told else {}

    @cached_property
    def working(self) -> Mapping[int, list[ToldTask]]:
        cases = self._cases("working")
        return _by_subject(tasks_at_work(CASE, cases)) if cases else {}

    @cached_property
    def worked(self) -> Mapping[int, set[int]]:
        cases = self._cases("worked")
        return posts_that_worked(CASE, cases) if cases else {}

    @cached_property
    def ended(self) -> Mapping[int, list[ToldTask]]:
        cases = self._cases("ended")
        moments = {fit.read.at for fit in self._telling("ended")}
        return _by_subject(tasks_called_off(CASE, cases, moments)) if cases else {}

    @cached_property
    def owners(self) -> Mapping[int, int]:
        cases = {fit.read.subject_id for fit in self._telling("task") if not _task(fit.read)}
        return owners_of(CASE, cases) if cases else {}

    @cached_property
    def askers(self) -> Mapping[int, int]:
        asked = {fit.read.data.get("request", 0) for fit in self._telling("asker")}
        return posts_of_askers(asked) if asked else {}

    @cached_property
    def called(self) -> Mapping[int, set[int]]:
        emergencies = {fit.read.subject_id for fit in self._telling("called")}
        return accounts_called_out(emergencies) if emergencies else {}

    @cached_property
    def swapping(self) -> Mapping[int, int]:
        both = {each for fit in self._telling("swap") for each in _both(fit.read)}
        return accounts_of(both) if both else {}

    @cached_property
    def warned(self) -> Mapping[int, set[int]]:
        warnings = {fit.read.subject_id for fit in self._telling("warned")}
        return posts_told(warnings, timezone.localdate(self.now)) if warnings else {}

    @cached_property
    def asked(self) -> Mapping[int, list[ToTell]]:
        rounds = self._cases("asked")
        return posts_asked(rounds) if rounds else {}

    @cached_property
    def reminded(self) -> Mapping[int, list[ToTell]]:
        rounds = self._cases("reminded")
        return posts_asked(rounds, again=True) if rounds else {}

    @cached_property
    def deciders(self) -> Mapping[int, set[int]]:
        claims = self._cases("deciders")
        return posts_that_decide(claims, timezone.localdate(self.now)) if claims else {}

    @cached_property
    def last_decided(self) -> Mapping[int, int]:
        """Claim -> the last record of these after which it waits: it waits once."""
        return {fit.read.subject_id: fit.read.position for fit in self._telling("deciders")}

    @cached_property
    def keepers(self) -> Mapping[int, set[int]]:
        claims = self._cases("keepers")
        return posts_that_keep(claims, timezone.localdate(self.now)) if claims else {}

    @cached_property
    def readers(self) -> Mapping[int, set[int]]:
        cards = self._cases("readers")
        return posts_that_read(cards, timezone.localdate(self.now)) if cards else {}

    @cached_property
    def claimants(self) -> Mapping[int, set[int]]:
        claims = self._cases("claimant")
        return accounts_that_claimed(claims, timezone.localdate(self.now)) if claims else {}

    @cached_property
    def writers(self) -> Mapping[int, int]:
        cards = self._cases("writer")
        return accounts_that_put_up(cards) if cards else {}

    def _telling(self, tell: str) -> Iterator[Fit]:
        return (fit for fit in self.fits if fit.rule.tell == tell)

    def _cases(self, tell: str) -> set[int]:
        return {fit.read.subject_id for fit in self._telling(tell)}

    def _all(self, tell: str, ids: Callable[[Read], list[int]]) -> list[int]:
        return [each for fit in self._telling(tell) for each in ids(fit.read)]


def _opened(read: Read) -> list[int]:
    """The tasks that an act opened; the record of a start names its first one."""
    first = [read.data["task"]] if "workflow" in read.data and "task" in read.data else []
    return [*read.data.get("opened", ()), *first]


def _task(read: Read) -> list[int]:
    return [read.data["task"]] if "task" in read.data else []


def _both(read: Read) -> list[int]:
    return [read.data[name] for name in ("asker", "other") if name in read.data]


def _by_subject(tasks: Iterable[ToldTask]) -> Mapping[int, list[ToldTask]]:
    found: dict[int, list[ToldTask]] = defaultdict(list)
    for task in tasks:
        found[task.subject_id].append(task)
    return found


def _seat(task: ToldTask, due_at: datetime | None = None) -> Iterator[Seat]:
    if task.post_id is not None:
        yield Seat(task.post_id, task.by_shift, due_at or task.due_at)


def _of_opened(batch: Batch, fit: Fit) -> Iterator[Seat]:
    for task_id in _opened(fit.read):
        task = batch.tasks.get(task_id)
        if task and task.is_open and _is_meant(task, fit.rule):
            yield from _seat(task)


def _is_meant(task: ToldTask, rule: Rule) -> bool:
    return (not rule.roles or task.role in rule.roles) and (
        task.is_of_whistle or not rule.of_whistle
    )


def _of_task(batch: Batch, fit: Fit) -> Iterator[Seat]:
    due_at = _due_of(fit.read)
    for task_id in _task(fit.read):
        task = batch.tasks.get(task_id)
        if task and task.is_open:
            yield from _seat(task, due_at)
    if not _task(fit.read) and (owner := batch.owners.get(fit.read.subject_id)):
        yield Seat(owner, due_at=due_at)


def _above(batch: Batch, fit: Fit) -> Iterator[Seat]:
    if post_id := fit.read.data.get("to_post"):
        yield Seat(post_id, due_at=_due_of(fit.read))


def _posts(batch: Batch, fit: Fit) -> Iterator[Seat]:
    return (Seat(post_id) for post_id in fit.read.data.get("posts", ()))


def _working(batch: Batch, fit: Fit) -> Iterator[Seat]:
    for task in batch.working.get(fit.read.subject_id, ()):
        yield from _seat(task)


def _worked(batch: Batch, fit: Fit) -> Iterator[Seat]:
    return (Seat(post_id) for post_id in sorted(batch.worked.get(fit.read.subject_id, ())))


def _ended(batch: Batch, fit: Fit) -> Iterator[Seat]:
    for task in batch.ended.get(fit.read.subject_id, ()):
        if task.ended_at == fit.read.at:
            yield from _seat(task)


def _asker(batch: Batch, fit: Fit) -> Iterator[Seat]:
    if post_id := batch.askers.get(fit.read.data.get("request", 0)):
        yield Seat(post_id)


def _post(batch: Batch, fit: Fit) -> Iterator[Seat]:
    yield Seat(fit.read.subject_id)


def _warned(batch: Batch, fit: Fit) -> Iterator[Seat]:
    return (Seat(post_id) for post_id in sorted(batch.warned.get(fit.read.subject_id, ())))


def _asked(batch: Batch, fit: Fit) -> Iterator[Seat]:
    return map(_seat_asked, batch.asked.get(fit.read.subject_id, ()))


def _reminded(batch: Batch, fit: Fit) -> Iterator[Seat]:
    return map(_seat_asked, batch.reminded.get(fit.read.subject_id, ()))


def _deciders(batch: Batch, fit: Fit) -> Iterator[Seat]:
    claim_id = fit.read.subject_id
    if batch.last_decided[claim_id] == fit.read.position:
        yield from map(Seat, sorted(batch.deciders.get(claim_id, ())))


def _keepers(batch: Batch, fit: Fit) -> Iterator[Seat]:
    return (Seat(post_id) for post_id in sorted(batch.keepers.get(fit.read.subject_id, ())))


def _readers(batch: Batch, fit: Fit) -> Iterator[Seat]:
    return (Seat(post_id) for post_id in sorted(batch.readers.get(fit.read.subject_id, ())))


def _seat_asked(told: ToTell) -> Seat:
    due_at = timezone.make_aware(datetime.combine(told.closes_on, LAST_MINUTE))
    return Seat(told.post_id, due_at=due_at, account_id=told.account_id)


def _holder(batch: Batch, fit: Fit) -> Iterator[int]:
    if account_id := fit.read.data.get("holder"):
        yield account_id


def _called(batch: Batch, fit: Fit) -> Iterable[int]:
    return batch.called.get(fit.read.subject_id, ())


def _swap(batch: Batch, fit: Fit) -> Iterator[int]:
    return (batch.swapping[each] for each in _both(fit.read) if each in batch.swapping)


def _claimant(batch: Batch, fit: Fit) -> Iterable[int]:
    return batch.claimants.get(fit.read.subject_id, ())


def _writer(batch: Batch, fit: Fit) -> Iterator[int]:
    if account_id := batch.writers.get(fit.read.subject_id):
        yield account_id


def _due_of(read: Read) -> datetime | None:
    return parse_datetime(read.data["due_at"]) if read.data.get("due_at") else None


def ends_at(read: Read) -> datetime | None:
    """Of an end or a due day told beforehand: the last minute of the last day."""
    if read.name not in (FORETOLD, DUE_SOON):
        return None
    last = date.fromisoformat(read.data["ends_on"]) - timedelta(days=1)
    return timezone.make_aware(datetime.combine(last, LAST_MINUTE))


_SEATS: Mapping[str, Callable[[Batch, Fit], Iterable[Seat]]] = {
    "opened": _of_opened,
    "task": _of_task,
    "above": _above,
    "posts": _posts,
    "working": _working,
    "worked": _worked,
    "ended": _ended,
    "asker": _asker,
    "post": _post,
    "warned": _warned,
    "asked": _asked,
    "reminded": _reminded,
    "deciders": _deciders,
    "keepers": _keepers,
    "readers": _readers,
}
_PEOPLE: Mapping[str, Callable[[Batch, Fit], Iterable[int]]] = {
    "holder": _holder,
    "called": _called,
    "swap": _swap,
    "claimant": _claimant,
    "writer": _writer,
}
