"""Putting two reports together and taking them apart, on the page of the case."""

import re

import pytest

from yiwang.portals.casework.tests.staging import CLERK, DISPATCHER, client_of, whistled
from yiwang.work.cases.models import Merge

pytestmark = pytest.mark.django_db


def words(page) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page.content.decode()))


def door(case, what: str) -> str:
    return f"/desk/cases/{case.pk}/{what}"


def test_like_ones_are_offered_to_merge_into_and_both_pages_say_so():
    primary, member = whistled(), whistled(text="我家楼道也漏水")
    client = client_of(DISPATCHER)
    offered = client.get(door(member, "")).content.decode()

    client.post(door(member, "merge"), {"like": primary.number, "reason": "同一处楼道"})

    assert f'value="{primary.number}"' in offered
    page = words(client.get(door(member, "")))
    assert f"并入{primary.number}并案中" in page
    assert "同一处楼道" in page
    assert f"并入本件的有{member.number}" in words(client.get(door(primary, "")))


def test_taken_apart_from_the_page_of_the_primary_with_a_reason():
    primary, member = whistled(), whistled()
    client = client_of(DISPATCHER)
    client.post(door(member, "merge"), {"number": primary.number, "reason": "同一处"})

    refused = client.post(door(primary, "unmerge"), {"member": member.pk, "reason": ""})
    client.post(door(primary, "unmerge"), {"member": member.pk, "reason": "另一栋楼"})

    assert refused.status_code == 422
    assert Merge.objects.get().unmerge_reason == "另一栋楼"
    assert "已撤销" in words(client.get(door(primary, "")))


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"number": "none", "reason": "同一处"}, 404),
        ({"number": "", "reason": "同一处"}, 422),
        ({"reason": ""}, 422),
    ],
)
def test_a_form_that_cannot_be_used_comes_back_with_what_was_typed(given, status):
    primary, member = whistled(), whistled()

    page = client_of(DISPATCHER).post(door(member, "merge"), {"number": primary.number, **given})

    assert page.status_code == status
    assert page.context["beside"].form == "merge"
    assert not Merge.objects.exists()


def test_who_takes_in_a_case_of_another_town_cannot_merge_by_the_address():
    primary, member = whistled(), whistled()

    page = client_of("clerk.90020101").post(
        door(member, "merge"), {"number": primary.number, "reason": "同一处"}
    )

    assert page.status_code == 404
    assert not Merge.objects.exists()
    assert client_of(CLERK).get(door(member, "")).status_code == 200
