"""A report as it arrives through any door, and the check that names every fault at once."""

import json
import math
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from hashlib import sha256

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.files.photos import CheckedPhoto
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import Invalid, NotFound, Sentence
from yiwang.foundation.used_keys import FIELD, LONGEST_KEY, TOO_LONG_KEY
from yiwang.structure.territory.datums import Datum, to_wgs84
from yiwang.structure.territory.queries import area_by_code
from yiwang.work.cases.beginning import Beginner
from yiwang.work.cases.case_types import type_by_key
from yiwang.work.cases.contacts import GivenContact, read_contact
from yiwang.work.cases.models import CaseType
from yiwang.work.cases.models.case import CHANNELS
from yiwang.work.cases.placing import ChosenArea
from yiwang.work.cases.procedures import Procedure

LONGEST_TEXT = 5000
LONGEST_PLACE_TEXT = 200
LONGEST_CONTACT = 100
MOST_PHOTOS = 6


@dataclass(frozen=True, slots=True)
class Place:
    """A point as given, in its own datum."""

    lng: float
    lat: float
    datum: str = Datum.WGS84.value


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody raises. With `place` and `area_code` both, the code names the area."""

    text: str
    kind: str = ""  # key of a case type; empty: not known yet
    place: Place | None = None
    area_code: str = ""
    place_text: str = ""
    photos: tuple[CheckedPhoto, ...] = ()
    contact: str = ""
    channel: str = "web"
    idempotency_key: str = ""
    is_rehearsal: bool = False
    procedure: Procedure | None = None  # that it is begun from
    outside_number: str = ""  # by which a hotline passed it on


@dataclass(frozen=True, slots=True)
class Reported:
    """What the reporter takes away."""

    case_id: int
    number: str
    tracking_code: str


@dataclass(frozen=True, slots=True)
class CheckedReport:
    """A report that can be taken in: its names looked up, its point in WGS-84."""

    report: Report
    kind: CaseType | None
    area: ChosenArea | None
    point: tuple[float, float] | None
    contact: GivenContact | None


@dataclass
class _Check:
    """Collects a sentence for each field that cannot be used."""

    report: Report
    beginner: Beginner
    faults: dict[str, Sentence] = field(default_factory=dict)

    def text(self) -> None:
        surplus = len(self.report.text) - LONGEST_TEXT
        if surplus > 0:
            self.faults["text"] = _(
                "The text may have 5,000 characters. Shorten it by %(surplus)d."
            ) % {"surplus": surplus}
        elif not self.report.text:
            self.faults["text"] = _("Say in a few words what happened.")

    def lengths(self) -> None:
        if len(self.report.place_text) > LONGEST_PLACE_TEXT:
            self.faults["place_text"] = _("Describe the place in 200 characters at most.")
        if len(self.report.idempotency_key) > LONGEST_KEY:
            self.faults[FIELD] = TOO_LONG_KEY
        if len(self.report.photos) > MOST_PHOTOS:
            self.faults["photos"] = _("Choose six photos at most.")
        if self.report.channel not in CHANNELS:
            self.faults["channel"] = _("This channel is not known. Use one of: %(known)s.") % {
                "known": ", ".join(CHANNELS)
            }

    def kind(self) -> CaseType | None:
        if not self.report.kind:
            if why := self.beginner.why_not(None):
                self.faults["kind"] = why
            return None
        found = type_by_key(self.report.kind[:80])
        if found is None:
            self.faults["kind"] = _("This type is not known. Choose one from the list.")
        elif why := self.beginner.why_not(found):
            self.faults["kind"] = why
        elif self.report.procedure and not self.report.procedure.fits(found):
            sentence = _("“%(kind)s” does not go by this procedure. Choose another type.")
            self.faults["kind"] = sentence % {"kind": found.label}
        return found

    def contact(self, kind: CaseType | None) -> GivenContact | None:
        if not self.report.contact:
            if kind is not None and kind.needs_contact:
                self.faults["contact"] = _(
                    "For this type of case we have to ask back. Leave a telephone number or an "
                    "e-mail address; it is sealed for this case alone."
                )
            return None
        given = None
        if len(self.report.contact) <= LONGEST_CONTACT:
            given = read_contact(self.report.contact)
        if given is None:
            self.faults["contact"] = NOT_A_CONTACT
        return given

    def area(self) -> ChosenArea | None:
        if not self.report.area_code:
            if self.report.place is None:
                self.faults["place"] = _("Say where it is: mark it on the map or choose an area.")
            return None
        try:
            found = area_by_code(self.report.area_code[:40])
        except NotFound as problem:
            self.faults["area"] = problem.sentence
            return None
        return ChosenArea(found.pk, found.net_id)

    def point(self) -> tuple[float, float] | None:
        if self.report.place is None:
            return None
        fault = fault_of(self.report.place)
        if fault is not None:
            self.faults["place"] = fault
            return None
        return in_wgs84(self.report.place)


def check_report(report: Report, actor: Actor, now: datetime) -> CheckedReport:
    """The report ready to be taken in from `actor`. Raises Invalid naming every fault at once.

    A point outside the territory is no fault: such a case goes to the duty queue.
    """
    report = _cleaned(report)
    check = _Check(report, Beginner(report.channel, now, actor.account_id))
    check.text()
    check.lengths()
    kind = check.kind()
    contact, area, point = check.contact(kind), check.area(), check.point()
    if check.faults:
        raise Invalid(check.faults)
    return CheckedReport(report, kind, area, point, contact)


def fault_of(place: Place) -> Sentence | None:
    """What is wrong with a point, if anything."""
    if place.datum not in _DATUMS:
        return _("This datum is not known. Use one of: %(known)s.") % {"known": ", ".join(Datum)}
    if not (math.isfinite(place.lng) and math.isfinite(place.lat)):
        return NOT_A_POINT
    if abs(place.lng) > 180 or abs(place.lat) > 90:
        return NOT_A_POINT
    return None


def in_wgs84(place: Place) -> tuple[float, float]:
    """The point in the datum we store."""
    return to_wgs84(place.lng, place.lat, Datum(place.datum))


def content_of(report: Report) -> str:
    """Everything that was sent, photos by their digest: equal for a repeated request only."""
    plain = asdict(replace(report, photos=()))
    photos = [sha256(photo.content).hexdigest() for photo in report.photos]
    return json.dumps({**plain, "photos": photos}, sort_keys=True)


def _cleaned(report: Report) -> Report:
    """Without what PostgreSQL cannot store (NUL, lone surrogates) and without outer blanks."""
    return replace(
        report,
        text=_plain(report.text),
        kind=_plain(report.kind),
        area_code=_plain(report.area_code),
        place_text=_plain(report.place_text),
        contact=_plain(report.contact),
        idempotency_key=_plain(report.idempotency_key),
    )


def _plain(text: str) -> str:
    return text and text.encode("utf-8", "ignore").decode().replace("\x00", "").strip()


_DATUMS = frozenset(datum.value for datum in Datum)
NOT_A_CONTACT = _("This is no telephone number or e-mail address. Check it, or leave it empty.")
NOT_A_POINT = _("This is no point on the map. Longitude comes first, then latitude, in degrees.")
