"""Pictures as phones take them, and files that only claim to be pictures."""

import struct
import zlib
from io import BytesIO

from PIL import Image

GPS = {1: "N", 2: (46.0, 48.0, 12.5), 3: "E", 4: (130.0, 21.0, 30.5)}
ORIENTATION, MAKER, GPS_BLOCK = 0x0112, 0x010F, 0x8825
RIGHT_SIDE_UP = 6  # held upright: the camera wrote it lying on its side


def picture(width=640, height=480, mode="RGB"):
    """A picture that is red in its left half and blue in its right half."""
    drawn = Image.new("RGB", (width, height), "blue")
    drawn.paste("red", (0, 0, width // 2, height))
    return drawn.convert(mode)


def encoded(image, form="JPEG", **options):
    """The bytes of the picture in that format."""
    file = BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def phone_photo():
    """A JPEG with all that a phone adds: position, maker, orientation, comment, XMP, thumbnail."""
    image = picture(800, 600)
    exif = image.getexif()
    exif[ORIENTATION] = RIGHT_SIDE_UP
    exif[MAKER] = "PHONE-OF-ZHANG"
    exif.get_ifd(GPS_BLOCK).update(GPS)
    return encoded(
        image, exif=exif, comment=b"AT-MY-HOME", xmp=b"<x:xmpmeta>XMP-OF-ZHANG</x:xmpmeta>"
    )


def png(width, height, *chunks):
    """A PNG of a few bytes that says how large it is, with any chunks after its header."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = [(b"IHDR", header), *chunks, (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in body)


def _chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


class Upload(BytesIO):
    """An upload that counts the bytes that were taken from it."""

    taken = 0

    def read(self, size=-1):
        """Read as any file does."""
        content = super().read(size)
        self.taken += len(content)
        return content
