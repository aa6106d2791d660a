"""The day that a map of nets is looked at: the nets as they were, and the days to choose from."""

import json
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.models import Net, NetVersion
from yiwang.structure.territory.past import Past, days_of_change, past_on


@dataclass
class Then:
    """`on` is the day that was asked for; None: as it is now. `faults` says of which net nothing
    is known on that day: it is shown as it is now."""

    net: Net
    on: date | None
    faults: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, net: Net, asked: str) -> "Then":
        try:
            return cls(net, date.fromisoformat(asked) if asked else None)
        except ValueError:
            return cls(net, None, [_("This is no day: choose one like 2026-11-30.")])

    def past(self, net: Net) -> Past | None:
        """The state of a net on the day; None: the present one."""
        if self.on is None:
            return None
        try:
            return past_on(net, self.on)
        except Invalid as refusal:
            self.faults += [str(said) for said in refusal.fields.values()]
            return None

    @cached_property
    def versions(self) -> list[NetVersion]:
        """The days on which the net changed, each with its last version."""
        return days_of_change(self.net)

    @cached_property
    def version(self) -> NetVersion | None:
        """The one in force on the day."""
        known = [each for each in self.versions if self.on and each.takes_effect_on <= self.on]
        return known[-1] if known else None

    @property
    def asked(self) -> str:
        """The day as addresses have it."""
        return self.on.isoformat() if self.on else ""

    @property
    def place(self) -> int:
        """Where the slider stands: at the version of the day; at its end: as it is now."""
        if self.on is None or self.version is None:
            return len(self.versions)
        return self.versions.index(self.version)

    @property
    def slider(self) -> str:
        """What the script of the slider is told: a day for each place, and what it says there."""
        steps = [_step(each.takes_effect_on.isoformat(), each.reason) for each in self.versions]
        return json.dumps([*steps, {"on": "", "says": _("As it is now")}], ensure_ascii=False)


def _step(on: str, reason: str) -> dict[str, Any]:
    day = date_format(date.fromisoformat(on), "Y-m-d")
    return {"on": on, "says": f"{day} · {reason}" if reason else day}
