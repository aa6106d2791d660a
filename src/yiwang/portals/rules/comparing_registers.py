"""Two versions of a register side by side: each entry that differs, as it was and as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import NotFound
from yiwang.portals.casework.staff import account_of
from yiwang.portals.desk.entries import EntryLine, entry_lines
from yiwang.portals.rules.access import rules_page
from yiwang.portals.rules.numbers import number_of
from yiwang.portals.rules.register_sheet import read_register, register_page
from yiwang.structure.registers.models import RegisterVersion
from yiwang.structure.registers.queries import Difference, compare, entries_of, versions_of


@dataclass(frozen=True, slots=True)
class Changed:
    """One entry that differs; None where it is not in that version."""

    difference: Difference
    before: EntryLine | None
    after: EntryLine | None


@rules_page
def compare_register(request: HttpRequest, key: str) -> HttpResponse:
    """The two latest versions, unless others are chosen; a draft may be one of them."""
    sheet = read_register(request, key, is_drafted=False)
    versions = [*([sheet.draft] if sheet.draft else []), *versions_of(key)]
    latest = versions[0].number if versions else 0
    new = _version(versions, number_of(request.GET.get("after", "")) or latest)
    older = next((each.number for each in versions if each.number < new.number), new.number)
    old = _version(versions, number_of(request.GET.get("before", "")) or older)
    return register_page(
        request,
        "compare_register.html",
        sheet,
        versions=versions,
        before=old,
        after=new,
        changed=_changed(old, new, account_of(request)),
    )


def _version(versions: Sequence[RegisterVersion], number: int) -> RegisterVersion:
    found = next((version for version in versions if version.number == number), None)
    if found is None:
        raise NotFound(_("There is no such version. Choose one from the list."))
    return found


def _changed(old: RegisterVersion, new: RegisterVersion, account_id: int) -> list[Changed]:
    before, after = _lines(old, account_id), _lines(new, account_id)
    return [
        Changed(each, before.get(each.key), after.get(each.key)) for each in compare(old.pk, new.pk)
    ]


def _lines(version: RegisterVersion, account_id: int) -> Mapping[str, EntryLine]:
    lines = entry_lines(entries_of(version.pk), account_id, localdate())
    return {line.entry.key: line for line in lines}
