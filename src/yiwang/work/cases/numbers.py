"""Case numbers: two digits of the year and a running number of at least six, as in 26000123.

Short enough to say on the phone. The running number never starts again, so a number stays unique;
after a million cases numbers grow by one digit.
"""

from datetime import datetime

from django.db import connection
from django.utils import timezone


def next_number(now: datetime) -> str:
    """A number nobody has had. One given to a case that then was not taken in is lost."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_number')")
        running: int = cursor.fetchone()[0]
    return f"{timezone.localtime(now):%y}{running:06d}"
