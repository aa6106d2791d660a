"""What one can do to a drawing, one thing at a time. Shapes and lines are in WGS-84."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from shapely import LineString
from shapely.geometry.base import BaseGeometry

SNAP_M = 3.0  # metres: nearer to a neighbour than this is meant to be the same border
MOST_SNAP_M = 50.0


@dataclass(frozen=True, slots=True)
class Manner:
    """How near a corner must be to a neighbour to be put onto its border, whether neighbours lose
    the ground that is drawn over, and whether areas of other levels are carried along."""

    snap_m: float = SNAP_M
    neighbours_give_way: bool = False
    carries: bool = False


@dataclass(frozen=True, slots=True)
class Reshape:
    """Another border for an area; `along`, those of neighbours whose common corners moved with it,
    by code."""

    code: str
    shape: BaseGeometry
    manner: Manner = field(default_factory=Manner)
    along: Mapping[str, BaseGeometry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Add:
    """A new area. Without a code it is given one by the pattern of its level."""

    name: str
    shape: BaseGeometry
    code: str = ""
    manner: Manner = field(default_factory=Manner)


@dataclass(frozen=True, slots=True)
class Split:
    """An area cut in two by a line: the larger part stays that area, the other is a new one."""

    code: str
    line: LineString
    name: str
    new_code: str = ""
    manner: Manner = field(default_factory=Manner)


@dataclass(frozen=True, slots=True)
class Merge:
    """The other area ends; its ground goes to this one."""

    code: str
    other: str


Stroke = Reshape | Add | Split | Merge


def told(stroke: Stroke) -> dict[str, str]:
    """What a record holds of it: never the shape, which is in the kept file."""
    said = {"kind": type(stroke).__name__.lower()}
    if not isinstance(stroke, Add):
        said["code"] = stroke.code
    if isinstance(stroke, Add | Split):
        said["name"] = stroke.name
    if isinstance(stroke, Reshape) and stroke.along:
        said["along"] = ", ".join(sorted(stroke.along))
    if isinstance(stroke, Merge):
        said["other"] = stroke.other
    return said


def in_words(stroke: Mapping[str, str]) -> str:
    """What was told of a stroke, for people."""
    sentence = {
        "reshape": _("the border of %(code)s"),
        "add": _("the new area %(name)s"),
        "split": _("%(code)s split, %(name)s is new"),
        "merge": _("%(other)s merged into %(code)s"),
    }[stroke["kind"]]
    return sentence % {"code": "", "name": "", "other": "", **stroke}
