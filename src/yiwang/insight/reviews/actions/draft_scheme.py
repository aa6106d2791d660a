"""Draft a version of a scheme: kept to be read and changed; nothing goes by it yet."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.insight.reviews.definition import read_scheme
from yiwang.insight.reviews.models import Scheme, SchemeVersion
from yiwang.insight.reviews.policies import publishing
from yiwang.insight.reviews.schemes import Overtaken, digest_of, draft_of, latest_of


@transaction.atomic
def draft_scheme(source: str, *, seen: str, actor: Actor, now: datetime) -> SchemeVersion:
    """This text becomes the draft, in place of an earlier one; of a new key it begins a scheme.

    `seen` is the digest of the latest text it was written from; refused when there is a later one
    (Overtaken), and when the text has mistakes (FaultyScheme).
    """
    definition = read_scheme(source)
    today = timezone.localdate(now)
    actor = publishing(actor, today)
    scheme, _is_new = Scheme.objects.select_for_update().get_or_create(
        key=definition.key,
        defaults={
            "kind": definition.kind,
            "name": definition.name,
            "name_en": definition.name_en,
        },
    )
    if scheme.kind != definition.kind:
        raise Invalid({"key": _("Another kind of scheme has this key. Choose another key.")})
    draft, last = draft_of(scheme), latest_of(scheme)
    latest = draft or last
    if (latest.digest if latest else "") != seen:
        raise Overtaken
    draft = draft or SchemeVersion(scheme=scheme, number=last.number + 1 if last else 1)
    draft.source, draft.digest = source, digest_of(source)
    draft.effective_from = max(definition.effective_from, today)
    draft.save()
    record(
        "reviews.scheme.drafted",
        subject=("reviews.scheme", scheme.pk),
        actor=actor,
        at=now,
        key=scheme.key,
        version=draft.number,
        before=seen,
        digest=draft.digest,
    )
    return draft
