"""What sectors, states and acts on bodies are called."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.foundation.records.models import Record
from yiwang.portals.desk.structure_words import kind_label, relation_label
from yiwang.structure.organizations.kinds import KINDS
from yiwang.structure.organizations.opening import services_of, services_text
from yiwang.structure.registers.queries import current_version, entries_of
from yiwang.work.workflows.wording import in_words

SECTORS = "sectors"  # the register that names them
STANDINGS: dict[str, Promise] = {
    "in_preparation": gettext_lazy("in preparation"),
    "active": gettext_lazy("at work"),
    "temporary": gettext_lazy("for a time"),
    "ended": gettext_lazy("ended"),
}
FIELDS: dict[str, Promise] = {
    "name": gettext_lazy("Name"),
    "name_en": gettext_lazy("Name in English"),
    "kind": gettext_lazy("Kind of body"),
    "function": gettext_lazy("What it handles"),
    "sector": gettext_lazy("Sector"),
    "area_id": gettext_lazy("Area it serves"),
    "area": gettext_lazy("Area it serves"),  # as tables name it
    "place": gettext_lazy("Where it sits, outside all areas"),
    "state": gettext_lazy("State"),
    "founded_on": gettext_lazy("Founded on"),
    "valid_from": gettext_lazy("Valid from"),
    "valid_to": gettext_lazy("Ends on"),
    "lng": gettext_lazy("Longitude"),
    "lat": gettext_lazy("Latitude"),
    "whereabouts": gettext_lazy("How people find it"),
    "hours": gettext_lazy("Opening hours"),
    "service_line": gettext_lazy("Telephone of the office"),
    "services": gettext_lazy("What one gets there"),
}


def sector_names(on: date) -> dict[str, str]:
    """Key -> name, in the order of the register; empty where no register lists them."""
    version = current_version(SECTORS, on)
    entries = entries_of(version.pk) if version else []
    return {entry.key: in_words(entry.title, entry.title_en) for entry in entries}


def kind_names(present: Mapping[str, int] | None = None) -> dict[str, str]:
    """Every kind that has a name, and those that bodies have, by name."""
    keys = [*KINDS, *(present or {})]
    named = {key: kind_label(key) for key in keys}
    return dict(sorted(named.items(), key=lambda item: item[1]))


def told(each: Record, names: Mapping[int, str]) -> str:
    """What happened to a body, in a sentence. `names` are those of other bodies by id."""
    data = each.data
    sentences = {
        "organizations.organization.founded": _founded,
        "organizations.organization.added": _founded,
        "organizations.organization.changed": _changed,
        "organizations.organization.ended": _changed,
        "organizations.organization.dissolved": _dissolved,
        "organizations.link.made": _linked,
        "organizations.link.ended": _linked,
        "organizations.remit.given": _remitted,
        "organizations.remit.ended": _remitted,
    }
    tell = sentences.get(each.name)
    return tell(data, names) if tell else each.name


Data = Mapping[str, Any]  # what a record holds
Names = Mapping[int, str]


def _founded(data: Data, names: Names) -> str:
    name = data["named"] if "named" in data else data["fields"]["name"][1]
    return _("Founded as “%(name)s”") % {"name": name}


def _changed(data: Data, names: Names) -> str:
    parts = [
        _("%(field)s: %(before)s → %(after)s")
        % {
            "field": FIELDS.get(name, name),
            "before": _value(name, before),
            "after": _value(name, after),
        }
        for name, (before, after) in _moved(data).items()
    ]
    return _("; ").join(parts)


def _moved(data: Data) -> dict[str, tuple[Any, Any]]:
    """Field -> before and after, of one that changed on its own page or in a table."""
    if "fields" in data:
        return {name: (before, after) for name, (before, after) in data["fields"].items()}
    return {name: (data["before"].get(name), after) for name, after in data["after"].items()}


def _dissolved(data: Data, names: Names) -> str:
    said = {"day": _day(data["valid_to"]), "reason": data["reason"]}
    sentence = _("Dissolved from %(day)s on: %(reason)s") % said
    if after := data.get("followed_by"):
        sentence += _(" “%(name)s” goes on with its work.") % {"name": names.get(after, str(after))}
    return sentence


def _linked(data: Data, names: Names) -> str:
    words = {
        "relation": relation_label(data["kind"], "out"),
        "name": names.get(data["target"], str(data["target"])),
    }
    if "valid_to" in data:
        words |= {"day": _day(data["valid_to"])}
        return _("No more from %(day)s on: %(relation)s “%(name)s”") % words
    words |= {"day": _day(data["valid_from"])}
    return _("From %(day)s on: %(relation)s “%(name)s”") % words


def _remitted(data: Data, names: Names) -> str:
    if "valid_to" in data:
        said = {"day": _day(data["valid_to"]), "says": data["says"], "reason": data["reason"]}
        return _("No more its task from %(day)s on: “%(says)s” (%(reason)s)") % said
    said = {"day": _day(data["valid_from"]), "says": data["says"], "basis": data["basis"]}
    return _("Its task from %(day)s on: “%(says)s” (%(basis)s)") % said


def _value(name: str, value: object) -> str:
    if value in (None, ""):
        return _("nothing")
    if name in ("founded_on", "valid_from", "valid_to"):
        return _day(str(value))
    if name == "kind":
        return kind_label(str(value))
    if name == "state":
        return str(STANDINGS.get("ended" if value == "dissolved" else str(value), value))
    if name == "services":
        return services_text(services_of(str(value)))
    return str(value)


def _day(written: str) -> str:
    return date_format(date.fromisoformat(written))
