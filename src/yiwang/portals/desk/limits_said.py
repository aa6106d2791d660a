"""What entries about votes and about how much a body takes say, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from yiwang.structure.organizations.queries import ids_by_code, organization
from yiwang.structure.registers import ballots, capacities
from yiwang.work.workflows.ballots import rule_in_words


def limits_said(outcome: Mapping[str, Any]) -> Iterator[str]:  # Any: as the entry says it
    """A sentence for an entry of either effect; none for any other."""
    if "takes_part" in outcome and ballots.fault_of(outcome) is None:
        yield rule_in_words(asdict(ballots.threshold_of(outcome)))
    if "most" in outcome and capacities.fault_of(outcome) is None:
        ids = ids_by_code()
        body, *following = (
            organization(ids[code]).name if code in ids else code
            for code in capacities.codes_in(outcome)
        )
        said = _("%(body)s takes %(most)s at once; then %(next)s")
        yield said % {"body": body, "most": outcome["most"], "next": str(_(", ")).join(following)}
