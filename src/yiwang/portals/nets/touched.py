"""What a redrawing touches: open cases, posts and register entries on ground that moves."""

from dataclasses import dataclass

from django.utils import timezone

from yiwang.structure.posts.queries import post_names
from yiwang.structure.posts.queries.touched import posts_at
from yiwang.structure.registers.queries.touched import entries_at
from yiwang.structure.territory.importing.plan import Plan
from yiwang.structure.territory.models import Net
from yiwang.structure.territory.present import ids_by_code
from yiwang.work.cases.models import Case
from yiwang.work.cases.policies import seen_among
from yiwang.work.cases.queries.touched import open_cases_in

SHOWN = 50  # of a kind; the others are counted


@dataclass(frozen=True, slots=True)
class Touched:
    """Counts are of all; `shown_cases` are those that the reader may see."""

    cases: int
    shown_cases: list[Case]
    posts: int
    shown_posts: list[str]
    entries: list[tuple[str, str]]  # register, entry

    def __bool__(self) -> bool:
        return bool(self.cases or self.posts or self.entries)


def touched_by(net: Net, plan: Plan, account_id: int) -> Touched:
    """What stands on areas that end, move or come to lie elsewhere."""
    areas, now = list(ids_by_code(net, plan.diff.codes_on_other_ground).values()), timezone.now()
    cases, posts = open_cases_in(areas), posts_at(areas)
    seen = seen_among(cases, account_id, now).order_by("pk")[:SHOWN]
    return Touched(
        len(cases),
        list(seen),
        len(posts),
        sorted(post_names(posts[:SHOWN]).values()),
        entries_at(areas, timezone.localdate(now)),
    )
