"""Redrawings of testland's grids as files, and sending them to the page."""

import shapely
from django.core.files.uploadedfile import SimpleUploadedFile

from yiwang.structure.territory.tests.deliveries import BOW, drawn, table, workbook, zipped

__all__ = ["BOW", "drawn", "table", "workbook", "zipped"]
BRING = "/desk/nets/base/bring"
COMMUNITY = "90010101"  # 临江社区, with two grids
WEST = shapely.box(130.0, 46.0, 130.05, 46.1)
SPLIT = [  # the west grid is split in two, the east one stays
    ("9001010103", "第三网格", shapely.box(130.0, 46.0, 130.05, 46.05)),
    ("9001010104", "第四网格", shapely.box(130.0, 46.05, 130.05, 46.1)),
    ("9001010102", "第二网格", shapely.box(130.05, 46.0, 130.1, 46.1)),
]
GRIDS = {"level": "grid", "below": COMMUNITY, "replaces": "1"}


def sent(client, path, *, to=BRING, language="en", **fields):
    """Bring a file on the page."""
    upload = SimpleUploadedFile(path.name, path.read_bytes())
    asked = {**GRIDS, **fields, "file": upload}
    return client.post(to, asked, headers={"accept-language": language})


def draft_of(response):
    """The id of the draft that the page went on to."""
    assert response.status_code == 302, response.context["faults"]
    return int(response["Location"].rsplit("/", 1)[1])
