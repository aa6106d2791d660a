"""Areas of the net around a drawing that are not on its sheet: what corners are put onto, and the
neighbours below other areas whose common corners move along."""

from collections.abc import Collection

import numpy as np
import shapely
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.present import AREA_COLUMNS, row_of
from yiwang.structure.territory.redrawing.sheet import DrawnSheet
from yiwang.structure.territory.rows import AreaRow
from yiwang.structure.territory.tiles.atlas import atlas_of

TOUCHING = 1e-8  # degrees: a millimetre
Bounds = tuple[float, float, float, float]


def areas_near(
    sheet: DrawnSheet, bounds: Bounds, but: Collection[str], level: str = ""
) -> list[AreaRow]:
    """Valid areas of the net whose rectangle meets this one, but those with these codes and those
    that end with the sheet; of one level, if it is given: a large one has many others in it."""
    near = atlas_of(sheet.net.key).meeting(*bounds, level)
    found = Area.objects.filter(id__in=near.tolist()).exclude(code__in=but)
    if sheet.replaces:
        ends = {"parent__code": sheet.below} if sheet.below else {}
        found = found.exclude(level=sheet.level, **ends)
    return [row_of(values) for values in found.order_by("code").values_list(*AREA_COLUMNS)]


def rows_below(sheet: DrawnSheet, codes: Collection[str]) -> list[AreaRow]:
    """The areas directly below those with these codes, as the sheet has them."""
    here = Area.objects.filter(net=sheet.net, valid_to=None, parent__code__in=codes)
    stored = here.exclude(code__in=[*sheet.rows, *sheet.carried]).order_by("code")
    carried = [row for row in sheet.carried.values() if row.parent_code in codes]
    return [*(row_of(values) for values in stored.values_list(*AREA_COLUMNS)), *carried]


def neighbours_outside(sheet: DrawnSheet) -> list[AreaRow]:
    """Areas of the level that touch the drawing and lie below other areas."""
    drawn = [row.geometry for row in sheet.rows.values() if row.geometry]
    if not drawn:
        return []
    shapes = shapely.from_wkb(drawn)
    bounds = tuple(shapely.total_bounds(shapes).tolist())
    level = areas_near(sheet, bounds, sheet.rows, sheet.level)
    others = np.array(shapely.from_wkb([row.geometry for row in level]), dtype=object)
    touching = shapely.STRtree(shapes).query(others, predicate="dwithin", distance=TOUCHING)[0]
    return [level[place] for place in np.unique(touching).tolist()]


def taken_in(sheet: DrawnSheet, codes: Collection[str]) -> list[AreaRow]:
    """Areas of the level with these codes, to be drawn along. Raises Invalid for any other."""
    here = Area.objects.filter(net=sheet.net, level=sheet.level, valid_to=None, code__in=codes)
    rows = [row_of(values) for values in here.exclude(geometry=None).values_list(*AREA_COLUMNS)]
    if missing := sorted(set(codes) - {row.code for row in rows}):
        sentence = _("The drawing has no area %(code)s any more. Choose one from the list.")
        raise Invalid({"area": sentence % {"code": missing[0]}})
    return rows
