"""Gates: what may be asked of a community at all (社区准入).

A gate register lists what is admitted. It guards the bodies of villages and communities; other
bodies are asked without it. Nothing is admitted by silence: without an entry the answer is no.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from yiwang.structure.organizations import queries as organizations
from yiwang.structure.registers.decide import Decision, Facts, RuledBy, decide
from yiwang.structure.registers.fitting import why_not
from yiwang.structure.registers.models import Entry
from yiwang.structure.registers.queries import current_version, entries_of
from yiwang.structure.territory.queries import ids_above

GUARDED_KINDS = frozenset({"service_station", "residents_committee", "villagers_committee"})


@dataclass(frozen=True, slots=True)
class GateAnswer:
    """`sentence` says what it rests on, or which entry is missing."""

    is_open: bool
    sentence: str
    decision: Decision | None = None

    def __bool__(self) -> bool:
        return self.is_open


def gate_allows(register_key: str, organization_id: int, facts: Facts) -> GateAnswer:
    """Whether this organization may be asked this. Workflows asks before it dispatches.

    An entry may name organizations by code (`organizations`) and may refuse (`admitted = false`).
    """
    organization = organizations.organization(organization_id)
    if organization.kind not in GUARDED_KINDS:
        return GateAnswer(True, _("This register guards communities only."))
    decision = decide(register_key, facts)
    entry = decision.entry
    if entry is None or organization.code not in entry.outcome.get(
        "organizations", [organization.code]
    ):
        return GateAnswer(False, _missing(decision, organization.name, facts), decision)
    said = {"entry": entry.title, "register": decision.register_name}
    if "withdrawn" in entry.outcome:
        return GateAnswer(False, _withdrawn(entry, said), decision)
    if entry.outcome.get("admitted") is False:
        refusal = _("“%(register)s” says in “%(entry)s” that communities are not asked this.")
        return GateAnswer(False, refusal % said, decision)
    return GateAnswer(True, _("Admitted by “%(entry)s” in “%(register)s”.") % said, decision)


def _withdrawn(entry: RuledBy, said: Mapping[str, str]) -> str:
    day = date_format(date.fromisoformat(entry.outcome["withdrawn"]))
    sentence = _(
        "“%(entry)s” in “%(register)s” was withdrawn on %(day)s, so it is not asked any more."
    )
    return sentence % {**said, "day": day}


def _missing(decision: Decision, organization: str, facts: Facts) -> str:
    if lapsed := _lapsed(decision, facts):
        sentence = _(
            "“%(entry)s” in “%(register)s” held until %(day)s and has to be renewed first."
        )
        assert lapsed.holds_until  # it has lapsed
        day = date_format(lapsed.holds_until)
        said = {"entry": lapsed.title, "register": decision.register_name, "day": day}
        return sentence % said
    return _(
        "“%(register)s” has no entry that admits %(kind)s to %(organization)s. Choose a "
        "department, or have the entry approved and published first."
    ) % {
        "register": decision.register_name or decision.register_key,
        "kind": facts.kind_name or facts.kind or _("a case without a type"),
        "organization": organization,
    }


def _lapsed(decision: Decision, facts: Facts) -> Entry | None:
    """The entry that would have admitted it on its last day, if there was one."""
    version = current_version(decision.register_key, facts.on)
    above = ids_above(facts.area_id) if facts.area_id else frozenset()
    for entry in entries_of(version.pk) if version else ():
        until = entry.holds_until
        if until and until < facts.on and entry.outcome.get("admitted") is not False:
            then = replace(facts, on=until)
            if not why_not(entry, then, is_area_below=entry.area_id in above):
                return entry
    return None
