"""Reading records of one subject."""

from yiwang.foundation.records.models import Record


def history_of(subject: tuple[str, int]) -> list[Record]:
    """Everything that happened to one subject, oldest first."""
    return list(Record.objects.filter(subject=subject[0], subject_id=subject[1]).order_by("id"))
