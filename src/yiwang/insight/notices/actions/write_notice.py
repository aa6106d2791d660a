"""Write a notice, or change a draft of one. Nobody reads it yet."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.files.actions.store_photos import store_photos
from yiwang.foundation.files.photos import CheckedPhoto
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.insight.notices.models import Notice, NoticeKind
from yiwang.insight.notices.models.kind import BEFORE_AFTER, PICTURES
from yiwang.insight.notices.models.notice import PUBLISHED
from yiwang.insight.notices.policies import notice_to_write, writing
from yiwang.insight.notices.written import Written, check
from yiwang.work.cases.queries.public_matters import solved_matters

SUBJECT = "notices.notice"
MOST_PICTURES = 12
LISTS = ("items", "views", "links", "matters")
Pictures = Mapping[str, Sequence[CheckedPhoto]]  # by purpose: picture, before, after


@transaction.atomic
def write_notice(
    written: Written,
    pictures: Pictures,
    *,
    notice_id: int | None = None,
    dropped: Collection[str] = (),
    actor: Actor,
    now: datetime,
) -> Notice:
    """The draft. `dropped` are ids of pictures it shall not have any more. Refuses what cannot be
    used (Invalid), and areas for which the actor does not write (Forbidden)."""
    on = timezone.localdate(now)
    kind = NoticeKind.objects.filter(key=written.kind).first()
    if kind is None:
        raise Invalid({"kind": _("Choose a kind from the list.")})
    check(written, kind)
    _check_matters(written, on)
    notice = Notice(written_at=now)
    if notice_id is not None:
        notice, _acting = notice_to_write(notice_id, actor, on)
    acting = writing(written.area_id, actor, on)
    for name in _FIELDS:
        setattr(notice, name, getattr(written, name))
    notice.kind, notice.written_as = kind, acting.capacity[:200]
    for name in LISTS:
        setattr(notice, name, list(getattr(written, name)))
    notice.written_by_id, notice.written_at, notice.reason = acting.account_id, now, ""
    notice.pictures = [each for each in notice.pictures if each["id"] not in dropped]
    notice.save()
    _add(notice, kind, pictures, now)
    record(
        "notices.notice.written",
        subject=(SUBJECT, notice.pk),
        actor=acting,
        at=now,
        kind=kind.key,
        area=notice.area_id,
        people=notice.people,
    )
    return notice


def _check_matters(written: Written, on: date) -> None:
    """A number that names nothing, and one that may not be told of, are answered alike."""
    numbers = [each["number"] for each in written.matters]
    told = solved_matters(numbers, written.area_id, on)
    if strange := [number for number in numbers if number not in told]:
        said = _(
            "No public matter of this area has the number %(number)s and was solved a week ago."
        )
        raise Invalid({"matters": said % {"number": strange[0]}})
    if written.follows_id is None:
        return
    if not Notice.objects.filter(pk=written.follows_id, state=PUBLISHED).exists():
        raise Invalid({"follows": _("Choose a notice that is published.")})


def _add(notice: Notice, kind: NoticeKind, pictures: Pictures, now: datetime) -> None:
    allowed = {"picture": PICTURES, "before": BEFORE_AFTER, "after": BEFORE_AFTER}
    added = []
    for purpose, photos in pictures.items():
        if photos and allowed[purpose] not in kind.parts:
            raise Invalid({purpose: _("A notice of this kind has no such part. Leave it empty.")})
        stored = store_photos(photos, subject=(SUBJECT, notice.pk), purpose=purpose, now=now)
        added += [{"id": str(each.pk), "purpose": purpose} for each in stored]
    if len(notice.pictures) + len(added) > MOST_PICTURES:
        said = _("A notice has at most %(most)d pictures.") % {"most": MOST_PICTURES}
        raise Invalid({"picture": said})
    if added:
        notice.pictures = [*notice.pictures, *added]
        notice.save(update_fields=["pictures"])


_FIELDS = (
    "area_id",
    "organization_id",
    "language",
    "title",
    "text",
    "when",
    "place",
    "people",
    "valid_from",
    "valid_until",
    "follows_id",
)
