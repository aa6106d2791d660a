"""The proof of one file as lines to print: each finding with its place in the file and its path."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from yiwang.foundation.clocks.queries import unannounced_warning
from yiwang.foundation.toml_lines import line_of, lines_of
from yiwang.work.workflows.definition.read import FaultyDefinition, read_definition
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.proof import (
    Finding,
    prove_graph,
    prove_in_territory,
    warnings_of,
    warnings_of_rosters,
)
from yiwang.work.workflows.proof.graph import moves_of
from yiwang.work.workflows.proof.lengths import lengths_of, told_lengths
from yiwang.work.workflows.telling import told


@dataclass(frozen=True, slots=True)
class Report:
    """What to print, and whether the definition may be published."""

    is_proved: bool
    lines: list[str]


def report_on(text: str, path: str, *, territory_at: datetime | None) -> Report:
    """The report on one file in the active language.

    `territory_at`: when the territory is to hold the workflow too; None leaves it out.
    """
    try:
        definition = read_definition(text, path)
    except FaultyDefinition as faulty:
        return Report(False, [str(fault) for fault in faulty.faults])
    findings = prove_graph(definition)
    warnings: list[str] = []
    if territory_at is not None:
        findings += prove_in_territory(definition, localdate(territory_at))
        warnings = unannounced_warning(territory_at)
    lines = [f"{path}: {_second_look()}: {warning}" for warning in warnings]
    look_again = warnings_of(definition)
    if territory_at is not None:
        look_again += warnings_of_rosters(definition, territory_at)
    lines += _lines(definition, findings, look_again, text, path)
    if territory_at is not None and not findings:
        lines += _lengths(definition, path, territory_at)
    return Report(not findings, lines)


def _lengths(definition: Definition, path: str, at: datetime) -> list[str]:
    """How long an answer can take at the worst, for each type."""
    lengths = lengths_of(definition, localdate(at).year)
    return [
        f"{path}: {_(', ').join(each.names)}: {said}" if each.names else f"{path}: {said}"
        for each in told_lengths(definition, lengths)
        for said in each.sentences
    ]


def _second_look() -> str:
    return _("worth a second look")


def _lines(
    definition: Definition,
    findings: list[Finding],
    look_again: list[Finding],
    text: str,
    path: str,
) -> list[str]:
    places = lines_of(text)
    lines = [
        f"{path}:{line_of(places, found.where)}: {_second_look()}: {found}" for found in look_again
    ]
    for found in findings:
        lines.append(f"{path}:{line_of(places, found.where)}: {found} [{found.rule}]")
        if len(found.path) > 1:
            lines.append(f"    {told(definition, found.path)}")
    if not findings:
        sizes = {"steps": len(definition.steps), "ways": len(moves_of(definition))}
        lines.append(path + ": " + _("proved: %(steps)s steps, %(ways)s ways") % sizes)
    return lines
