"""Publish the draft of a scheme: rounds that open, and cards of periods that end, from its day on
go by it. What is open goes on by the version it was opened under."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, NotFound
from yiwang.insight.reviews.models import Scheme, SchemeVersion
from yiwang.insight.reviews.policies import publishing
from yiwang.insight.reviews.schemes import NO_SCHEME, Overtaken, draft_of, latest_of, read_once


@transaction.atomic
def publish_scheme(
    key: str, *, seen: str, on: date | None, actor: Actor, now: datetime
) -> SchemeVersion:
    """The draft holds from `on`, and is never edited again.

    Refuses a day that is past or before that of the version before (Invalid), a draft that was
    changed since it was seen (Overtaken), and where there is none (NotFound).
    """
    today = timezone.localdate(now)
    actor = publishing(actor, today)
    scheme = Scheme.objects.select_for_update().filter(key=key).first()
    if scheme is None:
        raise NotFound(NO_SCHEME)
    draft = draft_of(scheme)
    if draft is None:
        raise NotFound(_("There is no draft. Draft one first."))
    if draft.digest != seen:
        raise Overtaken
    last = latest_of(scheme)
    if on is None or on < today or (last is not None and on < last.effective_from):
        sentence = _("Choose today or a later day, not before that of the version it follows.")
        raise Invalid({"on": sentence})
    definition = read_once(draft.source)
    draft.effective_from, draft.published_at = on, now
    draft.save()
    scheme.name, scheme.name_en = definition.name, definition.name_en
    scheme.save(update_fields=["name", "name_en"])
    record(
        "reviews.scheme.published",
        subject=("reviews.scheme", scheme.pk),
        actor=actor,
        at=now,
        key=scheme.key,
        version=draft.number,
        before=last.number if last else None,
        effective_from=on.isoformat(),
        digest=draft.digest,
    )
    return draft
