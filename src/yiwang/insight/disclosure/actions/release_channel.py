"""Publish what came by one channel in a quarter whose table of the whole is published; once."""

from datetime import date, datetime

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.seal import seal_pending
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid
from yiwang.insight.disclosure.actions.release_span import ONE_AT_A_TIME
from yiwang.insight.disclosure.framing import from_json
from yiwang.insight.disclosure.models import QUARTER, ChannelRelease
from yiwang.insight.disclosure.passed_on import Frames, counts_of, joined
from yiwang.insight.disclosure.queries import latest
from yiwang.insight.disclosure.withholding import withhold
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.keeping import keep_up
from yiwang.structure.territory.queries import ids_by_code


def release_channel(channel: str, first: date, *, actor: Actor, now: datetime) -> ChannelRelease:
    """What was published. Refuses (Invalid) a quarter without a table of the whole, or one that
    was counted when more was known than now; a second time it is AlreadyDone."""
    whole = latest(QUARTER, first)
    if whole is None:
        raise Invalid({"first": _("Publish the table of the whole quarter first.")})
    seal_pending(now)
    keep_up(now)
    frame = from_json(whole.frame)
    frames = Frames.of(frame.areas, frame.kinds)
    found = ids_by_code([each.key for each in frame.areas])
    codes = {area_id: code for code, area_id in found.items()}
    counts = counts_of(frames, codes, channel, Days(whole.first, whole.last))
    table = joined(frames, counts, frame, [(list(whole.counts), list(whole.withheld))])
    if table is None:
        raise Invalid({"first": _("The whole was counted at another time: there is no table.")})
    withhold(table)
    start = len(whole.counts)
    made = ChannelRelease(
        channel=channel,
        whole=whole,
        first=whole.first,
        last=whole.last,
        released_at=now,
        counts=counts,
        withheld=sorted(at - start for at in table.hidden if start <= at < start + len(counts)),
    )
    with transaction.atomic():
        _write(made, actor, now)
    return made


def _write(made: ChannelRelease, actor: Actor, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    if ChannelRelease.objects.filter(channel=made.channel, first=made.first).exists():
        raise AlreadyDone(_("It is published already."))
    made.save(force_insert=True)
    record(
        "disclosure.channel.published",
        subject=("disclosure.channel", made.pk),
        actor=actor,
        at=now,
        channel=made.channel,
        first=made.first.isoformat(),
        cells=len(made.counts),
        withheld=len(made.withheld),
    )
