"""What a photo must be to be stored: checked by content, never by name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CheckedPhoto:
    """A photo that passed the checks: re-encoded without EXIF, with its thumbnail (JPEG bytes)."""

    content: bytes
    thumbnail: bytes
    width: int  # pixels
    height: int
    media_type: str = "image/jpeg"
