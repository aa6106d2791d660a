"""What anybody may send without an account is taken in up to a number from one address, then it has
to wait: nobody floods what others have to read and answer.

A village hall has one address for everybody in it, so the number is generous.
"""

from http import HTTPStatus

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.counted import count_one, counted
from yiwang.foundation.refusals import Refusal

MOST, SECONDS = 10, 600


class TooMany(Refusal):
    """So much has come from this address of late that more has to wait."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    code = "too_many"

    def __init__(self) -> None:
        super().__init__(
            _("Much has been sent from here just now. Please wait ten minutes and send it again.")
        )


def check_sent(what: str, address: str) -> None:
    """Refuses (TooMany) once so many of this kind have come from this address."""
    if counted(_name(what, address)) >= MOST:
        raise TooMany


def note_sent(what: str, address: str) -> None:
    """Count one that was taken in."""
    count_one(_name(what, address), SECONDS)


def _name(what: str, address: str) -> str:
    """As in `guessing`: the address itself is not kept."""
    return f"sent-{what}:" + salted_hmac(__name__, address).hexdigest()[:32]
