"""Staff tokens: a random value shown once, of which only the SHA-256 is stored."""

from datetime import datetime
from hashlib import sha256

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from yiwang.foundation.accounts.queries import account_of_token


class StaffToken(HttpBearer):
    """Accepts the token of an active account until it expires; gives the account's id."""

    def authenticate(self, request: HttpRequest, token: str) -> int | None:
        return account_of_token(sha256(token.encode()).hexdigest(), at=_now())


def _now() -> datetime:
    return timezone.now()
