"""A resident at the pages: raising a case with a code only, and following it."""

import re
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from yiwang.work.cases.models import Case
from yiwang.work.cases.queries import case_by_code

PHONE = "13812341234"
SPOT = "幸福小区3号楼2单元501室"


def report(client: Client | None = None, **given: str) -> str:
    """Through the three pages; returns the code on the receipt."""
    client = client or Client()
    text = given.get("text", "楼道漏水三天了")
    client.post("/report", {"text": text, "kind": given.get("kind", "")})
    where = {"lng": given.get("lng", "130.025"), "lat": given.get("lat", "46.05")}
    client.post("/report/place", {**where, "place_text": given.get("place_text", SPOT)})
    client.post("/report/check", {"contact": given.get("contact", PHONE), "send": "1"})
    return code_on(client.get("/receipt").content.decode())


def code_on(page: str) -> str:
    found = re.search(r"[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}", page)
    assert found, "there is no code on the page"
    return found.group()


def follow_like(of: Case) -> str:
    """A neighbour follows the case instead of reporting it; the code of their own."""
    client = Client()
    client.post("/report", {"text": "我家也漏水", "kind": of.type.key if of.type else ""})
    client.post("/report/place", {"lng": str(of.lng), "lat": str(of.lat)})
    client.post("/report/follow", {"case": str(of.pk)})
    return code_on(client.get("/receipt").content.decode())


def case_of(code: str) -> Case:
    return case_by_code(code)


def page_of(code: str, client: Client | None = None) -> str:
    return (client or Client()).get(f"/c/{code}").content.decode()


def with_exif() -> SimpleUploadedFile:
    """A photo that tells where and with which phone it was taken."""
    picture = Image.new("RGB", (640, 480), "#456")
    exif = picture.getexif()
    exif[0x010F], exif[0x0110] = "Huawei", "P60"
    exif.get_ifd(0x8825).update({1: "N", 2: (46.0, 3.0, 0.0), 3: "E", 4: (130.0, 1.0, 30.0)})
    content = BytesIO()
    picture.save(content, "JPEG", exif=exif, comment=b"taken at home")
    return SimpleUploadedFile("IMG_0001.jpg", content.getvalue(), "image/jpeg")
