"""Kinds of notices and demonstration notices, checked against the areas and bodies they name."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from yiwang.packs.loader.faults import Spot
from yiwang.packs.loader.reading import Reading
from yiwang.packs.loader.schema.notices import NoticeKindPart, NoticePart, NoticesFile
from yiwang.packs.loader.tree import AreaTree

Read = tuple[list[NoticeKindPart], list[NoticePart]]


def read_notices(
    reading: Reading,
    paths: Sequence[str],
    mention: Spot,
    tree: AreaTree,
    organizations: Collection[str],
) -> Read:
    """All files together; what a later one says of a kind goes before an earlier one."""
    kinds: dict[str, NoticeKindPart] = {}
    notices: list[NoticePart] = []
    for path in paths:
        document = reading.toml(path, NoticesFile, mention)
        if document is None:
            continue
        kinds |= {each.key: each for each in document.value.kinds}
        for number, each in enumerate(document.value.notices):
            spot = document.spot("notices", number)
            if each.kind not in kinds:
                reading.fault(spot, _("There is no kind of notice %(key)s.") % {"key": each.kind})
            if each.area not in tree.by_code:
                reading.fault(spot, _("There is no area %(code)s.") % {"code": each.area}, "nets")
            if each.organization and each.organization not in organizations:
                said = _("There is no organization %(code)s.") % {"code": each.organization}
                reading.fault(spot, said, "organizations")
            notices.append(each)
    return list(kinds.values()), notices
