"""Certificates that expire or are missing, and grades with their history."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Q

from yiwang.structure.posts.models import (
    Appointment,
    Grade,
    PostType,
    Qualification,
    QualificationKind,
)
from yiwang.structure.posts.powers import APPOINT
from yiwang.structure.posts.queries.people import appointments_named, in_reach
from yiwang.structure.posts.queries.reach import areas_in_reach

# Appointments whose type of post needs a certificate that the holder does not have on that day.
LACKING = """
SELECT held.id, kind.id
FROM posts_appointment held
JOIN posts_post post ON post.id = held.post_id
JOIN posts_posttype type ON type.id = post.type_id
JOIN posts_qualificationkind kind ON kind.key = ANY(type.needs)
LEFT JOIN organizations_organization body ON body.id = post.organization_id
WHERE held.mode <> 'standby' AND held.starts_on <= %(on)s
  AND (held.ends_on IS NULL OR held.ends_on > %(on)s)
  AND COALESCE(post.area_id, body.area_id) = ANY(%(areas)s)
  AND NOT EXISTS (
    SELECT FROM posts_qualification own
    WHERE own.account_id = held.account_id AND own.kind_id = kind.id
      AND own.issued_on <= %(on)s AND (own.expires_on IS NULL OR own.expires_on >= %(on)s)
  )
"""
COUNTED = LACKING.replace("SELECT held.id, kind.id", "SELECT count(*)")
A_PAGE = (
    LACKING
    + """  AND (kind.id, held.id) > (%(kind)s, %(held)s)
ORDER BY kind.id, held.id LIMIT %(most)s
"""
)


@dataclass(frozen=True, slots=True)
class Lacking:
    """Somebody at a post that needs a certificate, without one that holds."""

    appointment: Appointment
    kind: QualificationKind

    @property
    def mark(self) -> str:
        """Where the next page goes on."""
        return f"{self.kind.pk}.{self.appointment.pk}"


def qualifications_of(account_id: int) -> list[Qualification]:
    """Somebody's certificates, those that expire first on top."""
    mine = Qualification.objects.filter(account=account_id).select_related("kind")
    return list(mine.order_by(F("expires_on").asc(nulls_last=True), "pk"))


def expiring_in_reach(account_id: int, on: date) -> list[Qualification]:
    """Certificates that expire within the time their kind warns before, of people whom the account
    appoints; one renewed since is not told."""
    warned = ExpressionWrapper(F("expires_on") - F("kind__warn_days"), output_field=DateField())
    later = Qualification.objects.filter(account=OuterRef("account"), kind=OuterRef("kind")).filter(
        Q(expires_on=None) | Q(expires_on__gt=OuterRef("expires_on"))
    )
    people = Appointment.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on), starts_on__lte=on)
    mine = people.filter(in_reach(account_id, on)).values("account")
    found = Qualification.objects.filter(account__in=mine, expires_on__gte=on)
    found = found.annotate(warned_on=warned).filter(~Exists(later), warned_on__lte=on)
    return list(found.select_related("account", "kind").order_by("expires_on", "pk"))


def lacking_in_reach(
    account_id: int, on: date, after: tuple[int, int], most: int
) -> tuple[list[Lacking], int]:
    """Who is without a certificate that their post needs, where the account appoints: so many at
    most, from the one after this (`Lacking.mark`) on; and how many there are in all."""
    areas = list(areas_in_reach(account_id, APPOINT, on))
    where: dict[str, Any] = {"on": on, "areas": areas}  # Any: a day, a list of ids
    page = {"kind": after[0], "held": after[1], "most": most}
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, where)
        number = cursor.fetchone()[0]
        cursor.execute(A_PAGE, where | page)
        rows = cursor.fetchall()
    held = appointments_named({row[0] for row in rows}) if rows else {}
    kinds = QualificationKind.objects.in_bulk({row[1] for row in rows}) if rows else {}
    return [Lacking(held[one], kinds[kind]) for one, kind in rows], number


def needs_of_types() -> dict[str, list[str]]:
    """The keys of the certificates that each type of post needs, of those that need any."""
    return dict(PostType.objects.exclude(needs=[]).values_list("key", "needs"))


def certified(usernames: Collection[str], on: date) -> dict[tuple[str, str], date | None]:
    """Who holds which kind of certificate on a day, and its last day."""
    held = Qualification.objects.filter(Q(expires_on=None) | Q(expires_on__gte=on))
    held = held.filter(account__username__in=usernames, issued_on__lte=on)
    rows = held.order_by(F("expires_on").asc(nulls_last=True))
    return {
        (who, kind): day
        for who, kind, day in rows.values_list("account__username", "kind__key", "expires_on")
    }


def qualification_kinds() -> list[QualificationKind]:
    """Every kind, in the order of the pack."""
    return list(QualificationKind.objects.order_by("pk"))


def grades_of(account_id: int) -> list[Grade]:
    """The grades of somebody's appointments, the latest first."""
    mine = Grade.objects.filter(appointment__account=account_id)
    return list(mine.select_related("appointment__post__type").order_by("-since", "-pk"))


def keep_grade(appointment_id: int, entry: str, label: str, since: date) -> None:
    """Since that day this grade; called by the action that has checked it."""
    Grade.objects.update_or_create(
        appointment_id=appointment_id, since=since, defaults={"entry": entry, "label": label}
    )
