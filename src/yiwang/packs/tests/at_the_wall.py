"""Supply and demand of a locality through its pages: people put cards up, read them, take them on,
report and confirm; residents do so with a code."""

import re
from datetime import timedelta
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from yiwang.foundation.clocks.queries import working_time
from yiwang.packs.tests.at_the_doors import words_of
from yiwang.structure.organizations.models import Organization
from yiwang.structure.posts.models import Appointment
from yiwang.work.exchange.models import Card, Claim


class Refused(Exception):
    """The page came back with a sentence."""


def client_of(username):
    """A browser in which they are signed in; without a name, anybody's."""
    client = Client()
    if username:
        client.force_login(get_user_model().objects.get(username=username))
    return client


def read(address, username=""):
    """What they read there."""
    answer = client_of(username).get(address)
    assert answer.status_code == 200, (address, username, answer.status_code)
    return words_of(answer.content.decode())


def send(address, username="", **given):
    """Sent; Refused with what the page said where it was not done."""
    answer = client_of(username).post(address, given, follow=False)
    if answer.status_code != 302:
        raise Refused(answer.status_code, words_of(answer.content.decode())[:3000])
    return answer


def put_up(username, kind, area, title, *, query="", **given):
    """The card that came of the form."""
    known = set(Card.objects.values_list("pk", flat=True))
    send(f"/exchange/new/?kind={kind}{query}", username, area=area, title=title, **given)
    return Card.objects.exclude(pk__in=known).get()


def working_day():
    """The next day on which people work."""
    days = (timezone.localdate() + timedelta(days=ahead) for ahead in range(1, 30))
    return next(day for day in days if working_time("cn").is_working(day))


def at_time(day, start, end, places):
    """A row of the form of times."""
    return {"t-day": day.isoformat(), "t-from": start, "t-to": end, "t-places": places}


def demonstration(title):
    """A card of the pack by what it is called."""
    return Card.objects.get(title=title)


def shown(card, username):
    """A second person has read it."""
    send(f"/exchange/{card.pk}/read", username, do="show")


def take(card, username, *, body="", as_oneself=False, **given):
    """The claim that came of pressing the button."""
    if body:
        who = f"body:{Organization.objects.get(code=body).pk}"
    if as_oneself:
        held = Appointment.objects.filter(account__username=username)
        who = f"self:{held.get(post__type__powers__contains=['exchange.claim']).pk}"
    form = uuid4()
    send(f"/exchange/{card.pk}/take", username, who=who, form=str(form), **given)
    return Claim.objects.get(form=form)


def told(card, username, body, **given):
    """Whoever put it up enters what a body said on the telephone."""
    form = uuid4()
    send(f"/exchange/{card.pk}/take", username, who="told", body=body, form=str(form), **given)
    return Claim.objects.get(form=form)


def on(claim, username, do, **given):
    """An act on a claim; the claim as it stands then."""
    send(f"/exchange/claims/{claim.pk}/{do}", username, **given)
    claim.refresh_from_db()
    return claim


def done(claim, keeper, holder, report, hours=""):
    """Accepted, reported by another and confirmed."""
    on(claim, keeper, "accept")
    on(claim, holder, "report", report=report, hours=hours)
    return on(claim, keeper, "confirm")


def place_taken(card):
    """The code by which a resident took the first place."""
    client = Client()
    slot = card.slots.order_by("starts_at").first()
    form = {"form": str(uuid4())} | ({"slot": slot.pk} if slot else {})
    answer = client.post(f"/wall/{card.pk}/take", form)
    assert answer.status_code == 302, words_of(answer.content.decode())[:500]
    receipt = words_of(client.get(answer["Location"]).content.decode())
    return re.search(r"\b([0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3})\b", receipt)[1]
