"""Reading accounts by what proves them."""

from datetime import datetime

from yiwang.foundation.accounts.models import ApiToken


def account_of_token(digest: str, *, at: datetime) -> int | None:
    """The active account whose token has this SHA-256 and is valid at that time."""
    valid = ApiToken.objects.filter(digest=digest, expires_at__gt=at, account__is_active=True)
    found: int | None = valid.values_list("account_id", flat=True).first()
    return found
