"""Organizations: patterns laid over nets, single ones, and their links."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from yiwang.packs.loader.faults import Spot
from yiwang.packs.loader.patterns import Filling
from yiwang.packs.loader.reading import Document, Reading
from yiwang.packs.loader.schema.organizations import (
    OrganizationPart,
    OrganizationPattern,
    OrganizationsFile,
)
from yiwang.packs.loader.tree import AreaTree
from yiwang.packs.pack import AreaContent, OrganizationContent


def read_organizations(
    reading: Reading, path: str, mention: Spot, tree: AreaTree
) -> list[OrganizationContent]:
    """Every organization of the pack, checked against the areas and against each other."""
    document = reading.toml(path, OrganizationsFile, mention)
    if document is None:
        return []
    found = list(_from_patterns(reading, document, tree))
    for number, row in enumerate(document.value.rows):
        found.append(OrganizationContent(row, document.spot("rows", number)))
    for name in document.value.table:
        table = str(PurePosixPath(path).parent / name)
        lines = reading.csv(table, OrganizationPart, document.spot("table"))
        found += [OrganizationContent(line.value, line.spot) for line in lines]
    _check(reading, found, tree)
    return found


def _from_patterns(
    reading: Reading, document: Document[OrganizationsFile], tree: AreaTree
) -> Iterator[OrganizationContent]:
    for number, pattern in enumerate(document.value.patterns):
        spot = document.spot("patterns", number)
        tree.check_levels(reading, spot, pattern.levels, pattern.net)
        filling = Filling(reading, spot)
        for area in tree.of(pattern.net, pattern.levels, pattern.areas):
            yield OrganizationContent(_filled(pattern, filling, tree, area), spot)


def _filled(
    pattern: OrganizationPattern, filling: Filling, tree: AreaTree, area: AreaContent
) -> OrganizationPart:
    words = tree.words(area)
    return OrganizationPart(
        code=filling.fill(pattern.code, words),
        name=filling.fill(pattern.name, words),
        name_en=filling.fill(pattern.name_en, words) if area.line.name_en else "",
        kind=pattern.kind,
        function=pattern.function,
        sector=pattern.sector,
        founded_on=pattern.founded_on,
        is_point=pattern.is_point,
        whereabouts=filling.fill(pattern.whereabouts, words),
        hours=pattern.hours,
        service_line=pattern.service_line,
        services=pattern.services,
        area=area.said,
        remits=list(pattern.remits),
        links=[
            link.model_copy(update={"to": filling.fill(link.to, words)})
            for link in pattern.links
            if area.line.parent or "{parent}" not in link.to
        ],
    )


def _check(reading: Reading, found: Sequence[OrganizationContent], tree: AreaTree) -> None:
    first: dict[str, OrganizationContent] = {}
    for each in found:
        known = first.setdefault(each.part.code, each)
        if known is not each:
            words = {"code": each.part.code, "line": known.spot.line}
            reading.fault(
                each.spot,
                _("The code %(code)s is used in line %(line)s already: give this one another.")
                % words,
            )
        if each.part.area:
            tree.check_known(reading, each.spot, each.part.area)
    for each in found:
        _check_days(reading, each)
        if each.part.followed_by and each.part.followed_by not in first:
            sentence = _("There is no organization %(code)s to go on with its work: add it.")
            reading.fault(each.spot, sentence % {"code": each.part.followed_by}, "nets")
        for link in each.part.links:
            if link.to not in first:
                reading.fault(
                    each.spot,
                    _("There is no organization %(code)s to link to: add it or correct the code.")
                    % {"code": link.to},
                    "nets",
                )


def _check_days(reading: Reading, each: OrganizationContent) -> None:
    part = each.part
    if part.state == "temporary" and part.valid_to is None:
        said = _("The temporary body %(code)s needs valid_to, the day on which it ends.")
        reading.fault(each.spot, said % {"code": part.code})
    dated = [(part.founded_on, part.valid_to)]
    dated += [(link.since, link.until) for link in part.links]
    dated += [(remit.since, remit.until) for remit in part.remits]
    if any(since and until and until < since for since, until in dated):
        said = _("Something of %(code)s ends before it begins: correct one of the days.")
        reading.fault(each.spot, said % {"code": part.code})
