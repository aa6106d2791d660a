"""Publish a scheme from its text: content that differs from the last version becomes the next."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.changes import Change, change_of
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.insight.reviews.definition import read_scheme
from yiwang.insight.reviews.models import Scheme, SchemeVersion
from yiwang.insight.reviews.policies import publishing
from yiwang.insight.reviews.schemes import digest_of, latest_of


@transaction.atomic
def load_scheme(source: str, *, actor: Actor, now: datetime) -> Change:
    """Make the scheme say what `source` says. The same text again changes nothing.

    A first version holds from the day the text says; a later one not before today. Refuses a text
    with mistakes (FaultyScheme), and a key that is another kind of scheme (Invalid).
    """
    definition = read_scheme(source)
    today = timezone.localdate(now)
    actor = publishing(actor, today)
    named = {"name": definition.name, "name_en": definition.name_en}
    scheme, is_new = Scheme.objects.select_for_update().get_or_create(
        key=definition.key, defaults={"kind": definition.kind, **named}
    )
    if scheme.kind != definition.kind:
        raise Invalid({"key": _("Another kind of scheme has this key. Choose another key.")})
    last = latest_of(scheme)
    if last is not None and last.digest == digest_of(source):
        return change_of("reviews")
    Scheme.objects.filter(pk=scheme.pk).update(**named)
    number = last.number + 1 if last else 1
    scheme.versions.filter(published_at=None).update(number=number + 1)  # a draft comes after
    since = max(definition.effective_from, today) if last else definition.effective_from
    version = SchemeVersion.objects.create(
        scheme=scheme,
        number=number,
        source=source,
        digest=digest_of(source),
        effective_from=since,
        published_at=now,
    )
    record(
        "reviews.scheme.published",
        subject=("reviews.scheme", scheme.pk),
        actor=actor,
        at=now,
        key=scheme.key,
        version=version.number,
        effective_from=since.isoformat(),
        digest=version.digest,
    )
    return change_of("reviews", [scheme.name] if is_new else [], [] if is_new else [scheme.name])
