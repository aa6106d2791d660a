"""Definitions carry their words in Chinese and English; pages show those of the reader."""

from django.utils.translation import get_language


def in_words(name: str, name_en: str) -> str:
    """The words in the active language, Chinese where there are no English ones."""
    return name_en if name_en and (get_language() or "").startswith("en") else name
