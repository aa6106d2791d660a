"""Give the other system a token of its own, by which it calls us: shown once, kept as its digest.
It opens this one connector and nothing else."""

import secrets
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.interfaces.connectors.policies import keeping_connectors
from yiwang.interfaces.connectors.runs import locked


@transaction.atomic
def give_token(
    connector_key: str, *, is_taken_back: bool = False, actor: Actor, now: datetime
) -> str:
    """The token; the one before opens nothing any more. Taken back: empty, and none does."""
    acting = keeping_connectors(actor, timezone.localdate(now))
    connector = locked(connector_key)
    token = "" if is_taken_back else secrets.token_urlsafe(32)
    connector.token_digest = sha256(token.encode()).hexdigest() if token else ""
    connector.save(update_fields=["token_digest"])
    record(
        f"connectors.token.{'taken_back' if is_taken_back else 'given'}",
        subject=("connectors.connector", connector.pk),
        actor=acting,
        at=now,
        key=connector.key,
    )
    return token
