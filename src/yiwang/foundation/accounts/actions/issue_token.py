"""Give a program a token to act in the name of an account. Whoever runs the server may."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.accounts.models import Account, ApiToken
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import NotFound


@transaction.atomic
def issue_token(username: str, label: str, *, days: int, actor: Actor, now: datetime) -> str:
    """The new token, shown this once. Refuses an unknown or inactive account."""
    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        raise NotFound(_("There is no active account with this name."))
    token = secrets.token_urlsafe(32)
    row = ApiToken.objects.create(
        account=account,
        label=label,
        digest=sha256(token.encode()).hexdigest(),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    record(
        "accounts.token.issued",
        subject=("accounts.token", row.pk),
        actor=actor,
        at=now,
        account=account.pk,
        label=label,
    )
    return token
