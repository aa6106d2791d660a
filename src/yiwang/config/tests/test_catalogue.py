"""Words are compiled from their parts when one of them changed, and only then."""

import gettext

from yiwang.config.catalogue import compiled

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def write(folder, name, msgid, msgstr):
    part = folder / "zh_Hans" / "parts" / f"{name}.po"
    part.parent.mkdir(parents=True, exist_ok=True)
    part.write_text(f'{HEAD}msgid "{msgid}"\nmsgstr "{msgstr}"\n', encoding="utf-8")


def said(target, msgid):
    with (target / "zh_Hans" / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file).gettext(msgid)


def test_parts_make_one_catalogue(tmp_path):
    source, target = tmp_path / "locale", tmp_path / "home"
    write(source, "cases", "Case", "事项")
    write(source, "posts", "Post", "岗位")

    assert compiled(source, target) == target

    assert (said(target, "Case"), said(target, "Post")) == ("事项", "岗位")


def test_changed_part_counts_at_the_next_start(tmp_path):
    source, target = tmp_path / "locale", tmp_path / "home"
    write(source, "cases", "Case", "案件")
    compiled(source, target)
    before = (target / "zh_Hans" / "LC_MESSAGES" / "django.mo").stat().st_mtime_ns

    compiled(source, target)
    assert (target / "zh_Hans" / "LC_MESSAGES" / "django.mo").stat().st_mtime_ns == before

    write(source, "cases", "Case", "事项")
    compiled(source, target)
    assert said(target, "Case") == "事项"
