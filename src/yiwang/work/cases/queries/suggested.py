"""Case types that the words of a report suggest. A suggestion: a person decides."""

from yiwang.foundation.configuration.kept import steady
from yiwang.work.cases.beginning import Beginner
from yiwang.work.cases.case_types import offered_in_order
from yiwang.work.cases.models import CaseType


@steady()
def suggested_types(text: str, by: Beginner | None = None, most: int = 3) -> list[CaseType]:
    """The types whose words occur in the text, the one with most of them first; of those that they
    may begin, or of all."""
    if not text.strip():
        return []
    rows = [row for row in offered_in_order().exclude(words=[]) if by is None or by.may(row)]
    hits = {row: sum(word in text for word in row.words) for row in rows}
    return sorted((row for row in hits if hits[row]), key=lambda row: -hits[row])[:most]
