"""Patterns of duty as packs have them: added and corrected; shifts that are planned stay."""

from collections.abc import Sequence

from yiwang.foundation.changes import Change, change_of
from yiwang.structure.posts.models import DutyPattern, PostType
from yiwang.structure.posts.rows import DutyRow

FIELDS = ("name", "name_en", "type_id", "slots", "swaps_approved")


def load_duties(rows: Sequence[DutyRow]) -> Change:
    """Add the patterns that are missing and correct those that differ. The types exist."""
    if not rows:
        return change_of("duty patterns")
    types = dict(PostType.objects.values_list("key", "pk"))
    known = {each.key: each for each in DutyPattern.objects.all()}
    new, differing = [], []
    for row in rows:
        values = {
            "name": row.name,
            "name_en": row.name_en,
            "type_id": types[row.type_key],
            "slots": list(row.slots),
            "swaps_approved": row.swaps_approved,
        }
        found = known.get(row.key)
        if found is None:
            new.append(DutyPattern(key=row.key, **values))
        elif any(getattr(found, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(found, name, value)
            differing.append(found)
    DutyPattern.objects.bulk_create(new)
    DutyPattern.objects.bulk_update(differing, FIELDS)
    return change_of("duty patterns", [row.key for row in new], [row.key for row in differing])
