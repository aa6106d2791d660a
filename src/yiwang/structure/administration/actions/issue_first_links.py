"""Give people the link by which they set their first password: nobody else ever knows it.

Only for accounts that have none yet: whoever keeps lists takes over no account that is in use.
"""

from datetime import datetime
from typing import NamedTuple

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.structure.administration.policies import keeping
from yiwang.structure.administration.waiting_people import people_waiting
from yiwang.structure.posts.powers import APPOINT

MOST = 100  # on one sheet


class FirstLink(NamedTuple):
    """A person, and the path at which they set their password, once, within three days."""

    name: str
    username: str
    path: str


@transaction.atomic
def issue_first_links(sought: str, *, actor: Actor, now: datetime) -> list[FirstLink]:
    """The links of those who wait for one and are called like this, a hundred at most; shown once.

    Refuses who appoints nobody (Forbidden).
    """
    on = timezone.localdate(now)
    acting = keeping(actor, on, APPOINT)
    people = list(people_waiting(sought, actor, on)[:MOST])
    if people:
        record(
            "accounts.link.issued",
            subject=("accounts.account", people[0].pk if len(people) == 1 else 0),
            actor=acting,
            at=now,
            accounts=[person.pk for person in people],
        )
    return [_link(person) for person in people]


def _link(person: Account) -> FirstLink:
    key = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    path = reverse("account_reset_password_from_key", kwargs=key)
    return FirstLink(person.name, person.username, path)
