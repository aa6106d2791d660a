"""What people give when they found or change a body, and what is wrong with it, by field."""

import re
from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Invalid, Sentence
from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.opening import wrong_hours, wrong_line

STATES = ("in_preparation", "active", "temporary")
LONGEST = {"name": 120, "name_en": 120, "place": 120, "function": 40, "sector": 60}
LONGEST |= {"whereabouts": 120, "hours": 120, "service_line": 40, "services": 300}
FIRST_YEAR = 1921  # nothing here was founded before; what is earlier was mistyped
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,59}")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """A body as people describe it. `valid_to` is the first day on which it does not work."""

    name: str
    kind: str
    name_en: str = ""
    function: str = ""
    sector: str = ""
    area_id: int | None = None
    place: str = ""
    state: str = "active"
    founded_on: date | None = None
    valid_to: date | None = None
    lng: float | None = None
    lat: float | None = None
    whereabouts: str = ""
    hours: str = ""
    service_line: str = ""
    services: str = ""

    def values(self) -> dict[str, object]:
        """Field -> value, as rows have them."""
        return asdict(self)


def seen_of(organization: Organization) -> str:
    """By which it is known whether somebody else changed the body since it was looked at."""
    said = [getattr(organization, name) for name in BodyFacts.__dataclass_fields__]
    return "|".join("" if each is None else str(each) for each in said)


def check_facts(facts: BodyFacts, today: date) -> None:
    """Refuses what cannot be stored or is not whole (Invalid, by field)."""
    faults = {**_text_faults(facts), **_time_faults(facts, today)}
    if facts.area_id is None and not facts.place.strip():
        faults["area"] = _("Choose the area it serves, or say where it sits if it is outside.")
    faults |= _opening_faults(facts)
    if not _is_point(facts.lng, facts.lat):
        faults["point"] = _("Write longitude and latitude, like 119.434 and 32.189, or none.")
    if faults:
        raise Invalid(faults)


def _is_point(lng: float | None, lat: float | None) -> bool:
    if lng is None or lat is None:
        return lng is lat
    return abs(lng) <= 180 and abs(lat) <= 90


def check_code(code: str) -> None:
    """Refuses a code with other characters than letters, digits, -, _ and . (Invalid)."""
    if not _CODE.fullmatch(code):
        raise Invalid({"code": _("Please use letters, digits, - and _ only, 60 at most.")})


def _text_faults(facts: BodyFacts) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    if not facts.name.strip():
        faults["name"] = _("Please fill this in.")
    for name, most in LONGEST.items():
        if len(getattr(facts, name)) > most:
            faults[name] = _("Please use at most %(most)d characters.") % {"most": most}
    if not _KEY.fullmatch(facts.kind):
        faults["kind"] = _("Choose what kind of body it is.")
    return faults


def _opening_faults(facts: BodyFacts) -> dict[str, Sentence]:
    said = {"hours": wrong_hours(facts.hours), "service_line": wrong_line(facts.service_line)}
    return {name: fault for name, fault in said.items() if fault}


def _time_faults(facts: BodyFacts, today: date) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    if facts.state not in STATES:
        faults["state"] = _("Choose one of the states.")
    if facts.state == "temporary" and facts.valid_to is None:
        faults["valid_to"] = _("A temporary body needs the day on which it ends.")
    elif facts.valid_to is not None and facts.valid_to <= today:
        faults["valid_to"] = _("Choose a day to come, or dissolve it today.")
    if facts.founded_on and facts.founded_on.year < FIRST_YEAR:
        faults["founded_on"] = _("This year is too long ago. Please check it.")
    if facts.founded_on and facts.founded_on > today:
        faults["founded_on"] = _("This day is still to come: say “in preparation” until then.")
    return faults
