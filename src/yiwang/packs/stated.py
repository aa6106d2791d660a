"""What a locality states about itself, beside the same figure counted here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.seal import seal_pending
from yiwang.foundation.refusals import Refusal
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.indicators import Figure
from yiwang.insight.measures.keeping import keep_up
from yiwang.insight.measures.queries import figures_of
from yiwang.insight.measures.subjects import Subject
from yiwang.packs.loader.indicators import read_stated
from yiwang.packs.loader.schema.indicators import FigurePart
from yiwang.packs.models import InstalledPack

BEGINNING = date(2000, 1, 1)


class NotInstalled(Refusal):
    """There is nothing to count of a pack that is not here."""

    code = "not_installed"


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as the locality states it, and as it is counted here."""

    part: FigurePart
    figure: Figure

    @property
    def is_counted(self) -> bool:
        return self.figure.value is not None

    @property
    def is_equal(self) -> bool:
        """In value, and in both numbers where the locality states them."""
        figure, part = self.figure, self.part
        numbers = ((part.numerator, figure.numerator), (part.denominator, figure.denominator))
        return figure.value == part.value and all(said in (None, ours) for said, ours in numbers)


def stated_figures(folder: Path, *, now: datetime) -> Sequence[Stated]:
    """Every figure that the pack states, counted over everything, confidential types too.

    What is on record is sealed and taken in first. Refuses a pack that is not installed here.
    """
    if not InstalledPack.objects.filter(key=folder.name).exists():
        sentence = _("The pack %(key)s is not installed here: yiwang pack install %(key)s.")
        raise NotInstalled(sentence % {"key": folder.name})
    parts, today = read_stated(folder), timezone.localdate(now)
    seal_pending(now)
    keep_up(now)
    return [
        Stated(part, figure)
        for part in parts
        for figure in figures_of([part.indicator], Subject.everything(), _days(part, today))
    ]


def _days(part: FigurePart, today: date) -> Days:
    return Days.until(today, part.days) if part.days else Days(BEGINNING, today)
