"""The receipt: the one moment at which a code is shown. It ends with the session."""

import json
from dataclasses import asdict, dataclass

import segno
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from yiwang.portals.resident.draft import keep_sealed, kept_sealed

_PLACE = "report_receipt"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is on the slip. `key` is that of the draft; no number: somebody else's is followed."""

    key: str
    number: str
    code: str

    def link(self, request: HttpRequest) -> str:
        """The address that opens the case."""
        return request.build_absolute_uri(reverse("case_by_code", args=[self.code]))


def picture_of(link: str) -> SafeString:
    """A link as a QR code: SVG for the page and for paper."""
    code = segno.make_qr(link, error="m")
    return mark_safe(code.svg_inline(scale=4, border=2, omitsize=True))  # noqa: S308  made here


def keep_receipt(request: HttpRequest, receipt: Receipt) -> None:
    """Keep the receipt for the page after sending."""
    keep_sealed(request, _PLACE, json.dumps(asdict(receipt)))


def kept_receipt(request: HttpRequest) -> Receipt | None:
    """The receipt of the last report sent from this browser."""
    kept = kept_sealed(request, _PLACE)
    return Receipt(**json.loads(kept)) if kept else None
