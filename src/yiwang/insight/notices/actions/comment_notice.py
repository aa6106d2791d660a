"""Somebody comments on a notice without an account: only the words are kept, and read by a person
before anybody else may."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.personal_numbers import personal_numbers
from yiwang.foundation.records.actor import REPORTER, Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, NotFound, Refusal, Sentence
from yiwang.insight.notices.models import Comment, Notice
from yiwang.insight.notices.policies import NO_SUCH_NOTICE
from yiwang.insight.notices.queries import standing

LONGEST, MOST = 1000, 200


class NoMoreComments(Refusal):
    """The notice takes none, or none any more."""

    code = "no_more_comments"


@transaction.atomic
def comment_notice(
    notice_id: int, text: str, form: UUID, *, actor: Actor = REPORTER, now: datetime
) -> None:
    """Sent twice, it is kept once. Refuses words that cannot be used (Invalid), and notices that
    take no comments or have two hundred (NoMoreComments)."""
    open_ones = standing(timezone.localdate(now)).select_for_update(of=("self",))
    notice = open_ones.filter(pk=notice_id).first()
    if notice is None:
        raise NotFound(NO_SUCH_NOTICE)
    if Comment.objects.filter(form=form).exists():
        return
    if fault := _fault(text):
        raise Invalid({"text": fault})
    _refuse_more(notice)
    made = Comment.objects.create(notice=notice, form=form, text=text.strip(), at=now)
    record(
        "notices.comment.received",
        subject=("notices.notice", notice.pk),
        actor=actor,
        at=now,
        comment=made.pk,
    )


def _refuse_more(notice: Notice) -> None:
    if not notice.kind.takes_comments:
        raise NoMoreComments(_("Nobody comments on notices of this kind here. Report it instead."))
    if notice.comments.count() >= MOST:
        raise NoMoreComments(_("So many have commented that no more are taken here."))


def _fault(text: str) -> Sentence:
    if not text.strip():
        return _("Please write what you want to say.")
    if len(text) > LONGEST:
        return _("Please use at most %(most)d characters.") % {"most": LONGEST}
    if personal_numbers(text):
        return _(
            "Nobody needs to know who you are: please take telephone and identity numbers out."
        )
    return ""
