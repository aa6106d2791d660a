"""Write down what was counted: what there is of a standard, how far one has come to a target."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, NotFound, Sentence
from yiwang.structure.organizations.queries import organization
from yiwang.structure.registers.models import Entry, Reading, Register
from yiwang.structure.registers.policies import reading
from yiwang.structure.registers.queries import current_version, entries_of
from yiwang.structure.registers.versions import register_under_lock

MOST = Decimal(10) ** 12
READ = ("standard", "target")  # effects of which something is read


@dataclass(frozen=True, slots=True)
class NewReading:
    """`value` on a day, of one area or of one body or of the whole; `source` says who counted."""

    entry_key: str
    value: Decimal | None
    on: date | None
    source: str
    area_id: int | None = None
    organization_id: int | None = None
    opened: bool = False  # with the fixed item that the entry names


@transaction.atomic
def read_value(
    register_key: str, wanted: NewReading, *, actor: Actor, now: datetime
) -> Reading | None:
    """The reading; None where the same stands there already, which records nothing.

    Refuses who has no power over the subject (Forbidden), an entry that is not in force or of
    which nothing is read (NotFound), and a value, a day or a source that cannot be (Invalid).
    """
    today = timezone.localdate(now)
    register = register_under_lock(register_key)
    actor = reading(register, _area_of(wanted), actor, today)
    entry = _known(register, wanted.entry_key, today)
    value, on = _checked(wanted, today)
    opens_with = _opening(entry, wanted, value)
    of = {"area_id": wanted.area_id, "organization_id": wanted.organization_id}
    earlier = Reading.objects.filter(register=register, entry_key=wanted.entry_key, **of)
    last = earlier.filter(on=on).order_by("id").last()
    if last is not None and (last.value, last.source) == (value, wanted.source.strip()):
        return None
    made = Reading.objects.create(
        register=register,
        entry_key=wanted.entry_key,
        value=value,
        on=on,
        source=wanted.source.strip(),
        read_at=now,
        **of,
    )
    record(
        "registers.reading.made",
        subject=("registers.register", register.pk),
        actor=actor,
        at=now,
        key=register.key,
        entry=wanted.entry_key,
        area=wanted.area_id,
        organization=wanted.organization_id,
        value=str(value),
        on=on.isoformat(),
        source=made.source,
        opened_with=opens_with,
    )
    return made


def _opening(entry: Entry, wanted: NewReading, value: Decimal) -> str:
    """The item with which the meeting opened, where the entry names one. A meeting that did not
    open with it does not count."""
    item = str(entry.outcome.get("opens_with", ""))
    if item and value and not wanted.opened:
        said = _("It has to open with “%(item)s”. Tick it if it did; else it does not count.")
        raise Invalid({"opened": str(said) % {"item": item}})
    return item if value else ""


def _area_of(wanted: NewReading) -> int | None:
    if wanted.organization_id is not None:
        return organization(wanted.organization_id).area_id
    return wanted.area_id


def _known(register: Register, key: str, today: date) -> Entry:
    version = current_version(register.key, today)
    entries = entries_of(version.pk) if version and register.effect in READ else []
    found = next((each for each in entries if each.key == key and "value" in each.outcome), None)
    if found is None:
        raise NotFound(_("The register has no such entry today. Choose one from the list."))
    return found


def _checked(wanted: NewReading, today: date) -> tuple[Decimal, date]:
    faults: dict[str, Sentence] = {}
    if wanted.value is None or not 0 <= wanted.value < MOST:
        faults["value"] = _("Please write a number, 0 or more.")
    if wanted.on is None or wanted.on > today:
        faults["on"] = _("Choose the day on which it was counted: today or an earlier one.")
    if not wanted.source.strip():
        faults["source"] = _("Please say who counted, or in which paper it stands.")
    elif len(wanted.source) > 300:
        faults["source"] = _("Please use at most 300 characters.")
    if faults or wanted.value is None or wanted.on is None:
        raise Invalid(faults)
    return wanted.value, wanted.on
