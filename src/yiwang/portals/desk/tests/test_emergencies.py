"""Emergencies on the desk: called out, confirmed, called off; and a comment on a case."""

from datetime import timedelta

import pytest
from django.utils import timezone

from yiwang.foundation.records.queries import history_of
from yiwang.portals.casework.tests.staging import CLERK, account_id, client_of, reported
from yiwang.structure.posts.models import Activation, Appointment, Post, PostType

pytestmark = pytest.mark.django_db
BOSS, READY = "supervisor.9001", "clerk.90010102"
PAGE = "/desk/emergencies"


@pytest.fixture
def ready():
    """A clerk of another community is on standby as grid leader."""
    type_ = PostType.objects.get(key="county_supervisor")
    type_.powers = [*type_.powers, "posts.call_out"]
    type_.save()
    Appointment.objects.create(
        post=Post.objects.get(type__key="grid_leader", area__code="9001010101"),
        account_id=account_id(READY),
        mode="standby",
        starts_on=timezone.localdate(),
    )


def text_of(username, path=PAGE):
    return client_of(username).get(path, headers={"accept-language": "en"}).content.decode()


def called(**changes):
    ends = timezone.localdate() + timedelta(days=3)
    fields = {"area": "9001", "purpose": "防汛", "ends_on": ends.isoformat(), "hours": "3"}
    return client_of(BOSS).post(PAGE, {**fields, **changes}, headers={"accept-language": "en"})


def test_somebody_is_called_out_confirms_and_is_released(ready):
    assert called().status_code == 302
    [made] = Activation.objects.all()

    assert "You are called out: 防汛." in text_of(READY, "/desk/")
    client_of(READY).post(f"{PAGE}/{made.pk}/confirm")
    assert "1 of 1 confirmed (100%)" in text_of(BOSS)
    client_of(BOSS).post(f"{PAGE}/{made.pk}/end")

    assert "called off" in text_of(BOSS)
    assert "You are called out" not in text_of(READY, "/desk/")


def test_what_is_wrong_stands_beside_its_field(ready):
    answer = called(area="none")
    other = called(purpose="", ends_on="2020-01-01")

    assert (answer.status_code, set(answer.context["faults"])) == (422, {"area"})
    assert set(other.context["faults"]) == {"purpose", "ends_on"}


def test_others_neither_call_out_nor_see_the_form(ready):
    assert "Call out those on standby" not in text_of(READY)
    refused = client_of(READY).post(PAGE, {"area": "9001", "purpose": "x", "ends_on": "2030-01-01"})
    assert refused.status_code == 403
    assert not Activation.objects.exists()


def test_a_comment_stands_in_the_story_and_changes_nothing_else():
    case = reported()
    page = f"/desk/cases/{case.pk}/"

    answer = client_of(BOSS).post(f"{page}comment", {"words": "请先联系 13812345678 的住户"})

    told = history_of(("cases.case", case.pk))
    assert answer.status_code == 302
    assert [record.name for record in told][-1] == "cases.case.commented"
    text = client_of(CLERK).get(page, headers={"accept-language": "en"}).content.decode()
    assert "A comment was left." in text
    assert "13812345678" not in text
    assert "请先联系" in text


def test_a_comment_without_words_or_from_elsewhere_is_refused():
    case = reported()

    empty = client_of(BOSS).post(f"/desk/cases/{case.pk}/comment", {"words": " "})
    elsewhere = client_of("supervisor.9002").post(
        f"/desk/cases/{case.pk}/comment", {"words": "看看"}
    )

    assert (empty.status_code, elsewhere.status_code) == (422, 404)
    assert len(history_of(("cases.case", case.pk))) == 1
