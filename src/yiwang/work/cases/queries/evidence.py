"""What a case can show for being solved, beside what its type asks for."""

from dataclasses import dataclass

from yiwang.foundation.files.models import StoredFile
from yiwang.foundation.records.queries import records_named
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.models import Case
from yiwang.work.workflows.evidence import Demand, demands

PURPOSES = {"photos": "result", "photos_before": "before", "documents": "document"}
HANDLED = "cases.case.handled"


@dataclass(frozen=True, slots=True)
class Shown:
    """One kind of evidence: what was asked, and whether it is there. `metres_off` for the place."""

    demand: Demand
    is_given: bool
    metres_off: int | None = None


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    """The checklist, and the pictures from before and after, to be laid side by side."""

    asked: list[Shown]
    before: list[StoredFile]
    after: list[StoredFile]
    documents: list[StoredFile]

    @property
    def is_there(self) -> bool:
        return bool(self.asked or self.before or self.after or self.documents)


def evidence_of(case: Case, photos: list[StoredFile]) -> EvidenceShown:
    """From the photos of the case as they were read for its page. One query."""
    of = {
        name: [photo for photo in photos if photo.purpose == purpose]
        for name, purpose in PURPOSES.items()
    }
    handled = records_named(HANDLED, SUBJECT).filter(subject_id=case.pk).order_by("id")
    data = list(handled.values_list("data", flat=True))
    places = [int(each["metres_off"]) for each in data if "metres_off" in each]
    asked = demands(case.type.all_evidence) if case.type else []
    return EvidenceShown(
        asked=[_shown(demand, of, places, is_handled=bool(data)) for demand in asked],
        before=of["photos_before"],
        after=of["photos"],
        documents=of["documents"],
    )


def _shown(
    demand: Demand, of: dict[str, list[StoredFile]], places: list[int], *, is_handled: bool
) -> Shown:
    if demand.kind.key == "place":
        return Shown(demand, bool(places), places[-1] if places else None)
    if demand.kind.key == "text":
        return Shown(demand, is_handled)
    return Shown(demand, bool(of[demand.kind.input]))
