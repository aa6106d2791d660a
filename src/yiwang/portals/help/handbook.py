"""The handbook: which articles there are, which page each explains, and what it says in each
language. `articles/contents.toml` is the list; the text is Markdown in `articles/zh` and
`articles/en`, read once."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from markdown_it import MarkdownIt

FOLDER = Path(__file__).parent / "articles"
LANGUAGES = ("zh", "en")
RESIDENTS = "residents"
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_MARKS = re.compile(r"[*`|]|^#+ |^- |^\d\. |^[-:| ]+$|\]\([^)]*\)|\[", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Named:
    """A topic or a role, by its name in each language."""

    key: str
    name: str
    name_en: str

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.name if language() == "zh" else self.name_en


@dataclass(frozen=True, slots=True)
class Text:
    """What an article says in one language: `lead` says what the page is for."""

    title: str
    lead: str
    body: SafeString
    plain: str  # everything, without marks, for the search
    digest: str


@dataclass(frozen=True, slots=True)
class Article:
    """`pages` are names of addresses. `is_kept`: a worker's phone keeps it for without a signal."""

    key: str
    topic: str
    roles: Sequence[str]
    pages: Sequence[str] = ()
    is_kept: bool = False

    @property
    def text(self) -> Text:
        """In the reader's language."""
        return text_of(self.key, language())


def language() -> str:
    """The language of the reader's page: `zh` or `en`."""
    return "en" if (get_language() or "").startswith("en") else "zh"


@cache
def roles() -> Mapping[str, Named]:
    """By key, in the order of the index."""
    return {each["key"]: Named(**each) for each in _contents()["roles"]}


@cache
def topics() -> Mapping[str, Named]:
    """By key, in the order of the index."""
    return {each["key"]: Named(**each) for each in _contents()["topics"]}


@cache
def articles() -> Mapping[str, Article]:
    """By key, in the order of the index."""
    return {each["key"]: Article(**each) for each in _contents()["articles"]}


@cache
def explained() -> Mapping[str, Article]:
    """The article of every page, by the name of its address."""
    return {page: each for each in articles().values() for page in each.pages}


def kept_articles() -> list[Article]:
    """Those that a worker's phone keeps."""
    return [each for each in articles().values() if each.is_kept]


@cache
def text_of(key: str, lang: str) -> Text:
    """The article in one language; its first line is the title, its first paragraph the lead."""
    source = (FOLDER / lang / f"{key}.md").read_text(encoding="utf-8").strip()
    title, _, rest = source.partition("\n")
    lead, _, body = rest.strip().partition("\n\n")
    html = mark_safe(_MARKDOWN.render(body))  # noqa: S308  our own files, and no HTML in them
    digest = sha256(source.encode()).hexdigest()[:12]
    return Text(title.removeprefix("# "), _plain(lead), html, _plain(f"{lead}\n{body}"), digest)


def _plain(markdown: str) -> str:
    return " ".join(_MARKS.sub("", markdown).split())


@cache
def _contents() -> dict[str, list[dict[str, Any]]]:  # Any: TOML
    return tomllib.loads((FOLDER / "contents.toml").read_text(encoding="utf-8"))
