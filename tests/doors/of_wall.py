"""The doors of the wall and of funds."""

import uuid

from tests.doors.door import Door

FORM = uuid.UUID(int=7).hex

OF_WALL: dict[str, list[Door]] = {
    "wall": [Door("/wall/"), Door("/wall/?area=90010101"), Door("/wall/?area=none")],
    "wall_projects": [Door("/wall/projects/"), Door("/wall/projects/?year=1999")],
    "wall_card": [Door("/wall/0/")],
    "wall_take": [Door("/wall/0/take"), Door("/wall/0/take", "POST", {"form": FORM})],
    "wall_csv": [Door("/wall/cards.csv")],
    "wall_json": [Door("/wall/cards.json")],
    "thank_by_code": [
        Door("/c/{code}/thanks", per=("new",)),
        Door("/c/{code}/thanks", "POST", {"thanks": "谢谢"}, ("new", "unknown")),
    ],
    "funds": [Door("/funds/")],
    "fund": [Door("/funds/none/")],
    "fund_csv": [Door("/funds/none/ledger.csv")],
    "fund_json": [Door("/funds/none/ledger.json")],
    "funds_desk": [Door("/desk/funds/")],
    "funds_new": [Door("/desk/funds/new"), Door("/desk/funds/new", "POST", {"name": "基金"})],
    "funds_fund": [Door("/desk/funds/of/none/")],
    "funds_gift": [Door("/desk/funds/of/none/gift"), Door("/desk/funds/of/none/gift", "POST", {})],
    "funds_grant": [
        Door("/desk/funds/of/none/grant"),
        Door("/desk/funds/of/none/grant", "POST", {}),
    ],
    "funds_back": [Door("/desk/funds/of/none/back"), Door("/desk/funds/of/none/back", "POST", {})],
    "funds_undo": [Door("/desk/funds/lines/0/undo"), Door("/desk/funds/lines/0/undo", "POST", {})],
    "funds_decide": [
        Door("/desk/funds/lines/0/decide"),
        Door("/desk/funds/lines/0/decide", "POST", {"do": "approve"}),
    ],
    "wall_receipt": [Door("/wall/receipt")],
    "wall_place": [Door("/wall/place/"), Door("/wall/place/", "POST", {"code": "none"})],
    "wall_place_by_code": [Door("/wall/place/none"), Door("/wall/place/none", "POST", {})],
}
