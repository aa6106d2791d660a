"""People on the desk: who holds what, appointing, ending, and what has to be looked after."""

from datetime import timedelta

import pytest
from django.utils import timezone

from yiwang.foundation.accounts.models import Account
from yiwang.portals.casework.tests.staging import account_id, client_of
from yiwang.structure.posts.models import (
    Appointment,
    Post,
    PostConflict,
    PostType,
    QualificationKind,
)

pytestmark = pytest.mark.django_db
BOSS, CLERK, ELSEWHERE = "supervisor.9001", "clerk.90010101", "supervisor.9002"
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def town_post():
    return Post.objects.get(type__key="verifier", area__code="900101")


def posted(username, path, **fields):
    return client_of(username).post(path, fields, headers=ENGLISH)


def text_of(username, path):
    return client_of(username).get(path, headers=ENGLISH).content.decode()


def test_somebody_is_appointed_by_name_with_term_home_and_mentor(town_post):
    ends = timezone.localdate() + timedelta(days=30)
    asked = {
        "who": CLERK,
        "mode": "seconded",
        "starts_on": timezone.localdate().isoformat(),
        "ends_on": ends.isoformat(),
        "home": "东县住建局",
        "mentor": "verifier.900101",
    }

    answer = posted(BOSS, f"/desk/posts/{town_post.pk}/appoint", **asked)

    page = text_of(CLERK, answer.url)
    assert answer.url == f"/desk/people/{account_id(CLERK)}"
    assert "housing office" in page
    assert "used by" in page
    assert "Mentor" in page
    assert "Shows the work to" in text_of(BOSS, f"/desk/people/{account_id('verifier.900101')}")
    assert "1 appointment ends within 60 days" in text_of(BOSS, "/desk/")
    assert "ends within 60 days" not in text_of(ELSEWHERE, "/desk/")


def test_what_is_wrong_stands_beside_the_field_and_nothing_is_done(town_post):
    before = Appointment.objects.count()
    path = f"/desk/posts/{town_post.pk}/appoint"

    answer = posted(BOSS, path, who="没有此人", mode="full_time", home="nowhere", ends_on="bald")

    assert answer.status_code == 422
    assert set(answer.context["faults"]) == {"who", "home", "ends_on"}
    assert Appointment.objects.count() == before


def test_of_two_with_one_name_the_user_name_is_asked_for(town_post, django_user_model):
    for username in ("zhang.a", "zhang.b"):
        django_user_model.objects.create(username=username, name="张伟")

    answer = posted(BOSS, f"/desk/posts/{town_post.pk}/appoint", who="张伟", mode="full_time")

    assert "Write one of: zhang.a, zhang.b" in str(answer.context["faults"]["who"])


@pytest.mark.parametrize("username", [CLERK, ELSEWHERE])
def test_who_does_not_appoint_there_sees_no_form(town_post, username):
    assert posted(username, f"/desk/posts/{town_post.pk}/appoint", who=CLERK).status_code == 403
    assert f"/desk/posts/{town_post.pk}/appoint" not in text_of(username, "/desk/areas/base/900101")


def test_an_appointment_is_ended_with_its_day(town_post):
    held = Appointment.objects.get(post=town_post)
    page = f"/desk/people/{held.account_id}"
    link = f"/desk/appointments/{held.pk}/end"
    assert link in text_of(BOSS, page)
    assert link not in text_of(CLERK, page)

    answer = posted(BOSS, link, ends_on=timezone.localdate().isoformat(), reason="轮岗")

    held.refresh_from_db()
    assert (answer.url, held.ends_on) == (page, timezone.localdate())


def test_posts_at_odds_are_listed_with_the_reason(town_post):
    clerk, verifier = (PostType.objects.get(key=key) for key in ("community_clerk", "verifier"))
    PostConflict.objects.create(
        one=clerk, other=verifier, over="same_area", effect="flag", reason="不能自己查自己"
    )
    posted(BOSS, f"/desk/posts/{town_post.pk}/appoint", who=CLERK, mode="concurrent")

    listed = text_of(BOSS, "/desk/people")
    own = f"/desk/people/{account_id(CLERK)}"

    assert "不能自己查自己" in listed
    assert "不能自己查自己" in text_of(CLERK, own)
    assert "不能自己查自己" not in text_of("grid.9001010101", own)  # a colleague


def test_the_pages_take_few_queries(town_post, django_assert_max_num_queries):
    client, person = client_of(BOSS), account_id(CLERK)
    client.get("/desk/people")

    with django_assert_max_num_queries(14):
        client.get("/desk/people")
    with django_assert_max_num_queries(17):
        client.get(f"/desk/people/{person}")


def test_a_certificate_is_entered_and_only_they_and_who_appoints_them_read_it():
    QualificationKind.objects.create(key="social_worker", name="社会工作者职业资格")
    PostType.objects.filter(key="community_clerk").update(needs=["social_worker"])
    person = f"/desk/people/{account_id(CLERK)}"
    assert "社会工作者职业资格" in text_of(BOSS, "/desk/people")

    wrong = posted(BOSS, f"{person}/certificate", kind="social_worker", issued_on="bald")
    ends = timezone.localdate() + timedelta(days=30)
    posted(
        BOSS,
        f"{person}/certificate",
        kind="social_worker",
        issued_on="2024-01-01",
        expires_on=ends.isoformat(),
    )

    assert (wrong.status_code, set(wrong.context["faults"])) == (422, {"issued_on"})
    assert "社会工作者职业资格" in text_of(CLERK, person)
    assert "社会工作者职业资格" not in text_of("grid.9001010101", person)
    assert client_of(BOSS).get("/desk/people").context["expiring"][0].expires_on == ends
    assert posted(CLERK, f"{person}/certificate", kind="social_worker").status_code == 403


def test_missing_certificates_are_paged_and_all_of_them_counted(town_post):
    QualificationKind.objects.create(key="social_worker", name="社会工作者证书")
    PostType.objects.filter(key="verifier").update(needs=["social_worker"])
    people = Account.objects.bulk_create(
        Account(username=f"further.{number}", name=f"第{number}人") for number in range(205)
    )
    today = timezone.localdate()
    Appointment.objects.bulk_create(
        Appointment(post=town_post, account=each, starts_on=today) for each in people
    )

    first = client_of(BOSS).get("/desk/people")
    rest = client_of(BOSS).get(f"/desk/people?lacking={first.context['further']}")

    shown = [each.appointment.pk for page in (first, rest) for each in page.context["lacking"]]
    number = first.context["lacking_in_all"]
    assert number > 205
    assert len(shown) == len(set(shown)) == number
    assert (len(first.context["lacking"]), rest.context["further"]) == (200, "")
    assert "每页 200 条" in first.content.decode()
