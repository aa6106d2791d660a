"""Notices as everybody reads them, and as those at work on them do."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from yiwang.foundation.refusals import NotFound
from yiwang.insight.notices.models import Comment, Notice, NoticeKind
from yiwang.insight.notices.models.comment import SHOWN, WAITING
from yiwang.insight.notices.models.notice import PUBLISHED, SUBMITTED, WITHDRAWN
from yiwang.insight.notices.policies import NO_SUCH_NOTICE, notices_in_reach
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import ancestor_ids, ids_below
from yiwang.work.cases.queries.public_matters import Matter, solved_matters

RELATED = ("kind", "area__net", "organization", "follows")


@dataclass(frozen=True, slots=True)
class Filter:
    """What a reader asks for: an area with those above it, a kind, words, what is over."""

    area: Area | None = None
    kind: str = ""
    words: str = ""
    past: bool = False
    with_below: bool = False


def kinds() -> list[NoticeKind]:
    """Every kind, in its order."""
    return list(NoticeKind.objects.order_by("position", "pk"))


def kind_named(key: str) -> NoticeKind | None:
    return NoticeKind.objects.filter(key=key).first()


def published() -> QuerySet[Notice]:
    """Everything that was published and not taken back, the latest first."""
    found = Notice.objects.filter(state=PUBLISHED).select_related(*RELATED)
    return found.defer("area__geometry").order_by("-published_at", "-pk")


def standing(on: date) -> QuerySet[Notice]:
    """What holds on this day."""
    begun = Q(valid_from__lte=on)
    return published().filter(begun, Q(valid_until=None) | Q(valid_until__gte=on))


def coming_down(area_id: int, first: date, last: date) -> list[Notice]:
    """What is published for an area and below it, and has its last day there."""
    found = published().filter(area__in=ids_below([area_id]), valid_until__range=(first, last))
    return list(found)


def found_by(wanted: Filter, on: date) -> QuerySet[Notice]:
    """What a reader asks for; what is over only where they ask for it."""
    found = published().filter(valid_until__lt=on) if wanted.past else standing(on)
    if wanted.area is not None:
        inside = Q(area__in=ancestor_ids(wanted.area.pk))
        if wanted.with_below:
            inside |= Q(area__in=ids_below([wanted.area.pk]))
        found = found.filter(inside)
    if wanted.kind:
        found = found.filter(kind__key=wanted.kind)
    if wanted.words:
        found = found.filter(
            Q(title__icontains=wanted.words)
            | Q(text__icontains=wanted.words)
            | Q(area__name__icontains=wanted.words)
        )
    return found


def notice_to_read(notice_id: int, on: date) -> Notice:
    """One that was published, also when it is over or taken back. NotFound for all others."""
    readable = Notice.objects.filter(
        state__in=[PUBLISHED, WITHDRAWN], valid_from__lte=on
    ).select_related(*RELATED)
    found = readable.defer("area__geometry").filter(pk=notice_id).first()
    if found is None:
        raise NotFound(NO_SUCH_NOTICE)
    return found


@dataclass(frozen=True, slots=True)
class MatterLine:
    """A matter that a notice lists, in its words; `matter` is none once it is open again."""

    title: str
    matter: Matter | None


def matters_of(notice: Notice, on: date) -> list[MatterLine]:
    """What a notice says was solved, each as it stands now."""
    numbers = [each["number"] for each in notice.matters]
    told = solved_matters(numbers, notice.area_id, on)
    return [MatterLine(each["title"], told.get(each["number"])) for each in notice.matters]


def goes_on_in(notice: Notice, on: date) -> list[Notice]:
    """What was published in continuation of it, the earliest first."""
    return list(standing(on).filter(follows=notice).order_by("published_at", "pk"))


def to_go_on_from(account_id: int, on: date) -> list[Notice]:
    """The latest published ones that this account has to do with."""
    return list(notices_in_reach(account_id, on).filter(state=PUBLISHED)[:50])


def picture_purpose(notice: Notice, photo_id: UUID) -> str:
    """What a picture of the notice shows; empty where it has no such picture."""
    said = str(photo_id)
    return next((each["purpose"] for each in notice.pictures if each["id"] == said), "")


def answered_comments(notice: Notice) -> list[Comment]:
    """With their answers, the oldest first; words that are kept in are not among them."""
    found = list(notice.comments.exclude(state=WAITING).order_by("decided_at", "pk"))
    for each in found:
        if each.state != SHOWN:
            each.text = ""
    return found


def waiting_comments(notice_ids: Collection[int]) -> list[Comment]:
    """Those nobody has answered yet."""
    found = Comment.objects.filter(notice__in=notice_ids, state=WAITING)
    return list(found.select_related("notice").order_by("at", "pk"))


def how_many_wait(notice: Notice) -> int:
    return notice.comments.filter(state=WAITING).count()


def to_review(account_id: int, on: date) -> Sequence[Notice]:
    """What waits for a second person, among what the account has to do with."""
    return list(notices_in_reach(account_id, on).filter(state=SUBMITTED)[:50])


def notice_of_staff(notice_id: int, account_id: int, on: date) -> Notice:
    """One that the account may write or publish. NotFound for all others."""
    found = notices_in_reach(account_id, on).filter(pk=notice_id).first()
    if found is None:
        raise NotFound(NO_SUCH_NOTICE)
    return found


def notice_of_comment(comment_id: int) -> int:
    """The id of the notice that a comment is about. NotFound for none."""
    found = Comment.objects.filter(pk=comment_id).values_list("notice_id", flat=True).first()
    if found is None:
        raise NotFound(NO_SUCH_NOTICE)
    return found
