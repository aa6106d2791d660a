"""Classes of posts and kinds of certificates as packs have them: none is ever taken away."""

from collections.abc import Sequence

from yiwang.foundation.changes import Change, change_of
from yiwang.structure.posts.models import PostClass, QualificationKind
from yiwang.structure.posts.rows import ClassRow, QualificationKindRow


def load_classes(rows: Sequence[ClassRow]) -> Change:
    """Add the words that are missing and correct those that differ."""
    known = {(each.classification, each.key): each for each in PostClass.objects.all()}
    new, differing = [], []
    for row in rows:
        found = known.get((row.classification, row.key))
        if found is None:
            new.append(PostClass(**row._asdict()))
        elif (found.name, found.name_en) != (row.name, row.name_en):
            found.name, found.name_en = row.name, row.name_en
            differing.append(found)
    PostClass.objects.bulk_create(new)
    PostClass.objects.bulk_update(differing, ["name", "name_en"])
    names = [each.name for each in new]
    return change_of("classes of posts", names, [each.name for each in differing])


def load_qualification_kinds(rows: Sequence[QualificationKindRow]) -> Change:
    """Add the kinds of certificates that are missing and correct those that differ."""
    known = {each.key: each for each in QualificationKind.objects.all()} if rows else {}
    new, differing = [], []
    for row in rows:
        found = known.get(row.key)
        if found is None:
            new.append(QualificationKind(**row._asdict()))
        elif any(getattr(found, name) != value for name, value in row._asdict().items()):
            for name, value in row._asdict().items():
                setattr(found, name, value)
            differing.append(found)
    QualificationKind.objects.bulk_create(new)
    QualificationKind.objects.bulk_update(differing, ["name", "name_en", "warn_days"])
    names = [each.name for each in new]
    return change_of("kinds of certificates", names, [each.name for each in differing])
