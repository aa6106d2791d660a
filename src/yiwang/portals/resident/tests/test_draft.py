"""A report being written lies sealed in the session, and photos of nobody outlive a day."""

import base64
import io
import json
import os
import re
import time

import pytest
from django.contrib.sessions.models import Session
from PIL import Image

from yiwang.portals.resident import draft_photos
from yiwang.work.cases.models import Case

pytestmark = pytest.mark.django_db
KEY = "0" * 32


def photo() -> io.BytesIO:
    content = io.BytesIO()
    Image.new("RGB", (64, 48), "#456").save(content, "JPEG")
    return io.BytesIO(content.getvalue())


def test_what_was_typed_is_not_readable_in_the_database(client):
    client.post("/report", {"text": "楼道堆了杂物"})

    kept = json.dumps(Session.objects.get().get_decoded())
    assert "楼道" not in kept
    assert json.dumps("楼道").strip('"') not in kept
    assert "楼道堆了杂物" in client.get("/report").content.decode()


def test_draft_of_another_key_begins_anew(client, settings):
    client.post("/report", {"text": "楼道堆了杂物"})

    settings.MASTER_KEY = "ab" * 32

    assert "楼道" not in client.get("/report").content.decode()


def test_photos_of_a_draft_expire_after_a_day(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    name = draft_photos.add_photo(KEY, photo())
    old = time.time() - draft_photos.KEPT_SECONDS - 60
    os.utime(tmp_path / "drafts" / KEY, (old, old))

    removed = draft_photos.remove_expired()

    assert removed == 1
    assert draft_photos.thumbnail(KEY, name) is None


def test_photo_taken_out_of_a_draft_is_gone(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    first, second = (draft_photos.add_photo(KEY, photo()) for _ in range(2))

    draft_photos.remove(KEY, first)

    assert [len(draft_photos.checked_photos(KEY, [name])) for name in (first, second)] == [0, 1]


def test_fourth_photo_is_left_out_with_a_sentence(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    uploads = [photo() for _ in range(4)]
    for number, upload in enumerate(uploads):
        upload.name = f"{number}.jpg"

    answer = client.post("/report", {"text": "路灯不亮", "photos": uploads})

    assert answer.status_code == 422
    assert "最多三张照片" in answer.content.decode()
    assert answer.content.decode().count('name="drop"') == 3


def hidden(page: str) -> str:
    """What the page carries of the draft."""
    return re.search(r'name="draft" value="([^"]+)"', page).group(1)


def test_report_longer_than_its_session_loses_nothing(client):
    client.post("/report", {"text": "楼道堆了杂物", "kind": "housing.leak"})
    page = client.get("/report/place").content.decode()
    Session.objects.all().delete()

    client.post("/report/place", {"choose": "90010101", "draft": hidden(page)})
    client.post("/report/place", {"place_text": "三单元"})
    page = client.get("/report/check").content.decode()
    Session.objects.all().delete()
    client.post("/report/check", {"contact": "13812341234", "send": "1", "draft": hidden(page)})

    case = Case.objects.get()
    assert (case.text, case.type.key, case.area.code, case.place_text) == (
        "楼道堆了杂物",
        "housing.leak",
        "90010101",
        "三单元",
    )


def test_what_a_page_carries_cannot_be_read_or_made_up(client):
    client.post("/report", {"text": "楼道堆了杂物"})
    page = client.get("/report/place").content.decode()
    Session.objects.all().delete()

    answer = client.post("/report/place", {"draft": "e30=", "choose": "90010101"})

    assert "楼道" not in base64.b64decode(hidden(page)).decode("latin-1")
    assert answer["Location"] == "/report"


def test_pages_gone_back_to_after_sending_begin_another_report(client):
    client.post("/report", {"text": "楼道堆了杂物"})
    first = client.get("/report").content.decode()
    client.post("/report/place", {"choose": "90010101"})
    client.post("/report/check", {"contact": "", "send": "1"})

    client.post("/report", {"text": "路灯也不亮", "draft": hidden(first)})
    client.post("/report/place", {"choose": "90010102"})
    client.post("/report/check", {"contact": "", "send": "1"})

    assert [case.text for case in Case.objects.order_by("id")] == ["楼道堆了杂物", "路灯也不亮"]


def test_changed_report_under_a_key_sent_before_is_another_report(client):
    client.post("/report", {"text": "楼道堆了杂物"})
    first = client.get("/report").content.decode()
    client.post("/report/place", {"choose": "90010101"})
    client.post("/report/check", {"contact": "", "send": "1"})
    Session.objects.all().delete()

    client.post("/report", {"text": "路灯也不亮", "draft": hidden(first)})
    client.post("/report/place", {"choose": "90010102"})
    client.post("/report/check", {"contact": "", "send": "1"})

    assert [case.text for case in Case.objects.order_by("id")] == ["楼道堆了杂物", "路灯也不亮"]
