"""What stands on the inbox: everything at one's posts, counted, filtered, the most urgent first."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import QueryDict
from django.utils import timezone

from yiwang.structure.posts.powers import MOVE_CASES
from yiwang.structure.posts.queries import appointments_of, capacity_name, has_power, post_names
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.queries import CaseLine, case_lines
from yiwang.work.workflows.naming import Named, named_among
from yiwang.work.workflows.queries import InboxItem, Light, duty_queue, inbox, light
from yiwang.work.workflows.queries.nudges import NudgeLine, nudges_of

PAGE = 50
LISTS = ("mine", "told", "duty")
WHOSE = ("me", "nobody")
LIGHTS = {"late": Light.RED, "near": Light.AMBER}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the reader narrowed the inbox to."""

    show: str = "mine"  # one of LISTS
    post: int | None = None
    step: str = ""  # its label: steps of several workflows may share it
    state: str = ""  # open: not signed for yet
    light: str = ""  # late, near
    whose: str = ""  # me, nobody: by name
    shown: int = PAGE

    @classmethod
    def of(cls, query: QueryDict) -> "Chosen":
        post, shown = query.get("post", ""), query.get("shown", "")
        show, light = query.get("show", ""), query.get("light", "")
        whose = query.get("whose", "")
        return cls(
            show=show if show in LISTS else "mine",
            post=int(post) if post.isdecimal() and len(post) < 19 else None,
            step=query.get("step", ""),
            state="open" if query.get("state") == "open" else "",
            light=light if light in LIGHTS else "",
            whose=whose if whose in WHOSE else "",
            shown=max(PAGE, min(int(shown), 1000)) if shown.isdecimal() else PAGE,
        )

    @property
    def is_filtered(self) -> bool:
        return bool(self.step or self.state or self.light or self.whose)


@dataclass(frozen=True, slots=True)
class Row:
    """A task with its case and post in words."""

    item: InboxItem
    case: CaseLine
    post: str
    named: str  # who of the post does it
    nudges: list[NudgeLine]  # since it came, the latest first


@dataclass(frozen=True, slots=True)
class PostChoice:
    """One of the reader's posts, and how much waits there."""

    post_id: int
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Board:
    """The rows shown, and the numbers beside every filter."""

    chosen: Chosen
    rows: list[Row]
    fitting: int
    lists: dict[str, int]
    posts: list["PostChoice"]
    steps: list[tuple[str, int]]
    lights: dict[str, int]
    whose: dict[str, int]
    unsigned: int
    may_place: bool

    @property
    def has_more(self) -> bool:
        return self.fitting > len(self.rows)

    @property
    def next_shown(self) -> int:
        return self.chosen.shown + PAGE


def read_board(account_id: int, chosen: Chosen, now: datetime) -> Board:
    """Everything the inbox shows; the number of queries does not grow with the tasks."""
    on = timezone.localdate(now)
    may_place = has_power(account_id, MOVE_CASES, on)
    lists = _lists(account_id, now, may_place=may_place)
    here = lists[chosen.show]
    at_post = [item for item in here if chosen.post in (None, item.post_id)]
    named = named_among([item.id for item in at_post], on)
    whose = {item.id: _whose(named.get(item.id), account_id) for item in at_post}
    fitting = [
        item
        for item in at_post
        if _fits(item, chosen, now) and chosen.whose in ("", whose[item.id])
    ]
    return Board(
        chosen=chosen,
        rows=_rows(fitting[: chosen.shown], account_id, named, now),
        fitting=len(fitting),
        lists={name: len(items) for name, items in lists.items()},
        posts=_posts(account_id, lists["mine"], on),
        steps=sorted(Counter(item.step_label for item in at_post).items()),
        lights=Counter(_light(item, now) for item in at_post),
        whose=Counter(whose.values()) if named else {},
        unsigned=sum(_waits_for_signature(item) for item in at_post),
        may_place=may_place,
    )


def _posts(account_id: int, items: Sequence[InboxItem], on: date) -> list[PostChoice]:
    counts = Counter(item.post_id for item in items)
    held = appointments_of(account_id, on)
    return [PostChoice(each.post_id, capacity_name(each), counts[each.post_id]) for each in held]


def _lists(account_id: int, now: datetime, *, may_place: bool) -> dict[str, list[InboxItem]]:
    everything = inbox(account_id, now, escalated=True)
    return {
        "mine": [item for item in everything if not item.is_escalated],
        "told": [item for item in everything if item.is_escalated],
        "duty": duty_queue(account_id, now) if may_place else [],
    }


def _whose(named: Named | None, account_id: int) -> str:
    """Whether by name it is the reader's, nobody's, or a colleague's."""
    if named is None:
        return "nobody"
    return "me" if named.account_id == account_id else ""


def _fits(item: InboxItem, chosen: Chosen, now: datetime) -> bool:
    return (
        chosen.step in ("", item.step_label)
        and chosen.light in ("", _light(item, now))
        and (not chosen.state or _waits_for_signature(item))
    )


def _waits_for_signature(item: InboxItem) -> bool:
    return any(clock.purpose == "acknowledge" for clock in item.clocks)


def _light(item: InboxItem, now: datetime) -> str:
    shown = light(item.clocks[0], now) if item.clocks else Light.GREEN
    return next((name for name, each in LIGHTS.items() if each is shown), "")


def _rows(
    items: Sequence[InboxItem], account_id: int, named: Mapping[int, Named], now: datetime
) -> list[Row]:
    ids = {item.subject[1] for item in items if item.subject[0] == SUBJECT}
    cases = case_lines(ids, account_id, now=now)
    nudges = nudges_of({item.run_id for item in items})
    posts = post_names({item.post_id for item in items if item.post_id})
    return [
        Row(
            item,
            cases[item.subject[1]],
            posts.get(item.post_id or 0, ""),
            named[item.id].name if item.id in named else "",
            [each for each in nudges if each.run_id == item.run_id and each.at >= item.opened_at],
        )
        for item in items
        if item.subject[0] == SUBJECT and item.subject[1] in cases
    ]
