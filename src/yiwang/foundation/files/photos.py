"""What a photo must be to be stored: checked by content, never by name.

Whatever is kept was drawn anew from the pixels: no EXIF, no position, no comment, no trailing data
survives, and a file that is two things at once becomes a picture only.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from yiwang.foundation.refusals import Invalid

MAX_BYTES = 10 * 1024 * 1024  # twice what a phone's camera writes; more is no ordinary photo
MAX_PIXELS = 50_000_000  # 150 MB when decoded
LONGEST_SIDE = 2560  # pixels: a number plate across a street stays readable
THUMBNAIL_SIDE = 480
QUALITY = 85
WHITE = (255, 255, 255)
_FORMATS = ("JPEG", "PNG", "WEBP")
_HEAD = 12  # bytes that tell the three formats apart


@dataclass(frozen=True, slots=True)
class CheckedPhoto:
    """A photo that passed the checks: re-encoded without EXIF, with its thumbnail (JPEG bytes)."""

    content: bytes
    thumbnail: bytes
    width: int  # pixels
    height: int
    media_type: str = "image/jpeg"


def check_photo(upload: BinaryIO, *, field: str = "photos") -> CheckedPhoto:
    """Make an upload a photo to store. Of an animation the first picture is kept.

    Refuses (Invalid, naming `field`) what is no JPEG, PNG or WebP after reading a few bytes, what
    is larger than MAX_BYTES after reading that much, and what is damaged or has too many pixels.
    """
    picture = _decoded(_read(upload, field), field)
    if picture.mode != "P":  # colours of a palette cannot be blended before they are RGB
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # first: every copy after it is small
    picture = _upright(picture)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    small = picture.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return CheckedPhoto(_jpeg(picture), _jpeg(small), picture.width, picture.height)


def _read(upload: BinaryIO, field: str) -> bytes:
    head = upload.read(_HEAD)
    if not _looks_like_a_photo(head):
        raise Invalid({field: _("This is not a photo. Choose a JPEG, PNG or WebP picture.")})
    content = head + upload.read(MAX_BYTES + 1 - len(head))
    if len(content) > MAX_BYTES:
        raise Invalid(
            {
                field: _("This photo is larger than %(megabytes)s MB. Choose a smaller one.")
                % {"megabytes": MAX_BYTES // 1024**2}
            }
        )
    return content


def _looks_like_a_photo(head: bytes) -> bool:
    is_webp = head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    return is_webp or head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))


def _decoded(content: bytes, field: str) -> Image.Image:
    try:
        with _opened(content) as unread:
            _check_pixels(unread, field)
            unread.verify()  # leaves the picture unusable: it is opened again
        picture = _opened(content)
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is decoded at a fraction
        picture.load()
    except (Invalid, MemoryError):
        raise
    except Image.DecompressionBombError as fault:
        raise _too_many_pixels(field) from fault
    except Exception as fault:  # what a decoder raises over hostile bytes is not foreseeable
        sentence = _("This photo is damaged or incomplete. Take it again or choose another one.")
        raise Invalid({field: sentence}) from fault
    return picture


def _opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content), formats=_FORMATS)


def _check_pixels(picture: Image.Image, field: str) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise _too_many_pixels(field)


def _too_many_pixels(field: str) -> Invalid:
    sentence = _("This photo has more than %(megapixels)s megapixels. Choose a smaller one.")
    return Invalid({field: sentence % {"megapixels": MAX_PIXELS // 1_000_000}})


def _upright(picture: Image.Image) -> Image.Image:
    """The picture as people see it, in RGB on white, with nothing attached."""
    turned = ImageOps.exif_transpose(picture)
    if turned.has_transparency_data:
        opaque = Image.new("RGB", turned.size, WHITE)
        shown = turned.convert("RGBA")
        opaque.paste(shown, mask=shown.getchannel("A"))
    else:
        opaque = turned.convert("RGB")
    opaque.info.clear()  # Pillow would write a JPEG's comment again
    return opaque


def _jpeg(picture: Image.Image) -> bytes:
    written = BytesIO()
    picture.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()
