"""Answer a comment, and decide whether everybody reads its words too."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.personal_numbers import personal_numbers
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid, NotFound
from yiwang.insight.notices.models import Comment
from yiwang.insight.notices.models.comment import KEPT_IN, SHOWN, WAITING
from yiwang.insight.notices.policies import answering
from yiwang.work.cases.publishing import PUBLIC


@transaction.atomic
def answer_comment(
    comment_id: int, answer: str, *, show: bool, actor: Actor, now: datetime
) -> None:
    """The answer is for everybody. Refuses an empty one (Invalid) and a second one."""
    found = Comment.objects.select_for_update(of=("self",)).select_related("notice")
    comment = found.filter(pk=comment_id).first()
    if comment is None:
        raise NotFound(_("There is no such comment. Choose one from the list."))
    acting = answering(comment.notice, actor, timezone.localdate(now))
    if comment.state != WAITING:
        raise AlreadyDone(_("This comment has been answered already."))
    if not answer.strip():
        raise Invalid({"answer": _("Write the answer. Everybody reads it.")})
    if personal_numbers(answer):
        raise Invalid({"answer": PUBLIC})
    comment.state, comment.answer = SHOWN if show else KEPT_IN, answer.strip()[:3000]
    comment.decided_at, comment.decided_as = now, acting.capacity[:200]
    comment.decided_by_id = acting.account_id
    comment.save()
    record(
        "notices.comment.answered",
        subject=("notices.notice", comment.notice_id),
        actor=acting,
        at=now,
        comment=comment.pk,
        shown=show,
    )
