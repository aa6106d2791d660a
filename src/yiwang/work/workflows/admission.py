"""The gate: a register that must admit an organization before it may be given something."""

from yiwang.foundation.refusals import Invalid, NotFound
from yiwang.structure.registers.decide import Facts
from yiwang.structure.registers.gate import gate_allows
from yiwang.work.workflows.deed import Deed


def check_gate(deed: Deed) -> None:
    """Refuses organizations that the gate of the action does not admit, in its own words."""
    gate, situation = deed.action.gate, deed.setting.situation
    if gate is None:
        return
    facts = Facts(
        kind=situation.kind,
        nature=situation.nature,
        area_id=situation.area_id,
        text=situation.text,
        on=deed.setting.on,
    )
    for organization_id in deed.inputs.organizations:
        try:
            answer = gate_allows(gate, organization_id, facts)
        except NotFound as unknown:
            raise Invalid({"organizations": unknown.sentence}) from None
        if not answer:
            raise Invalid({"organizations": answer.sentence})
