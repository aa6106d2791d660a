"""Faces and number plates are covered on the phone, in the picture itself, before it is sent."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, Visitor, assert_accessible
from tests.journeys.test_resident_pages import say_where, send
from yiwang.foundation.files.queries import open_photo, photos_of
from yiwang.work.cases.models import Case

pytestmark = pytest.mark.browser


def chequered() -> dict[str, object]:
    """A photo with black and white points everywhere: what is covered has neither any more."""
    points = bytes(255 * ((x // 4 + y // 4) % 2) for y in range(480) for x in range(640))
    content = BytesIO()
    Image.frombytes("L", (640, 480), points).convert("RGB").save(content, "JPEG", quality=95)
    return {"name": "路口.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def contrast(picture: Image.Image, left: float, top: float, right: float, bottom: float) -> int:
    """Between the darkest and the lightest point of a part of the picture, 0 to 255."""
    box = (
        round(left * picture.width),
        round(top * picture.height),
        round(right * picture.width),
        round(bottom * picture.height),
    )
    darkest, lightest = picture.convert("L").crop(box).getextrema()
    return lightest - darkest


def stored() -> Image.Image:
    [photo] = photos_of(("cases.case", Case.objects.get().pk), "report")
    return Image.open(open_photo(photo.id, thumbnail=False))


def choose_and_open(page: Page) -> None:
    page.set_input_files("#photos", chequered())
    page.locator(".cover-photo button").click()
    expect(page.locator("#cover")).to_be_visible()


def frame_over(page: Page, left: float, top: float, right: float, bottom: float) -> None:
    """Drawn with the finger or the mouse, in parts of the picture."""
    box = page.locator("#cover-picture").bounding_box()
    page.mouse.move(box["x"] + left * box["width"], box["y"] + top * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + right * box["width"], box["y"] + bottom * box["height"], steps=4)
    page.mouse.up()


@pytest.mark.mechanism("SG-65")
def test_what_is_covered_never_leaves_the_phone(visitor: Visitor):
    page = visitor()
    page.goto("/report")
    page.fill("#text", "路口占道停车，已经一个星期了")
    choose_and_open(page)
    assert_accessible(page)
    frame_over(page, 0.1, 0.1, 0.4, 0.5)
    frame_over(page, 0.6, 0.6, 0.9, 0.9)
    expect(page.locator("#cover-said")).to_contain_text("2")
    page.locator("[data-cover=undo]").click()  # the second was a mistake
    page.locator("[data-cover=done]").click()
    expect(page.locator("#cover")).to_be_hidden()
    page.locator("main .btn-main").click()
    say_where(page)
    send(page)

    picture = stored()
    assert contrast(picture, 0.12, 0.12, 0.38, 0.48) < 60
    assert contrast(picture, 0.6, 0.6, 0.9, 0.9) > 180


def test_the_frame_follows_the_keys(visitor: Visitor):
    page = visitor(size=DESKTOP)
    page.goto("/report")
    choose_and_open(page)
    expect(page.locator("#cover-frame")).to_be_focused()
    for key in ("ArrowLeft", "ArrowUp", "+", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#cover-said")).to_contain_text("1")
    page.locator("[data-cover=leave]").click()

    expect(page.locator("#photos")).to_be_focused()
    sent = page.evaluate("document.getElementById('photos').files[0].size")
    assert sent == len(chequered()["buffer"])  # left as it was
