"""The demonstration is for an empty installation only: nobody's own territory gets a second one."""

from datetime import datetime
from zoneinfo import ZoneInfo

from yiwang.packs.demonstration import demonstration_accounts, install_once
from yiwang.packs.models import InstalledPack

NOW = datetime(2026, 9, 7, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_a_pack_from_elsewhere_keeps_the_demonstration_out(db):
    before = list(InstalledPack.objects.values_list("key", flat=True))

    install_once("blank", now=NOW, progress=lambda *_: None)

    assert before == ["testland"]
    assert list(InstalledPack.objects.values_list("key", flat=True)) == before
    assert list(demonstration_accounts()) == []
