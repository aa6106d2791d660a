"""Groups as they stand on a page: which area is in which, what each group is called, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Invalid
from yiwang.portals.casework.typed import plain, text_of
from yiwang.portals.rules.numbers import number_of
from yiwang.structure.territory.aggregating import Part
from yiwang.structure.territory.models import Net
from yiwang.structure.territory.proposing import Proposal
from yiwang.structure.territory.queries import named_by_code


@dataclass(frozen=True, slots=True)
class Row:
    """One area of the other net; `number` is that of its group from 1, 0 is in none."""

    code: str
    name: str
    weight: float
    number: int


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups are numbered from 1 in the order of `codes`; all lie below `parent`, if any."""

    of: Net
    codes: Sequence[str]
    names: Sequence[str]
    rows: Sequence[Row]
    parent: str = ""
    parents: Mapping[str, str] | None = None  # of groups that a table gave one each

    @classmethod
    def proposed(cls, proposal: Proposal, of: Net, parent: str) -> "Groups":
        """As the proposal has them."""
        groups = dict.fromkeys((code, name) for code, name, *_rest in proposal.rows)
        codes = [code for code, _name in groups]
        number = {code: n for n, code in enumerate(codes, start=1)}
        rows = [
            Row(part, part_name, weight, number[code])
            for code, _name, part, part_name, weight in proposal.rows
        ]
        return cls(of, codes, [name for _code, name in groups], rows, parent)

    @property
    def parts(self) -> list[Part]:
        """The same as the rows of a table, the first below its heading."""
        above = self.parents or {}
        return [
            Part(
                place,
                code := self.codes[row.number - 1],
                self.names[row.number - 1],
                above.get(code, self.parent),
                row.code,
            )
            for place, row in enumerate(self.rows, start=2)
            if row.number
        ]

    @property
    def numbered(self) -> dict[str, int]:
        return {row.code: row.number for row in self.rows}

    @property
    def weighed(self) -> dict[str, float]:
        return {row.code: row.weight for row in self.rows}

    @property
    def names_of_parts(self) -> dict[str, str]:
        return {row.code: row.name for row in self.rows}

    @property
    def labelled(self) -> list[tuple[int, str, str]]:
        """Number, code and name of each group."""
        return [
            (n, code, name)
            for n, (code, name) in enumerate(zip(self.codes, self.names, strict=True), start=1)
        ]


def groups_of_parts(of: Net, parts: Sequence[Part], weights: Mapping[str, float]) -> Groups:
    """As a table has them."""
    named = dict.fromkeys(part.code for part in parts)
    number = {code: n for n, code in enumerate(named, start=1)}
    names = {part.code: part.name for part in reversed(parts) if part.name}
    known = named_by_code(of.pk, {part.part for part in parts})
    rows = [
        Row(
            part.part,
            known[part.part].name if part.part in known else "?",
            weights.get(part.part, 1.0),
            number[part.code],
        )
        for part in parts
    ]
    parents = {part.code: part.parent for part in parts if part.parent}
    return Groups(of, list(named), [names.get(code, code) for code in named], rows, "", parents)


def sent_groups(sent: QueryDict, of: Net) -> Groups:
    """As they were sent from the page. Raises Invalid when the form came in halves."""
    areas = text_of(sent, "areas").split()
    weights = text_of(sent, "weights").split()
    numbers = [number_of(each) for each in sent.getlist("group")] or [
        number_of(each) for each in text_of(sent, "numbers").split()
    ]
    codes, names = ([plain(each) for each in sent.getlist(name)] for name in ("gcode", "gname"))
    whole = len(areas) == len(weights) == len(numbers) and len(codes) == len(names)
    if not whole or not areas or max(numbers) > len(codes):
        raise Invalid({"group": _("The form did not come whole: propose the groups again.")})
    known = named_by_code(of.pk, areas)
    try:
        rows = [
            Row(code, known[code].name if code in known else "?", float(weight), number)
            for code, weight, number in zip(areas, weights, numbers, strict=True)
        ]
    except ValueError:
        raise Invalid({"weights": _("A weight is no number: propose the groups again.")}) from None
    above = [plain(each) for each in sent.getlist("gparent")]
    parents = dict(zip(codes, above, strict=False)) if any(above) else None
    return Groups(of, codes, names, rows, text_of(sent, "parent", 40), parents)
