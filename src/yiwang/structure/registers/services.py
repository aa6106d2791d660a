"""Which services there are, as people look for them: what bodies offer, and what the list of
services names, where a locality keeps one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yiwang.structure.organizations.queries import services_offered
from yiwang.structure.registers.models import RegisterVersion
from yiwang.structure.registers.queries import current_version, entries_of

SERVICES = "services"  # the register that names them
KINDS = "service"  # the column in which it says what sort of service each is
LIKE = 0.5  # how much of two names is the same, where one is proposed for the other


@dataclass(frozen=True, slots=True)
class KnownServices:
    """The names of services, those in English too; `proposed` are those to choose from, and
    `listed_in` is the version of the list that names them, if any."""

    names: frozenset[str]
    proposed: frozenset[str]
    listed_in: RegisterVersion | None

    def unknown(self, services: Collection[str]) -> list[str]:
        return [each for each in services if each not in self.names]

    def doubt(self, service: str) -> str:
        """What to tell whoever writes a service that nobody knows."""
        words = {"service": service[:20], "like": _(", ").join(self.like(service))}
        if self.listed_in is not None:
            said = _(
                "There is no service “%(service)s”. Write one that there is, like %(like)s; a new "
                "one goes into the list “%(list)s” first, or onto the page of the body."
            )
            return said % {**words, "list": self._list_name()}
        if not self.names:
            said = _("Nobody offers “%(service)s” so far: see whether it is spelt right.")
            return said % words
        said = _(
            "Nobody else offers “%(service)s” so far: see whether it is meant to be called like "
            "one of %(like)s."
        )
        return said % words

    def _list_name(self) -> str:
        register = self.listed_in.register if self.listed_in else None
        if register is None:
            return ""
        is_english = bool(register.name_en) and (get_language() or "").startswith("en")
        return register.name_en if is_english else register.name

    def like(self, service: str, most: int = 5) -> list[str]:
        """Those that are called much the same, the likest first; else the first by name."""
        found = get_close_matches(service, self.proposed, most, LIKE)
        return found or sorted(self.proposed)[:most]


def known_services(on: date) -> KnownServices:
    """Those of this day."""
    version = current_version(SERVICES, on)
    entries = entries_of(version.pk) if version else []
    proposed = services_offered(on) | {entry.title for entry in entries}
    also = {said for each in entries for said in (each.title_en, str(each.outcome.get(KINDS, "")))}
    return KnownServices(frozenset(proposed | also - {""}), frozenset(proposed), version)
