"""What becomes of an upload: a clean JPEG, or a sentence that says what to do."""

import zlib
from io import BytesIO

import pytest
from django.utils.translation import override
from PIL import Image

from yiwang.foundation.files.photos import MAX_BYTES, check_photo
from yiwang.foundation.files.tests.pictures import Upload, encoded, phone_photo, picture, png
from yiwang.foundation.refusals import Invalid

MEGABYTE = 1024 * 1024


def shown(content):
    return Image.open(BytesIO(content))


def refusal_of(upload):
    with override("en"), pytest.raises(Invalid) as refused:
        check_photo(upload, field="evidence")
    (field, sentence), *others = refused.value.fields.items()
    assert (field, others) == ("evidence", [])
    return str(sentence)


def test_position_maker_comment_and_all_other_traces_are_removed():
    raw = phone_photo()
    assert shown(raw).getexif().get_ifd(0x8825)[2] == (46.0, 48.0, 12.5)

    photo = check_photo(BytesIO(raw))

    for content in (photo.content, photo.thumbnail):
        assert len(shown(content).getexif()) == 0
        assert set(shown(content).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        for trace in (b"Exif", b"ZHANG", b"AT-MY-HOME", b"xmpmeta"):
            assert trace in raw
            assert trace not in content


def test_a_photo_taken_upright_stands_upright():
    photo = check_photo(BytesIO(phone_photo()))

    image = shown(photo.content)
    assert (photo.width, photo.height) == image.size == (600, 800)
    assert image.getpixel((300, 100))[0] > 200  # red came to the top
    assert image.getpixel((300, 700))[2] > 200


@pytest.mark.parametrize(
    ("size", "kept", "small"),
    [
        ((4000, 3000), (2560, 1920), (480, 360)),
        ((3000, 4000), (1920, 2560), (360, 480)),
        ((640, 480), (640, 480), (480, 360)),
        ((100, 80), (100, 80), (100, 80)),
    ],
)
def test_large_photos_are_made_smaller_and_small_ones_stay(size, kept, small):
    photo = check_photo(BytesIO(encoded(picture(*size))))

    assert (photo.width, photo.height) == shown(photo.content).size == kept
    assert shown(photo.thumbnail).size == small


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_the_three_formats_all_become_jpeg(form, mode):
    photo = check_photo(BytesIO(encoded(picture(mode=mode), form)))

    assert (shown(photo.content).format, shown(photo.content).mode) == ("JPEG", "RGB")
    assert photo.media_type == "image/jpeg"


def test_a_printers_jpeg_and_a_palette_png_are_read():
    for content in (encoded(picture(mode="CMYK")), encoded(picture(mode="P"), "PNG")):
        photo = check_photo(BytesIO(content))

        assert shown(photo.content).getpixel((100, 100))[0] > 200


def test_transparent_parts_become_white():
    clear = Image.new("RGBA", (50, 50), (0, 0, 0, 0))

    photo = check_photo(BytesIO(encoded(clear, "PNG")))

    assert shown(photo.content).getpixel((25, 25)) == (255, 255, 255)


def test_content_counts_and_the_name_does_not(tmp_path):
    named = tmp_path / "photo.jpg"
    named.write_bytes(encoded(picture(), "PNG"))

    with named.open("rb") as upload:
        photo = check_photo(upload)

    assert shown(photo.content).format == "JPEG"


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_of_an_animation_the_first_picture_is_kept(form):
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "blue", "green")]
    content = encoded(frames[0], form, save_all=True, append_images=frames[1:])

    photo = check_photo(BytesIO(content))

    kept = shown(photo.content)
    assert getattr(kept, "n_frames", 1) == 1
    assert kept.getpixel((30, 20))[0] > 200


def test_what_hangs_on_behind_a_picture_is_dropped():
    raw = encoded(picture()) + b"<script>alert(1)</script><?php system('id');"

    photo = check_photo(BytesIO(raw))

    assert b"script" not in photo.content
    assert b"php" not in photo.content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"#!/bin/sh\nrm -rf /\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7",
        encoded(picture(), "GIF"),
        encoded(picture(), "BMP"),
        encoded(picture(), "TIFF"),
        b"RIFF\x24\0\0\0WAVEfmt ",
    ],
    ids=["nothing", "script", "svg", "pdf", "gif", "bmp", "tiff", "sound"],
)
def test_what_is_no_photo_is_refused_by_its_first_bytes(content):
    upload = Upload(content)

    sentence = refusal_of(upload)

    assert sentence == "This is not a photo. Choose a JPEG, PNG or WebP picture."
    assert upload.taken <= 12


def test_a_script_of_forty_megabytes_is_refused_after_a_few_bytes():
    upload = Upload(b"import os\n" * (4 * MEGABYTE))

    assert refusal_of(upload) == "This is not a photo. Choose a JPEG, PNG or WebP picture."
    assert upload.taken == 12


def test_a_script_of_forty_megabytes_that_begins_like_a_photo_is_read_to_the_limit_only():
    upload = Upload(b"\xff\xd8\xff\xe0" + b"import os\n" * (4 * MEGABYTE))

    assert refusal_of(upload) == "This photo is larger than 10 MB. Choose a smaller one."
    assert upload.taken == MAX_BYTES + 1


def test_a_photo_of_exactly_the_limit_is_accepted():
    content = encoded(picture())

    photo = check_photo(BytesIO(content + b"\0" * (MAX_BYTES - len(content))))

    assert (photo.width, photo.height) == (640, 480)


@pytest.mark.parametrize(
    "content",
    [
        encoded(picture())[:3000],
        encoded(picture(), "PNG")[:-40],
        encoded(picture(), "WEBP")[:60],
        b"\xff\xd8\xff\xe0" + b"import os\n" * 100,
        b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
        png(10, 10, (b"zTXt", b"note\0\0" + zlib.compress(b"\0" * 100 * MEGABYTE))),
    ],
    ids=["cut jpeg", "cut png", "cut webp", "script in jpeg", "empty png", "text bomb"],
)
def test_damaged_photos_are_refused(content):
    expected = "This photo is damaged or incomplete. Take it again or choose another one."

    assert refusal_of(BytesIO(content)) == expected


@pytest.mark.parametrize("side", [7_072, 20_000, 60_000])
def test_a_few_bytes_that_unpack_to_a_huge_picture_are_refused_unopened(side):
    content = png(side, side)

    assert len(content) < 200
    expected = "This photo has more than 50 megapixels. Choose a smaller one."
    assert refusal_of(BytesIO(content)) == expected
