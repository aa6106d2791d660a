"""Searching the handbook. A word is found anywhere, so that two Chinese characters are enough;
every word of a query must be there. Titles come first, then leads, then the text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yiwang.portals.help.handbook import Article

AROUND = 36  # characters shown on either side of what was found
MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Found:
    """An article, and the passage with the first word: before it, the word, after it."""

    article: Article
    passage: tuple[str, str, str]


def found_in(articles: Iterable[Article], query: str) -> list[Found]:
    """The articles that have every word of the query, best first."""
    words = query.casefold().split()[:MOST_WORDS]
    if not words:
        return []
    ranked = [(_rank(each, words), each) for each in articles]
    hits = sorted((rank, place) for place, (rank, _) in enumerate(ranked) if rank is not None)
    return [Found(ranked[place][1], _passage(ranked[place][1], words[0])) for _, place in hits]


def _rank(article: Article, words: Sequence[str]) -> int | None:
    """0: every word in the title, 1: in title and lead, 2: anywhere; None: not there."""
    text = article.text
    within = ""
    for rank, part in enumerate((text.title, text.lead, text.plain)):
        within += f" {part.casefold()}"
        if all(word in within for word in words):
            return rank
    return None


def _passage(article: Article, word: str) -> tuple[str, str, str]:
    plain = article.text.plain
    at = plain.casefold().find(word)
    if at < 0:  # it is in the title alone
        return article.text.lead, "", ""
    end = at + len(word)
    before, after = plain[max(0, at - AROUND) : at], plain[end : end + AROUND]
    return ("…" if at > AROUND else "") + before, plain[at:end], after + ("…" if after else "")
