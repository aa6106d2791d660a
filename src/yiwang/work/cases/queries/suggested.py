"""Case types that the words of a report suggest. A suggestion: a person decides."""

from yiwang.work.cases.models import CaseType


def suggested_types(text: str, most: int = 3, channel: str = "") -> list[CaseType]:
    """The types whose words occur in the text, the one with most of them first; with a
    `channel`, those that may begin by it."""
    if not text.strip():
        return []
    listed = CaseType.objects.select_related("parent").filter(is_offered=True).exclude(words=[])
    rows = [row for row in listed.order_by("position") if not channel or row.begins_by(channel)]
    hits = {row: sum(word in text for word in row.words) for row in rows}
    return sorted((row for row in hits if hits[row]), key=lambda row: -hits[row])[:most]
