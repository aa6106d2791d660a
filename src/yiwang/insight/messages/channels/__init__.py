"""Ways out of the house. Each adapter takes bundles for one destination and says of each what came
of it; none knows the outbox, and none is waited for by another."""

from django.conf import settings

from yiwang.insight.messages.kinds import EMAIL, SMS


def usable_channels() -> set[str]:
    """The personal channels that this installation has set up, beside the page of messages."""
    if settings.PRACTICE:
        return set()
    usable = {EMAIL} if settings.MAIL_FROM else set()
    return usable | ({SMS} if settings.SMS.url else set())
