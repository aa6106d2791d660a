"""The areas of the nets as patterns ask for them: by net and level, by code, below something.

Files name an area by its code, and in another net than the primary one by `net:code`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from yiwang.packs.loader.faults import Spot
from yiwang.packs.loader.reading import Reading
from yiwang.packs.pack import AreaContent, NetContent
from yiwang.structure.territory.naming import BETWEEN


@dataclass
class AreaTree:
    """Areas by what files call them, and in tree order. `primary` is the key of the primary net,
    which is meant wherever a pattern names none."""

    primary: str = ""
    levels: Mapping[str, Collection[str]] = field(default_factory=dict)  # by the net's key
    areas: Mapping[str, Sequence[AreaContent]] = field(default_factory=dict)  # likewise
    by_code: dict[str, AreaContent] = field(default_factory=dict)

    @classmethod
    def of_nets(cls, nets: Sequence[NetContent]) -> "AreaTree":
        """The trees of all nets; empty ones when there are none."""
        return cls(
            next((net.file.key for net in nets if net.file.is_primary), ""),
            {net.file.key: [level.key for level in net.file.levels] for net in nets},
            {net.file.key: net.areas for net in nets},
            {area.said: area for net in nets for area in net.areas},
        )

    def of(self, net: str, levels: Sequence[str], codes: Sequence[str]) -> list[AreaContent]:
        """The areas of a net, of these levels and with these codes; all may be left open."""
        return [
            area
            for area in self.areas.get(net or self.primary, ())
            if (not levels or area.line.level in levels) and (not codes or area.line.code in codes)
        ]

    def has(self, net: str, levels: Sequence[str], code: str) -> bool:
        """Whether the area that files call `code` is one of the net, of one of these levels."""
        area = self.by_code.get(code)
        if area is None or (area.net or self.primary) != (net or self.primary):
            return False
        return not levels or area.line.level in levels

    def words(self, area: AreaContent) -> dict[str, str]:
        """What patterns may say of an area."""
        above = self.by_code.get(area.above)
        return {
            "code": area.line.code,
            "name": area.line.name,
            "name_en": area.line.name_en or area.line.name,
            "parent": area.line.parent,
            "parent_name": above.line.name if above else "",
        }

    def is_within(self, code: str, tops: Collection[str]) -> bool:
        """Whether the area is one of `tops` or lies below one; no tops: the whole territory."""
        if not tops:
            return True
        seen = set[str]()
        while code not in tops:
            area = self.by_code.get(code)
            if area is None or code in seen:  # a circle is a fault already
                return False
            seen.add(code)
            code = area.above
        return True

    def check_levels(
        self, reading: Reading, spot: Spot, levels: Sequence[str], net: str = ""
    ) -> None:
        """Note a net that the pack does not have, else the levels that the net does not have."""
        if net and net not in self.levels:
            words = {"net": net, "known": ", ".join(self.levels)}
            message = _("There is no net %(net)s; known are: %(known)s.") % words
            reading.fault(spot, message, "nets")
            return
        here = self.levels.get(net or self.primary, ())
        for level in levels:
            if level not in here:
                words = {"level": level, "known": ", ".join(here)}
                message = _("There is no level %(level)s; known are: %(known)s.") % words
                reading.fault(spot, message, "nets")

    def check_known(self, reading: Reading, spot: Spot, code: str) -> None:
        """Note an area that no net has."""
        if code in self.by_code:
            return
        net, between, _code = code.partition(BETWEEN)
        sentence = (
            _("There is no area %(code)s: correct the code, which stands behind its net’s key.")
            if between and net != self.primary
            else _("There is no area %(code)s in the primary net: correct the code.")
        )
        reading.fault(spot, sentence % {"code": code}, "nets")

    def check_primary(self, reading: Reading, spot: Spot, code: str) -> None:
        """Note an area that is not one of the primary net, where only those are looked for."""
        if code not in self.by_code or self.by_code[code].net:
            sentence = _("There is no area %(code)s in the primary net: correct the code.")
            reading.fault(spot, sentence % {"code": code}, "nets")
