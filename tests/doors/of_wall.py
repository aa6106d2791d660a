"""The doors of the wall."""

import uuid

from tests.doors.door import Door

FORM = uuid.UUID(int=7).hex

OF_WALL: dict[str, list[Door]] = {
    "wall": [Door("/wall/"), Door("/wall/?area=90010101"), Door("/wall/?area=none")],
    "wall_projects": [Door("/wall/projects/"), Door("/wall/projects/?year=1999")],
    "wall_card": [Door("/wall/0/")],
    "wall_take": [Door("/wall/0/take"), Door("/wall/0/take", "POST", {"form": FORM})],
    "wall_receipt": [Door("/wall/receipt")],
    "wall_place": [Door("/wall/place/"), Door("/wall/place/", "POST", {"code": "none"})],
    "wall_place_by_code": [Door("/wall/place/none"), Door("/wall/place/none", "POST", {})],
}
