"""Gates: what may be asked of a community at all (社区准入).

A gate register lists what is admitted. It guards the bodies of villages and communities; other
bodies are asked without it. Nothing is admitted by silence: without an entry the answer is no.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from yiwang.structure.organizations import queries as organizations
from yiwang.structure.registers.decide import Decision, Facts, decide

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
    if entry.outcome.get("admitted") is False:
        refusal = _("“%(register)s” says in “%(entry)s” that communities are not asked this.")
        return GateAnswer(False, refusal % said, decision)
    return GateAnswer(True, _("Admitted by “%(entry)s” in “%(register)s”.") % said, decision)


def _missing(decision: Decision, organization: str, facts: Facts) -> str:
    return _(
        "“%(register)s” has no entry that admits %(kind)s to %(organization)s. Choose a "
        "department, or have the entry approved and published first."
    ) % {
        "register": decision.register_name or decision.register_key,
        "kind": facts.kind or _("a case without a type"),
        "organization": organization,
    }
