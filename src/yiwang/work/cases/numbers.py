"""Case numbers: two digits of the year and a running number of at least six, as in 26000123.

Short enough to say on the phone. The running number never starts again, so a number stays unique;
after a million cases numbers grow by one digit.
"""

from datetime import datetime

from django.utils import timezone

NUMBERS = "cases_number"  # the sequence; a number drawn for a case not taken in then is lost


def number_of(running: int, now: datetime) -> str:
    """The number of the case that drew this running number."""
    return f"{timezone.localtime(now).year % 100:02d}{running:06d}"
