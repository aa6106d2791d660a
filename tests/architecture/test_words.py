"""Chinese first: every message has its Chinese, and no two parts disagree about one."""

from collections import defaultdict
from pathlib import Path

import polib

import yiwang
from tests.architecture.words import messages_of

PACKAGE = Path(yiwang.__file__).parent
PARTS = sorted(PACKAGE.glob("locale/zh_Hans/parts/*.po"))


def test_every_message_has_its_chinese():
    known = {
        (entry.msgctxt, entry.msgid)
        for part in PARTS
        for entry in polib.pofile(str(part))
        if entry.translated()
    }

    missing = {each: place for each, place in messages_of(PACKAGE).items() if each not in known}

    assert missing == {}


def test_no_message_is_translated_in_two_ways():
    said = defaultdict(set)
    for part in PARTS:
        for entry in polib.pofile(str(part)):
            said[entry.msgctxt, entry.msgid].add(entry.msgstr or str(entry.msgstr_plural))

    assert {message: sorted(ways) for message, ways in said.items() if len(ways) > 1} == {}
