"""Write a connector on a page: a new one, or another definition of one that is there."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.interfaces.connectors.checking import check_part
from yiwang.interfaces.connectors.definition import ConnectorPart
from yiwang.interfaces.connectors.models import Connector
from yiwang.interfaces.connectors.policies import keeping_connectors
from yiwang.interfaces.connectors.writing import put


@transaction.atomic
def write_connector(part: ConnectorPart, *, is_new: bool, actor: Actor, now: datetime) -> Connector:
    """Refuses who keeps no connectors (Forbidden), and what names lists, columns or dictionaries
    that there are not (Invalid). Another list needs another connector: what came is of one."""
    on = timezone.localdate(now)
    acting = keeping_connectors(actor, on)
    check_part(part, on)
    found = Connector.objects.select_for_update().filter(key=part.key).first()
    if is_new and found is not None:
        raise Invalid({"key": _("There is a connector with this key: choose another.")})
    if found is not None and found.into != part.into and found.origins.exists():
        said = _("Things came by it into another list: write a new connector for this one.")
        raise Invalid({"into": said})
    before = found.definition if found else None
    connector = put(part, found, is_by_hand=True)
    if before != connector.definition:
        record(
            "connectors.connector.written",
            subject=("connectors.connector", connector.pk),
            actor=acting,
            at=now,
            key=part.key,
            before=before,
            after=connector.definition,
        )
    return connector
