"""Who has an account and no password yet."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.accounts.queries import accounts_without_password
from yiwang.foundation.records.actor import Actor, ActorKind
from yiwang.structure.administration.finding import named_like
from yiwang.structure.administration.policies import keeps_the_whole
from yiwang.structure.posts.powers import APPOINT
from yiwang.structure.posts.queries.people import all_appointments, in_reach


def people_waiting(sought: str, actor: Actor, on: date) -> QuerySet[Account, Any]:
    """Who has an account and no password yet, where the actor appoints; found by name."""
    people = accounts_without_password()
    if actor.kind is not ActorKind.SYSTEM and not keeps_the_whole(actor, on, APPOINT):
        held = all_appointments().order_by().filter(in_reach(actor.account_id or 0, on))
        people = people.filter(Exists(held.filter(account=OuterRef("pk"))))
    return named_like(people, sought, code="username")
