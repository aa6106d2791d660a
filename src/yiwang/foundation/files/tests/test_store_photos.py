"""Storing photos and finding them again."""

from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction

from yiwang.foundation.files.actions.store_photos import store_photos
from yiwang.foundation.files.models import StoredFile
from yiwang.foundation.files.photos import check_photo
from yiwang.foundation.files.queries import open_photo, photo, photos_of
from yiwang.foundation.files.tests.pictures import encoded, phone_photo, picture
from yiwang.foundation.refusals import NotFound

NOW = datetime.fromisoformat("2026-09-07T09:00:00+08:00")
CASE = ("cases.case", 7)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def checked(*contents):
    return [check_photo(BytesIO(content)) for content in contents]


def store(photos, *, subject=CASE, purpose="report"):
    return store_photos(photos, subject=subject, purpose=purpose, now=NOW)


def files_in(folder):
    return [path for path in Path(folder).rglob("*") if path.is_file()]


def test_photos_are_found_by_subject_and_purpose_in_the_order_given():
    several = [encoded(picture(40 + size, 40)) for size in range(6)]
    first = store(checked(*several))
    result = store(checked(phone_photo()), purpose="result")
    store(checked(phone_photo()), subject=("cases.case", 8))

    assert photos_of(CASE, "report") == first
    assert [each.width for each in first] == [40, 41, 42, 43, 44, 45]
    assert photos_of(CASE, "result") == result
    assert len(photos_of(CASE)) == 7


def test_what_is_stored_is_what_was_checked(media):
    [taken] = checked(phone_photo())

    [stored] = store([taken])

    assert open_photo(stored.id, thumbnail=False).read() == taken.content
    assert open_photo(stored.id, thumbnail=True).read() == taken.thumbnail
    digest = sha256(taken.content).hexdigest()
    assert stored.path == f"{digest[:2]}/{digest[2:4]}/{digest}.jpg"
    assert (stored.sha256, stored.size) == (digest, len(taken.content))
    assert (stored.width, stored.height, stored.media_type) == (600, 800, "image/jpeg")


def test_the_position_of_the_camera_reaches_no_file_and_no_row(media):
    [stored] = store(checked(phone_photo()))

    for path in files_in(media):
        assert b"Exif" not in path.read_bytes()
        assert b"ZHANG" not in path.read_bytes()
    assert "ZHANG" not in str(StoredFile.objects.filter(pk=stored.pk).values().get())


def test_the_same_photo_twice_lies_on_the_disk_once(media):
    store(checked(phone_photo()))
    before = files_in(media)

    store(checked(phone_photo()), subject=("cases.case", 8))

    assert (files_in(media), len(before)) == (before, 2)
    assert StoredFile.objects.count() == 2


def test_what_is_rolled_back_is_seen_by_nobody():
    with transaction.atomic():
        [stored] = store(checked(phone_photo()))
        transaction.set_rollback(True)

    assert photos_of(CASE) == []
    with pytest.raises(NotFound):
        open_photo(stored.id, thumbnail=False)


def test_a_file_that_cannot_be_written_leaves_no_row_and_no_half_file(media):
    photos = checked(phone_photo(), encoded(picture()))
    second = sha256(photos[1].content).hexdigest()
    (media / second[:2]).write_text("a file where a folder should be")

    with pytest.raises(OSError, match=second[:2]), transaction.atomic():
        store(photos)

    assert photos_of(CASE) == []
    assert [path for path in files_in(media) if "writing" in path.name] == []


def test_unknown_and_lost_photos_are_not_found(media):
    [stored] = store(checked(phone_photo()))
    (media / stored.thumbnail).unlink()

    for ask in (
        lambda: photo(uuid4()),
        lambda: open_photo(uuid4(), thumbnail=False),
        lambda: open_photo(stored.id, thumbnail=True),
    ):
        with pytest.raises(NotFound):
            ask()


def test_storing_and_finding_ask_one_query_each(django_assert_num_queries):
    photos = checked(phone_photo(), encoded(picture()))

    with transaction.atomic(), django_assert_num_queries(1):
        store(photos)
    with django_assert_num_queries(1):
        assert len(photos_of(CASE)) == 2
