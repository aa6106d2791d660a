"""Supply and demand through its pages in testland: what people type and press."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from yiwang.packs.tests.at_the_doors import words_of
from yiwang.portals.casework.tests.staging import client_of
from yiwang.work.exchange.models import Card, Claim
from yiwang.work.exchange.tests.market import CLERK, LEADER, OFFICE, appointment, body

ZH = {"Accept-Language": "zh-hans"}


def get(username, path, **query):
    return client_of(username).get(f"/exchange/{path}", query, headers=ZH)


def post(username, path, **sent):
    return client_of(username).post(f"/exchange/{path}", sent, headers=ZH)


def words(answer) -> str:
    return words_of(answer.content.decode())


def put_up(username=CLERK, kind="need", query="", **sent):
    given = {"title": "缺一间下棋的屋子", "area": "90010101", "amount": "1"}
    return post(username, f"new/?kind={kind}{query}", **(given | sent))


def card_up(username=CLERK, kind="need", **sent) -> Card:
    answer = put_up(username, kind, **sent)
    assert answer.status_code == 302, words(answer)
    return Card.objects.latest("pk")


def take(card, username=OFFICE, **sent):
    who = f"self:{appointment(username).pk}" if username == LEADER else f"body:{body().pk}"
    return post(username, f"{card.pk}/take", **({"form": uuid4().hex, "who": who} | sent))


def claim_on(card, username=OFFICE, **sent) -> Claim:
    answer = take(card, username, **sent)
    assert answer.status_code == 302, words(answer)
    return Claim.objects.latest("pk")


def act(username, claim, do, **sent):
    answer = post(username, f"claims/{claim.pk}/{do}", **sent)
    claim.refresh_from_db()
    return answer


def evening(days=2) -> dict[str, str]:
    """A time that lies outside working hours whatever the day."""
    day = timezone.localdate() + timedelta(days=days)
    return {"t-day": day.isoformat(), "t-from": "19:00", "t-to": "20:30", "t-places": "1"}


def working_hours() -> dict[str, str]:
    """A Tuesday morning that is no holiday: far enough from the long ones."""
    day = timezone.localdate() + timedelta(days=1)
    while day.weekday() != 1:
        day += timedelta(days=1)
    return {"t-day": day.isoformat(), "t-from": "09:00", "t-to": "11:00", "t-places": "1"}
