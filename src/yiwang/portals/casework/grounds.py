"""What a return or a ruling can rest on: reasons of the workflow, entries of the register."""

from dataclasses import dataclass
from datetime import date

from yiwang.structure.registers.fitting import holds_on
from yiwang.structure.registers.models import Entry
from yiwang.structure.registers.queries import current_version, entries_of
from yiwang.work.cases.models import Case
from yiwang.work.cases.queries import route_proposal
from yiwang.work.workflows.definition.schema import Reason
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.subjects import NO_ENTRY


@dataclass(frozen=True, slots=True)
class GroundChoices:
    """For forms that ask for a reason from the list and for the entry relied on.

    `deciding` is the entry by which it was given to the office; it stands first.
    """

    reasons: list[Reason]
    deciding: Entry | None
    others: list[Entry]
    register: str  # its name
    no_entry: str = NO_ENTRY


def ground_choices(case: Case, on: date) -> GroundChoices:
    """What can be chosen for this case today."""
    assert case.run is not None  # it has a task
    reasons = definition_of_version(case.run.version_id).return_reasons
    proposal = route_proposal(case, on)
    version = current_version(proposal.decision.register_key, on) if proposal else None
    entries = entries_of(version.pk) if version else []
    ruling = proposal.decision.entry if proposal else None
    deciding = next((entry for entry in entries if ruling and entry.pk == ruling.id), None)
    others = [entry for entry in entries if entry is not deciding]
    name = version.register.name if version else ""
    return GroundChoices(list(reasons), deciding, others, name)


def entries_to_strike(register_key: str, on: date) -> GroundChoices:
    """The entries that admit something today, those that procedures entered first."""
    version = current_version(register_key, on)
    entries = entries_of(version.pk) if version else []
    admitting = [each for each in entries if each.outcome.get("admitted") and holds_on(each, on)]
    ordered = sorted(admitting, key=lambda each: not each.entered_by)
    return GroundChoices([], None, ordered, version.register.name if version else "", no_entry="")


def reasons_to_ask(case: Case, kind: str) -> GroundChoices:
    """The reasons from which one is chosen for a request of this kind."""
    assert case.run is not None  # it has a task
    terms = definition_of_version(case.run.version_id).requests[kind]
    return GroundChoices(list(terms.reasons), None, [], "")
