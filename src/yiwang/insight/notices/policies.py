"""Who writes, publishes and takes back notices: posts with a power of their own over the area, and
nobody publishes what they wrote themselves."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import AlreadyDone, Forbidden, NotFound
from yiwang.insight.notices.models import Notice
from yiwang.insight.notices.models.notice import DRAFT, PUBLISHED, SUBMITTED
from yiwang.structure.posts.acting import acting_with
from yiwang.structure.posts.powers import REVIEW_NOTICES, WRITE_NOTICES
from yiwang.structure.posts.queries import capacity_with, reaches

NO_SUCH_NOTICE = _("There is no such notice. Choose one from the list.")
NOT_WRITTEN_BY_YOU = _("None of your posts writes notices for this area. Ask who does.")
NOT_REVIEWED_BY_YOU = _("None of your posts publishes notices for this area. Ask who does.")
NOT_YOUR_OWN = _("You wrote this notice yourself. A second person has to read it first.")
NOT_NOW = _("The notice is not in that state any more. Look at it again.")


def writing(area_id: int, actor: Actor, on: date) -> Actor:
    """The actor in the capacity that writes for the area."""
    return acting_with(
        WRITE_NOTICES,
        REVIEW_NOTICES,
        over=area_id,
        actor=actor,
        on=on,
        refusal=NOT_WRITTEN_BY_YOU,
    )


def notice_to_write(notice_id: int, actor: Actor, on: date) -> tuple[Notice, Actor]:
    """A draft, locked, and the actor in the capacity that writes for its area."""
    notice = _locked(notice_id)
    acting = writing(notice.area_id, actor, on)
    if notice.state != DRAFT:
        raise AlreadyDone(NOT_NOW)
    return notice, acting


def notice_to_review(notice_id: int, actor: Actor, on: date) -> tuple[Notice, Actor]:
    """A notice that waits to be published, locked; refused to whoever wrote it."""
    notice = _locked(notice_id)
    acting = _reviewing(notice, actor, on)
    if notice.state != SUBMITTED:
        raise AlreadyDone(NOT_NOW)
    if actor.account_id is not None and actor.account_id == notice.written_by_id:
        raise Forbidden(NOT_YOUR_OWN)
    return notice, acting


def notice_to_withdraw(notice_id: int, actor: Actor, on: date) -> tuple[Notice, Actor]:
    """A published notice, locked: a mistake must go at once, so its writer may, too."""
    notice = _locked(notice_id)
    acting = writing(notice.area_id, actor, on)
    if notice.state != PUBLISHED:
        raise AlreadyDone(NOT_NOW)
    return notice, acting


def answering(notice: Notice, actor: Actor, on: date) -> Actor:
    """The actor in the capacity that decides on comments: who publishes for the area."""
    return _reviewing(notice, actor, on)


def notices_in_reach(account_id: int, on: date) -> QuerySet[Notice]:
    """What this account may write or publish, the latest first."""
    written = reaches(account_id, WRITE_NOTICES, on)
    reviewed = reaches(account_id, REVIEW_NOTICES, on)
    found = Notice.objects.filter(written | reviewed)
    related = ("kind", "area", "organization")
    return (
        found.select_related(*related, "area__net")
        .defer("area__geometry")
        .order_by("-written_at", "-pk")
    )


def may_review(notice: Notice, account_id: int, on: date) -> bool:
    """For showing the button: has the power, and did not write it."""
    held = capacity_with(account_id, REVIEW_NOTICES, notice.area_id, on)
    return held is not None and notice.written_by_id != account_id


def _reviewing(notice: Notice, actor: Actor, on: date) -> Actor:
    return acting_with(
        REVIEW_NOTICES, over=notice.area_id, actor=actor, on=on, refusal=NOT_REVIEWED_BY_YOU
    )


def _locked(notice_id: int) -> Notice:
    found = Notice.objects.select_for_update(of=("self",)).select_related("kind")
    notice = found.filter(pk=notice_id).first()
    if notice is None:
        raise NotFound(NO_SUCH_NOTICE)
    return notice
