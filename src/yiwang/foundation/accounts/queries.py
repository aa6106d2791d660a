"""Reading accounts by what proves them, and what people are called."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.accounts.models import Account, ApiToken
from yiwang.foundation.refusals import NotFound


def account_of_token(digest: str, *, at: datetime) -> int | None:
    """The active account whose token has this SHA-256 and is valid at that time."""
    valid = ApiToken.objects.filter(digest=digest, expires_at__gt=at, account__is_active=True)
    found: int | None = valid.values_list("account_id", flat=True).first()
    return found


def names_of_accounts(account_ids: Collection[int]) -> dict[int, str]:
    """What these people are called, in one query; none where nobody is asked for."""
    found = Account.objects.filter(pk__in=account_ids) if account_ids else []
    return {account.pk: account.name or account.username for account in found}


def accounts_called(words: str) -> list[Account]:
    """The active accounts with this very user name, else with this very name, a few at most."""
    return all_called([words])[words][:10]


def all_called(words: Collection[str]) -> dict[str, list[Account]]:
    """The same for many words, in one query: none, one, or several to choose from."""
    named = Q(username__in=words) | Q(name__in=words)
    active = list(Account.objects.filter(named, is_active=True).order_by("username"))
    own = {each.username: [each] for each in active}
    return {word: own.get(word) or [a for a in active if a.name == word] for word in words}


def account(account_id: int) -> Account:
    """One person, whether or not they still sign in."""
    found = Account.objects.filter(pk=account_id).first()
    if found is None:
        raise NotFound(_("There is no such person. Choose somebody from a list."))
    return found


def existing_usernames(names: Collection[str]) -> set[str]:
    """Those of these usernames that an account has."""
    return set(Account.objects.filter(username__in=names).values_list("username", flat=True))


def ids_of_usernames(names: Collection[str]) -> dict[str, int]:
    """The account of each of these user names that has one."""
    return dict(Account.objects.filter(username__in=names).values_list("username", "pk"))


def all_accounts() -> QuerySet[Account]:
    """Every account: for lists that are kept."""
    return Account.objects.order_by("username")


def accounts_without_password() -> QuerySet[Account]:
    """The active accounts whose person has never set a password."""
    return all_accounts().filter(is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)


class Addresses(NamedTuple):
    """Where a member of staff is reached; empty where nothing is known."""

    email: str
    phone: str


def addresses_of(account_ids: Collection[int]) -> dict[int, Addresses]:
    """The addresses of those of these accounts that still sign in, in one query: for messages."""
    active = Account.objects.filter(pk__in=account_ids, is_active=True)
    return {pk: Addresses(*both) for pk, *both in active.values_list("pk", "email", "phone")}
