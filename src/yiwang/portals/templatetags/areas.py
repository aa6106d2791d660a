"""`{% load areas %}`: a field for an area, found by its name or typed by its code."""

from collections.abc import Sequence
from typing import Any

from django import template

from yiwang.foundation.refusals import Sentence
from yiwang.portals.casework.areas_found import LONGEST, Offered, areas_offered

register = template.Library()


@register.inclusion_tag("casework/area_field.html")
def area_field(
    name: str,
    label: Sentence,
    value: str = "",
    fault: Sentence = "",
    **shape: Any,  # Any: as templates pass keywords
) -> dict[str, Any]:
    """`id`: of the input, else the name. `primary`: of the net that cases are told by alone; `net`:
    of the one with this key.
    `optional`: says so. `is_filter`: one of a row of filters. After a fault, what may be meant."""
    return {
        "name": name,
        "label": label,
        "value": value,
        "fault": fault,
        "id": shape.pop("id", name),
        "offered": _offered(value, **shape) if fault else (),
        "longest": LONGEST,
        **shape,
    }


def _offered(value: str, primary: bool = False, net: str = "", **_: Any) -> Sequence[Offered]:
    return areas_offered(value, primary=primary, net=net)
