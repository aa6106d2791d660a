"""Load kinds of notices and, to be looked at, demonstration notices that say what they are."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from yiwang.foundation.changes import Change, change_of
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.insight.notices.models import Notice, NoticeKind
from yiwang.insight.notices.models.notice import PUBLISHED
from yiwang.insight.notices.written import Written, check

DEMONSTRATION = "示范数据"  # as whoever wrote it


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind as a pack says it."""

    key: str
    name: str
    name_en: str = ""
    hint: str = ""
    hint_en: str = ""
    parts: tuple[str, ...] = ()
    takes_comments: bool = False


@transaction.atomic
def load_notices(
    kinds: Sequence[KindRow], notices: Sequence[Written], *, actor: Actor, now: datetime
) -> Change:
    """Kinds are as the pack says; a demonstration notice is loaded once, by its title and area, and
    what people wrote or took back stays."""
    changed = [row.key for position, row in enumerate(kinds) if _load_kind(row, position)]
    by_key = {kind.key: kind for kind in NoticeKind.objects.all()}
    known = set(Notice.objects.filter(is_demonstration=True).values_list("area_id", "title"))
    for written in notices:
        check(written, by_key[written.kind])
        if (written.area_id, written.title) not in known:
            _publish(written, by_key[written.kind], now)
            changed.append(written.title)
    if changed:
        record(
            "notices.notices.loaded",
            subject=("notices.notice", 0),
            actor=actor,
            at=now,
            new=changed,
        )
    return change_of("notices", changed)


def _load_kind(row: KindRow, position: int) -> bool:
    given = asdict(row) | {"parts": list(row.parts), "position": position}
    present = NoticeKind.objects.filter(key=row.key).first()
    if present and all(getattr(present, name) == value for name, value in given.items()):
        return False
    NoticeKind.objects.update_or_create(key=row.key, defaults=given)
    return True


def _publish(written: Written, kind: NoticeKind, now: datetime) -> None:
    given = asdict(written) | {"kind": kind}
    Notice.objects.create(
        **given,
        is_demonstration=True,
        state=PUBLISHED,
        written_at=now,
        written_as=DEMONSTRATION,
        published_at=now,
        published_as=DEMONSTRATION,
    )
