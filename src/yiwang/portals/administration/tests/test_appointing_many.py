"""Many are appointed on a page: posts and people chosen, what would change looked at, then applied
as a whole or not at all."""

import pytest

from yiwang.foundation.records.models import Record
from yiwang.portals.casework.tests.staging import client_of
from yiwang.structure.posts.models import Appointment, Post, PostType, QualificationKind

pytestmark = pytest.mark.django_db
PAGE = "/desk/admin/appoint"
COMMUNITY = "临江社区（90010101）"
CHOSEN = {"type": "grid_leader", "area": COMMUNITY, "starts_on": "2026-12-01"}


@pytest.fixture
def admin():
    return client_of("supervisor.9001")


def grids() -> list[Post]:
    found = Post.objects.filter(type__key="grid_leader", area__code__startswith="90010101")
    return list(found.order_by("area__code"))


def who_holds(post) -> set[str]:
    held = Appointment.objects.filter(post=post, starts_on="2026-12-01")
    return set(held.values_list("account__username", flat=True))


def applied(client, shown):
    seen = shown.context["plan"].digest
    return client.post(shown.request["PATH_INFO"], {"seen": seen}, follow=True)


def test_one_person_gets_many_posts_after_what_would_change_was_seen(admin):
    QualificationKind.objects.create(key="social_worker", name="社会工作者证书")
    PostType.objects.filter(key="grid_leader").update(needs=["social_worker"])
    sent = CHOSEN | {"post": [post.pk for post in grids()], "everybody": "临江社区受理员"}

    shown = admin.post(PAGE, sent, follow=True)

    assert shown.context["plan"].counts["added"] == len(grids()) > 1
    assert "社会工作者证书" in str(shown.context["remarks"])
    assert not any(who_holds(post) for post in grids())
    done = applied(admin, shown)
    assert done.status_code == 200
    assert all(who_holds(post) == {"clerk.90010101"} for post in grids())
    started = Record.objects.filter(name="posts.appointment.started", subject_id__gt=0)
    assert started.count() == len(grids())


def test_each_post_gets_its_own_people_by_name_or_user_name(admin):
    first, second = grids()[:2]
    sent = CHOSEN | {
        f"who-{first.pk}": "临江社区受理员（clerk.90010101）、verifier.900101",
        f"who-{second.pk}": "verifier.900101",
        "mode": "concurrent",
    }

    applied(admin, admin.post(PAGE, sent, follow=True))

    assert who_holds(first) == {"clerk.90010101", "verifier.900101"}
    assert who_holds(second) == {"verifier.900101"}
    assert set(Appointment.objects.filter(starts_on="2026-12-01").values_list("mode")) == {
        ("concurrent",)
    }


def test_what_cannot_be_stands_at_its_post_and_nothing_waits(admin):
    first, second = grids()[:2]
    sent = CHOSEN | {f"who-{first.pk}": "没有这个人", "post": [second.pk], "mode": "seconded"}

    shown = admin.post(PAGE, sent)

    assert shown.status_code == 422
    faults = {line.roster.post.pk: line.fault for line in shown.context["wanted"].lines}
    assert "找不到“没有这个人”" in faults[first.pk]
    assert "请写明由谁担任" in faults[second.pk]
    assert not Record.objects.filter(name="sheets.upload.brought").exists()


def test_terms_that_cannot_be_are_said_once_at_their_field(admin):
    sent = CHOSEN | {
        "post": [post.pk for post in grids()],
        "everybody": "clerk.90010101",
        "mode": "seconded",
    }

    shown = admin.post(PAGE, sent)

    assert shown.status_code == 422
    assert set(shown.context["faults"]) == {"ends_on", "home"}


def test_posts_are_offered_where_one_appoints_alone(admin):
    everywhere = admin.get(PAGE, {"type": "grid_leader"}).context["wanted"].lines
    away = admin.get(PAGE, {"type": "grid_leader", "area": "90020101"}).context["wanted"].lines

    assert everywhere
    assert all(line.roster.post.area.code.startswith("9001") for line in everywhere)
    assert away == []
    assert client_of("clerk.90010101").get(PAGE).status_code == 403


def test_people_are_offered_by_a_part_of_their_name_to_who_appoints(admin):
    found = "/desk/admin/people-found"

    offered = admin.get(found, {"q": "临江社区受"}).json()["offered"]

    assert offered == [{"value": "临江社区受理员（clerk.90010101）"}]
    assert client_of("clerk.90010101").get(found, {"q": "临江"}).status_code == 403


def test_posts_are_shown_in_few_queries(admin, django_assert_max_num_queries):
    admin.get(PAGE, CHOSEN)
    with django_assert_max_num_queries(16):
        admin.get(PAGE, CHOSEN)
