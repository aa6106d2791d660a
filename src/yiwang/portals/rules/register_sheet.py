"""What the pages of a register's draft show: its entries, warnings, and what it was before."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Invalid, NotFound, Refusal
from yiwang.portals.casework.outcome import Outcome
from yiwang.portals.casework.staff import actor_of, page
from yiwang.portals.rules.entry_rows import Known, Row, as_row, rows_as_written
from yiwang.portals.rules.saving import OthersChange
from yiwang.structure.registers.actions.draft_register import draft_register
from yiwang.structure.registers.models import Entry, Register, RegisterVersion
from yiwang.structure.registers.policies import publishing
from yiwang.structure.registers.queries import (
    Difference,
    Shadow,
    compare,
    current_version,
    draft_changes_since,
    drafted_version,
    entries_of,
    registers,
    shadowed,
    versions_of,
)
from yiwang.structure.registers.rows import EntryRow
from yiwang.structure.registers.versions import Overtaken


@dataclass(frozen=True)
class RegisterSheet:
    """A register with its draft, if there is one."""

    register: Register
    draft: RegisterVersion | None

    @cached_property
    def in_force(self) -> RegisterVersion | None:
        return current_version(self.register.key, localdate(now()))

    @cached_property
    def latest(self) -> RegisterVersion | None:
        """What a new draft begins with: the version published last."""
        return versions_of(self.register.key).first()

    @property
    def seen(self) -> str:
        version = self.draft or self.latest
        return version.digest if version else ""

    @cached_property
    def known(self) -> Known:
        return Known(self.register.effect, localdate(now()))

    @cached_property
    def entries(self) -> list[Entry]:
        version = self.draft or self.latest
        return entries_of(version.pk) if version else []

    @property
    def rows(self) -> list[EntryRow]:
        return [as_row(entry) for entry in self.entries]

    @property
    def as_written(self) -> list[Row]:
        return rows_as_written(self.entries)

    @property
    def shadows(self) -> list[Shadow]:
        return shadowed(self.draft.pk) if self.draft else []

    @property
    def differences(self) -> list[Difference]:
        """What the draft changes in the version in force."""
        if self.draft is None or self.in_force is None:
            return []
        return compare(self.in_force.pk, self.draft.pk)


def read_register(request: HttpRequest, key: str, *, is_drafted: bool = True) -> RegisterSheet:
    """The register for whoever publishes it; NotFound where there is no draft to work on."""
    register = next((each for each in registers() if each.key == key), None)
    if register is None:
        raise NotFound(_("There is no such register. Choose one from the list."))
    publishing(register, actor_of(request), localdate(now()))
    draft = drafted_version(key)
    if is_drafted and draft is None:
        raise NotFound(_("There is no draft of this register. Draft a new version first."))
    return RegisterSheet(register, draft)


def save_rows(request: HttpRequest, sheet: RegisterSheet, rows: Sequence[EntryRow]) -> Outcome:
    """Write the draft anew over the state that was seen."""
    seen, moment = request.POST.get("seen", ""), now()
    try:
        draft_register(sheet.register.key, rows, seen=seen, actor=actor_of(request), now=moment)
    except Invalid as refusal:
        faults = {name.rpartition(".")[2]: str(said) for name, said in refusal.fields.items()}
        return Outcome(faults, [(f"f-{name}", said) for name, said in faults.items()])
    except Overtaken as refusal:
        return Outcome(errors=[("", str(refusal))], overtaken=_others(sheet, seen))
    except Refusal as refusal:
        return Outcome(errors=[("", str(refusal))])
    return Outcome()


def _others(sheet: RegisterSheet, seen: str) -> list[OthersChange]:
    """What somebody else did to the draft meanwhile, by the titles of entries."""
    titles = {entry.key: entry.title for entry in sheet.entries}
    said = {"+": _("added"), "-": _("struck out"), "~": _("changed")}
    return [
        OthersChange(
            change.who,
            change.at,
            [f"{said[key[0]]} “{titles.get(key[1:], key[1:])}”" for key in change.keys],
        )
        for change in draft_changes_since(sheet.register, seen)
    ]


def register_page(
    request: HttpRequest,
    template: str,
    sheet: RegisterSheet,
    outcome: Outcome | None = None,
    **context: object,
) -> HttpResponse:
    """A page of the draft."""
    outcome = outcome or Outcome()
    shown = {
        "sheet": sheet,
        "register": sheet.register,
        "errors": outcome.errors,
        "overtaken": outcome.overtaken,
        "now": now(),
    }
    return page(request, f"rules/{template}", {**shown, **context}, status=outcome.status)
