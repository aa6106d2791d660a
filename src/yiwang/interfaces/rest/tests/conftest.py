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


@pytest.fixture
def answered(post, client, token_of):
    """The code of a case that was settled, checked and answered."""
    code = post("/api/v1/cases", REPORT).json()["tracking_code"]
    settled = {"type": "other.other", "nature": "small", "text": "已清运"}
    for username, action, given in (
        ("clerk.90010101", "settle", settled),
        ("verifier.900101", "pass_check", {}),
        ("clerk.90010101", "answer", {"text": "垃圾已清运，以后每天两次。"}),
    ):
        token = token_of(username)
        (task,) = client.get("/api/v1/tasks", headers={"Authorization": f"Bearer {token}"}).json()
        assert post(f"/api/v1/tasks/{task['id']}/{action}", given, token=token).status_code == 200
    return code
