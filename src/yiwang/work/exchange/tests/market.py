"""Situations of exchange in testland: the clerk of a community puts cards up, the town's dispatcher
reads them, an office and a grid leader take them on."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model

from yiwang.foundation.records.actor import staff
from yiwang.foundation.records.models import Record
from yiwang.structure.organizations.models import Organization
from yiwang.structure.posts.models import Appointment
from yiwang.structure.territory.models import Area
from yiwang.work.exchange.actions.claim_card import claim_card
from yiwang.work.exchange.actions.confirm_claim import confirm_claim
from yiwang.work.exchange.actions.decide_claim import decide_claim
from yiwang.work.exchange.actions.put_up_card import put_up_card
from yiwang.work.exchange.actions.report_claim import report_claim
from yiwang.work.exchange.claiming import Ask
from yiwang.work.exchange.writing import Written

NOW = datetime(2026, 9, 7, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Monday
CLERK, READER = "clerk.90010101", "dispatcher.900101"
OFFICE, LEADER, STRANGER = "zj.9001", "grid.9001010101", "clerk.90010201"


def account(username):
    return get_user_model().objects.get(username=username)


def actor(username):
    return staff(account(username).pk)


def area(code="90010101"):
    return Area.objects.get(net__is_primary=True, code=code)


def body(code="ZJ-9001"):
    return Organization.objects.get(code=code)


def appointment(username=LEADER):
    return Appointment.objects.filter(account=account(username)).first()


def put_up(kind="need", username=CLERK, **changes):
    given = {"area_id": area().pk, "title": "缺一间下棋的屋子", "opens_on": NOW.date()} | changes
    return put_up_card(Written(kind=kind, **given), actor=actor(username), now=NOW)


def ask(**changes):
    return Ask(form=uuid4(), **changes)


def claim(card, username=OFFICE, at=None, **changes):
    """For the body of an office, or for a grid leader as oneself."""
    if username == OFFICE:
        changes = {"organization_id": body().pk} | changes
    else:
        changes = {"appointment_id": appointment(username).pk} | changes
    return claim_card(card.pk, ask(**changes), actor=actor(username), now=at or NOW)


def held(card, username=OFFICE, **changes):
    made = claim(card, username, **changes)
    decide_claim(made.pk, accepted=True, actor=actor(CLERK), now=NOW)
    made.refresh_from_db()
    return made


def done(card, username=OFFICE, **changes):
    made = held(card, username, **changes)
    report_claim(made.pk, "腾出了二楼东屋", actor=actor(username), now=NOW)
    confirm_claim(made.pk, confirmed=True, actor=actor(CLERK), now=NOW)
    made.refresh_from_db()
    return made


def later(**time):
    return NOW + timedelta(**time)


def recorded(prefix="exchange."):
    found = Record.objects.filter(name__startswith=prefix).exclude(name__endswith=".loaded")
    return list(found.order_by("pk").values_list("name", flat=True))
