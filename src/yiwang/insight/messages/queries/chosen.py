"""What people chose, by which channels a kind therefore reaches them, and where."""

from collections.abc import Collection

from yiwang.foundation.accounts.queries import Addresses, addresses_of
from yiwang.insight.messages.channels import usable_channels
from yiwang.insight.messages.channels.sms import is_mobile
from yiwang.insight.messages.kinds import EMAIL, SMS, Kind
from yiwang.insight.messages.models import Choices


def choices_of(account_ids: Collection[int]) -> dict[int, Choices]:
    """Account -> what they chose; whoever chose nothing has no entry."""
    found = Choices.objects.filter(account__in=account_ids) if account_ids else []
    return {each.account_id: each for each in found}


def own_choices(account_id: int) -> Choices:
    """What this person chose, or what is usual."""
    return choices_of([account_id]).get(account_id) or Choices(account_id=account_id)


def channels_for(choices: Choices, kind: Kind) -> set[str]:
    """The channels by which this person wants messages of this kind."""
    return set(choices.kinds.get(kind.key, kind.usual))


def ways_to(account_ids: Collection[int]) -> dict[int, dict[str, str]]:
    """Account -> channel -> address, of the channels that are set up and reach them. Whoever does
    not sign in any more has no entry. The address that they chose comes before the account's."""
    usable = usable_channels()
    if not usable or not account_ids:
        return {}
    chosen = choices_of(account_ids)
    return {
        account_id: _reached(addresses, chosen.get(account_id) or Choices(), usable)
        for account_id, addresses in addresses_of(account_ids).items()
    }


def _reached(addresses: Addresses, chosen: Choices, usable: set[str]) -> dict[str, str]:
    known = {
        EMAIL: chosen.email or addresses.email,
        SMS: addresses.phone if is_mobile(addresses.phone) else "",
    }
    return {channel: known[channel] for channel in usable if known[channel]}
