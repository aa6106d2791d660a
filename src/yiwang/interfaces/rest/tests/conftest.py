"""A program at the REST door: a reporter without an account, and staff with tokens."""

from datetime import timedelta

import pytest
from django.utils import timezone

REPORT = {"text": "望山社区门口的垃圾三天没有清运。", "place": {"lng": 130.03, "lat": 46.05}}


@pytest.fixture
def post(db, client):
    """`post("/api/v1/cases", {...}, key="…")` sends JSON; `token` acts as staff."""

    def send(path, body, *, key=None, token=None, language="en"):
        headers = {"Accept-Language": language}
        if key:
            headers["Idempotency-Key"] = key
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return client.post(path, body, content_type="application/json", headers=headers)

    return send


@pytest.fixture
def token_of(db):
    """A fresh token of an account of testland."""
    from yiwang.foundation.accounts.actions.issue_token import issue_token
    from yiwang.foundation.records.actor import SYSTEM

    def issue(username, days=1):
        now = timezone.now() + timedelta(days=min(days, 0))
        return issue_token(username, "test", days=abs(days), actor=SYSTEM, now=now)

    return issue
