"""The language of what a command says: the one of the terminal, or the one that is asked for."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

LANGUAGES = {"zh": "zh-hans", "en": "en"}

in_language = click.option(
    "--language",
    type=click.Choice(list(LANGUAGES)),
    default=lambda: "zh" if os.environ.get("LANG", "").startswith("zh") else "en",
    help="Of sentences and labels (default: yours).",
)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within the block sentences are in this language. Django must be set up."""
    from django.utils.translation import override

    with override(LANGUAGES[language]):
        yield
