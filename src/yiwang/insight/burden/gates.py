"""Whether a demand on a community is admitted: every register with the effect `gate` is asked."""

from datetime import date

from yiwang.foundation.refusals import NotFound
from yiwang.structure.organizations.models import Organization
from yiwang.structure.registers.decide import Facts
from yiwang.structure.registers.gate import gate_allows
from yiwang.structure.registers.queries import registers


def admitted(body: Organization, title: str, kind: str, on: date) -> tuple[bool, str]:
    """What every gate register in force says of it; where there is none, everything is."""
    facts = Facts(on=on, kind=kind, nature="", area_id=body.area_id, text=title)
    said = []
    for register in registers():
        if register.effect != "gate":
            continue
        try:
            answer = gate_allows(register.key, body.pk, facts)
        except NotFound:
            continue
        if not answer:
            return False, answer.sentence
        said.append(answer.sentence)
    return True, " ".join(said)
