"""Doors of what is public: notices, figures, the map of services, complaints about the software."""

import uuid

from tests.doors.door import Door

FORM = uuid.UUID(int=7).hex
NOTICE = {"area": "90010101", "title": "停水", "text": "", "people": "nobody"}

PUBLIC: dict[str, list[Door]] = {
    "figures_hotline": [Door("/figures/hotline")],
    "figures_hotline_of": [Door("/figures/hotline/2026-Q3")],
    "open_data": [Door("/figures/data")],
    "open_data_index": [Door("/figures/data/index.json")],
    "open_data_table": [Door("/figures/data/2026-09")],
    "open_data_csv": [Door("/figures/data/2026-09.csv")],
    "open_data_json": [Door("/figures/data/2026-09.json")],
    "service_map": [
        Door("/service-map/"),
        Door("/service-map/?in=9001"),
        Door("/service-map/?in=0"),
    ],
    "find": [Door("/find?q=东县"), Door("/find", "POST", {"lng": "130.02", "lat": "46.05"})],
    "places": [Door("/places/"), Door("/places/?in=0")],
    "place_page": [Door("/places/none")],
    "notice_board": [Door("/notices/"), Door("/notices/?area=9001010101")],
    "notice_rss": [Door("/notices/feed.xml")],
    "notice_json": [Door("/notices/feed.json")],
    "notice_area_rss": [Door("/notices/areas/base/9001.xml"), Door("/notices/areas/none/1.xml")],
    "notice_area_json": [Door("/notices/areas/base/9001.json")],
    "notice_page": [Door("/notices/0"), Door("/notices/0", "POST", {"form": FORM, "text": "太贵"})],
    "notice_picture": [Door("/notices/photos/{photo}", per=("new",))],
    "notice_picture_small": [Door("/notices/photos/{photo}/small", per=("new",))],
    "notice_desk": [Door("/desk/notices")],
    "notice_new": [
        Door("/desk/notices/new"),
        Door("/desk/notices/new?kind=announcement", "POST", NOTICE),
    ],
    "notice_staff": [Door("/desk/notices/0")],
    "notice_change": [
        Door("/desk/notices/0/change"),
        Door("/desk/notices/0/change", "POST", NOTICE),
    ],
    "notice_act": [
        Door("/desk/notices/0/act"),
        Door("/desk/notices/0/act", "POST", {"do": "publish"}),
    ],
    "notice_answer": [Door("/desk/notices/comments/0", "POST", {"answer": "好"})],
    "complaint": [
        Door("/about/complaint"),
        Door("/about/complaint", "POST", {"form": FORM, "text": ""}),
    ],
    "complaint_sent": [Door("/about/complaint/sent")],
    "complaint_code": [Door("/about/complaint/code", "POST", {"code": "none"})],
    "complaint_by_code": [Door("/about/complaint/c/none")],
    "desk_complaints": [
        Door("/desk/complaints"),
        Door("/desk/complaints", "POST", {"complaint": "0", "answer": "好"}),
    ],
}
