"""E-mail, by the mail server that the installation names. One connection carries all letters of a
round; where there is none, all of them wait."""

from collections.abc import Iterator, Sequence
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext as _

from yiwang.foundation.calling import fault_of_practice
from yiwang.insight.messages.channels.bundle import Bundle, NotDelivered
from yiwang.insight.messages.wording import letter, subject

Came = tuple[Bundle, NotDelivered | None]


def send_letters(bundles: Sequence[Bundle]) -> Iterator[Came]:
    """Send them one after another, saying of each what came of it."""
    if fault := fault_of_practice():
        yield from ((bundle, NotDelivered(fault)) for bundle in bundles)
        return
    connection = get_connection()
    try:
        connection.open()
    except (OSError, SMTPException) as problem:
        silent = _("The mail server does not answer: %(problem)s.")
        lost = NotDelivered(silent % {"problem": type(problem).__name__})
        yield from ((bundle, lost) for bundle in bundles)
        return
    try:
        for bundle in bundles:
            yield bundle, _sent(bundle, connection)
    finally:
        connection.close()


def _sent(bundle: Bundle, connection: BaseEmailBackend) -> NotDelivered | None:
    letters = EmailMessage(
        subject(bundle.lines),
        letter(bundle.lines),
        settings.MAIL_FROM,
        [bundle.to],
        connection=connection,
    )
    try:
        letters.send()
    except (OSError, SMTPException) as problem:
        fault = _("The mail server did not take it: %(problem)s.")
        return NotDelivered(fault % {"problem": type(problem).__name__})
    return None
