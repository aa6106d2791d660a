"""The list of areas of every net: what they are called, and what lies above what.

Borders are drawings and come by the pages of nets; a list changes none.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.sheets.columns import NO, YES, As, Column, Reference
from yiwang.foundation.sheets.described import Act, EndedByAYes, Given, Key, Row, RowChange, Wrong
from yiwang.foundation.sheets.telling import tellings
from yiwang.structure.administration.finding import named_like
from yiwang.structure.administration.policies import (
    NOT_THE_WHOLE,
    NOT_THIS_AREA,
    beyond,
    keeping,
    keeps_the_whole,
)
from yiwang.structure.posts.powers import REDRAW_NETS
from yiwang.structure.territory.actions.change_areas import SUBJECT, NamedArea, change_areas
from yiwang.structure.territory.queries import codes_ever_of, nets, valid_areas
from yiwang.structure.territory.soundness import tree_faults

NAMED = ("code", "name", "name_en", "level")


class InTree(NamedTuple):
    """An area as far as its place in the tree goes."""

    code: str
    level: str
    parent_code: str | None


def _named(keys: Collection[str]) -> Mapping[str, str]:
    return {net.key: net.name for net in nets() if net.key in keys}


A_NET = Reference(
    named=_named,
    offered=lambda: [(net.key, net.name) for net in nets()],
    missing=gettext_lazy("There is no net “%(value)s”: choose one from the list."),
)


class Areas(EndedByAYes):
    key = "areas"
    title = gettext_lazy("Areas")
    about = gettext_lazy(
        "What the areas of every net are called and what lies above them. Each change is the next "
        "version of its net; borders are brought as drawings on the pages of nets."
    )
    icon = "map-pin"
    subject = SUBJECT
    columns = (
        Column(
            "net", gettext_lazy("Net"), gettext_lazy("The key of the net."), is_key=True,
            is_needed=True, longest=40, refers=A_NET, example="base",
        ),
        Column(
            "code", gettext_lazy("Code"), gettext_lazy("Never given twice in a net."),
            is_key=True, is_needed=True, longest=40, example="310112103001",
        ),
        Column("name", gettext_lazy("Name"), is_needed=True, example="平阳社区"),
        Column("name_en", gettext_lazy("English name")),
        Column(
            "level", gettext_lazy("Level"), gettext_lazy("The key of a level of the net."),
            is_needed=True, longest=30, example="grid",
        ),
        Column(
            "parent", gettext_lazy("Code of the area above"),
            gettext_lazy("In the same net; empty only at the top."), longest=40,
        ),
        Column("parent_name", gettext_lazy("Area above"), is_for_reading=True),
        Column(
            "is_over", gettext_lazy("Ends today"),
            gettext_lazy("Yes: it ends, and stays readable. For another day, draft a version."),
            kind=As.YES_NO, is_always_filled=True,
        ),
    )  # fmt: skip

    def keeping(self, actor: Actor, on: date) -> Actor:
        return keeping(actor, on, REDRAW_NETS)

    def rows(self, keys: Collection[Key] | None = None) -> Iterable[Row]:
        found = valid_areas().order_by("net__key", "code")
        if keys is None:
            return _as_rows(found)
        wanted = set(keys)
        near = found.filter(net__key__in={k[0] for k in keys}, code__in={k[1] for k in keys})
        return (row for row in _as_rows(near) if self.key_of(row) in wanted)

    def count(self) -> int:
        return valid_areas().count()

    def page(self, sought: str, after: str, most: int, actor: Actor, on: date) -> list[Row]:
        found = valid_areas().order_by("net__key", "code")
        if after:
            net, code = after.split("\t")
            found = found.filter(Q(net__key=net, code__gt=code) | Q(net__key__gt=net))
        return list(_as_rows(named_like(found, sought)[:most]))

    def record_id(self, key: Key) -> int | None:
        found = valid_areas().filter(net__key=key[0], code=key[1])
        return found.values_list("pk", flat=True).first()

    def wrong(self, given: Given) -> Iterator[Wrong]:
        by_net: dict[str, list[RowChange]] = defaultdict(list)
        for change in given.changes:
            by_net[change.key[0]].append(change)
        for net in nets():
            if changes := by_net.get(net.key, []):
                levels = [str(level["key"]) for level in net.levels]
                yield from _wrong_tree(net.key, levels, changes)
                yield from _wrong_scope(net.key, net.is_primary, changes, given)

    def write(self, changes: Sequence[RowChange], act: Act) -> None:
        areas = [_as_named(change.after) for change in changes]
        told = {(k[0], k[1]): each for k, each in tellings(self, changes, act.upload).items()}
        change_areas(areas, told, actor=act.actor, now=act.now)


def _as_named(row: Row) -> NamedArea:
    words = (row["name"], row["name_en"], row["level"], row["parent"] or None)
    return NamedArea(row["net"], row["code"], *words, row["is_over"] == YES)


def _as_rows(found: QuerySet[Any, Any]) -> Iterator[Row]:
    named = found.annotate(
        net_key=F("net__key"), above=F("parent__code"), parent_name=F("parent__name")
    )
    for values in named.values(*NAMED, "net_key", "above", "parent_name").iterator():
        yield {
            **{name: values[name] for name in NAMED},
            "net": values["net_key"],
            "parent": values["above"] or "",
            "parent_name": values["parent_name"] or "",
            "is_over": NO,
        }


def _wrong_tree(net: str, levels: Sequence[str], changes: Sequence[RowChange]) -> Iterator[Wrong]:
    """Levels that there are not, areas above that there are not, circles, codes given twice."""
    valid = valid_areas().filter(net__key=net).values_list("code", "level", "parent__code")
    tree = {code: InTree(code, level, parent) for code, level, parent in valid}
    ever = codes_ever_of(net) - tree.keys()
    for change in changes:
        row = change.after
        if change.before is None and row["code"] in ever:
            said = _("An area that ended had this code: give this one another.")
            yield Wrong(change.key, "code", said)
        if row["is_over"] == YES:
            tree.pop(row["code"], None)
        else:
            tree[row["code"]] = InTree(row["code"], row["level"], row["parent"] or None)
    areas = list(tree.values())
    named = {change.key[1] for change in changes}
    for place, sentence in tree_faults(levels, areas):
        code = areas[place].code
        yield Wrong((net, code), "parent" if code in named else "", sentence)


def _wrong_scope(
    net: str, is_primary: bool, changes: Sequence[RowChange], given: Given
) -> Iterator[Wrong]:
    """Areas that the actor does not redraw: each is kept from the area above it, or from itself."""
    if keeps_the_whole(given.actor, given.on, REDRAW_NETS):
        return
    codes = {row["parent"] for each in changes for row in (each.before, each.after) if row}
    found = valid_areas().filter(net__key=net, code__in=codes - {""})
    ids = dict(found.values_list("code", "pk"))
    foreign = beyond(set(ids.values()), given.actor, given.on, REDRAW_NETS)
    for change in changes:
        above = {row["parent"] for row in (change.before, change.after) if row}
        if not is_primary or "" in above:
            yield Wrong(change.key, "net", str(NOT_THE_WHOLE))
        elif any(ids.get(code) in foreign for code in above):
            yield Wrong(change.key, "parent", str(NOT_THIS_AREA))
