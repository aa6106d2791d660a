"""Every page has its article, every article is whole in both languages and says real words."""

import re
from pathlib import Path

import polib
import pytest
from django.urls import URLPattern, URLResolver, get_resolver

import yiwang
from yiwang.portals.help.handbook import (
    FOLDER,
    LANGUAGES,
    RESIDENTS,
    articles,
    explained,
    roles,
    text_of,
    topics,
)

# Addresses that answer with data, or send on at once: nobody reads a page there.
WITHOUT_A_PAGE = {
    *("healthz", "set_language", "switch_view", "report_areas", "report_photo", "outside_photo"),
    *("photo", "photo_small", "kept_photo", "notice_picture", "notice_picture_small"),
    *("notice_rss", "notice_json", "notice_area_rss", "notice_area_json"),
    *("open_data_index", "open_data_csv", "open_data_json", "open_register_csv"),
    *("open_register_json", "wall_csv", "wall_json", "fund_csv", "fund_json"),
    *("desk_case_map", "desk_areas_found", "bodies_found", "administration_people_found"),
    *("map_tile", "map_tile_of_level", "draw_begin_shapes", "draw_shapes"),
    *("command_now", "command_pulse", "command_spots"),
    *("worker_offline", "worker_kept", "worker_outbox_report", "worker_outbox_act"),
    *("help", "help_book", "help_article", "worker_help"),  # the help itself
}
PARTS = Path(yiwang.__file__).parent / "locale/zh_Hans/parts"
PRESSED = {"zh": re.compile("点(?:右上角)?“([^”]+)”"), "en": re.compile("[Pp]ress “([^”]+)”")}
LINK = re.compile(r"\]\(([^)]+)\)")


def pages():
    """The names of all addresses but those for programs."""

    def walk(patterns):
        for each in patterns:
            if isinstance(each, URLResolver):
                if each.namespace != "rest":
                    yield from walk(each.url_patterns)
            elif isinstance(each, URLPattern):
                yield each.name

    return set(walk(get_resolver().url_patterns))


def test_every_page_has_an_article():
    assert pages() - WITHOUT_A_PAGE - set(explained()) == set()


def test_no_article_explains_a_page_that_there_is_not():
    assert (set(explained()) | WITHOUT_A_PAGE) - pages() == set()
    assert set(explained()) & WITHOUT_A_PAGE == set()


def test_no_page_has_two_articles():
    named = [page for each in articles().values() for page in each.pages]

    assert len(named) == len(set(named))


def test_every_article_is_there_in_both_languages_and_listed():
    for lang in LANGUAGES:
        assert {path.stem for path in (FOLDER / lang).glob("*.md")} == set(articles())


def test_no_article_is_an_orphan():
    linked = {to for key in articles() for to in LINK.findall(source(key, "zh"))}

    assert {key for key, each in articles().items() if not each.pages} - linked == set()
    assert linked <= set(articles())


@pytest.mark.parametrize("key", sorted(articles()))
def test_both_languages_say_the_same_amount(key):
    chinese, english = source(key, "zh"), source(key, "en")

    for mark in (r"^## ", r"^\d\. ", r"^- ", r"^\|"):
        counts = [len(re.findall(mark, text, re.MULTILINE)) for text in (chinese, english)]
        assert counts[0] == counts[1], (mark, counts)
    assert LINK.findall(chinese) == LINK.findall(english)
    assert re.findall("[一-鿿]", english.replace("中文", "").replace("路灯", "")) == []
    assert text_of(key, "zh").title != text_of(key, "en").title


@pytest.mark.parametrize("key", sorted(articles()))
def test_an_article_says_what_it_is_for_what_to_do_and_what_if_not(key):
    text, of = text_of(key, "zh"), articles()[key]

    assert 10 <= len(text.lead) <= 120
    assert "## 之后会怎样\n" in source(key, "zh")
    assert "## 办不成时\n" in source(key, "zh") or key in ("clocks", "refused")
    assert of.topic in topics()
    assert of.roles
    assert set(of.roles) <= set(roles())
    assert (of.topic == RESIDENTS) == (RESIDENTS in of.roles)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_to_be_pressed_is_a_word_of_the_program(lang):
    entries = [entry for part in PARTS.glob("*.po") for entry in polib.pofile(str(part))]
    known = {
        "zh": {word for each in entries for word in (each.msgstr, *each.msgstr_plural.values())},
        "en": {word for each in entries for word in (each.msgid, each.msgid_plural)},
    }[lang]

    said = {(key, word) for key in articles() for word in PRESSED[lang].findall(source(key, lang))}

    assert len(said) > 40
    assert {each for each in said if each[1] not in known} == set()


def source(key, lang):
    return (FOLDER / lang / f"{key}.md").read_text(encoding="utf-8")
