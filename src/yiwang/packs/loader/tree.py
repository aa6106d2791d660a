"""The areas of the primary net as patterns ask for them: by level, by code, below something."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from yiwang.packs.loader.faults import Spot
from yiwang.packs.loader.reading import Reading
from yiwang.packs.pack import AreaContent, NetContent


@dataclass
class AreaTree:
    """Areas by code, and in tree order."""

    levels: Collection[str] = ()
    areas: Sequence[AreaContent] = ()
    by_code: dict[str, AreaContent] = field(default_factory=dict)

    @classmethod
    def of_net(cls, net: NetContent | None) -> "AreaTree":
        """The tree of a net; an empty one when there is none."""
        if net is None:
            return cls()
        return cls(
            [level.key for level in net.file.levels],
            net.areas,
            {area.line.code: area for area in net.areas},
        )

    def of(self, levels: Sequence[str], codes: Sequence[str]) -> list[AreaContent]:
        """The areas of these levels and with these codes; either may be left open."""
        return [
            area
            for area in self.areas
            if (not levels or area.line.level in levels) and (not codes or area.line.code in codes)
        ]

    def words(self, area: AreaContent) -> dict[str, str]:
        """What patterns may say of an area."""
        above = self.by_code.get(area.line.parent)
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
        for _step in range(len(self.levels) + 1):  # a circle is a fault already
            if code in tops:
                return True
            area = self.by_code.get(code)
            if area is None:
                return False
            code = area.line.parent
        return False

    def check_levels(self, reading: Reading, spot: Spot, levels: Sequence[str]) -> None:
        """Note the levels that the primary net does not have."""
        for level in levels:
            if level not in self.levels:
                words = {"level": level, "known": ", ".join(self.levels)}
                message = _("There is no level %(level)s; known are: %(known)s.") % words
                reading.fault(spot, message, "nets")

    def check_known(self, reading: Reading, spot: Spot, code: str) -> None:
        """Note an area code that the primary net does not have."""
        if code not in self.by_code:
            reading.fault(
                spot,
                _("There is no area %(code)s in the primary net: correct the code.")
                % {"code": code},
                "nets",
            )
