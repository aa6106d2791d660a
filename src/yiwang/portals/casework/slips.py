"""The slip for somebody whose report was taken in for them: number, code and picture."""

import json
from dataclasses import asdict, dataclass

from django.http import HttpRequest

from yiwang.portals.resident.draft import keep_sealed, kept_sealed
from yiwang.portals.resident.receipt import Receipt

_PLACE = "intake_slip"


@dataclass(frozen=True, slots=True)
class Slip:
    """`number` is empty where somebody else's case is followed."""

    number: str
    code: str
    case_id: int
    text: str

    def link(self, request: HttpRequest) -> str:
        """The address that opens the case with the code."""
        return Receipt("", self.number, self.code).link(request)


def keep_slip(request: HttpRequest, slip: Slip) -> None:
    """Keep it, sealed, for the page that prints it."""
    keep_sealed(request, _PLACE, json.dumps(asdict(slip)))


def kept_slip(request: HttpRequest) -> Slip | None:
    """The slip of the last report this browser took in."""
    kept = kept_sealed(request, _PLACE)
    return Slip(**json.loads(kept)) if kept else None
