"""Bodies and people without a duty in words are listed beside the coverage of sectors."""

import pytest
from django.utils import timezone

from yiwang.packs.tests.at_the_doors import words_of
from yiwang.portals.casework.tests.staging import client_of
from yiwang.structure.organizations.models import Organization, Remit
from yiwang.structure.posts.models import PostType

pytestmark = pytest.mark.django_db
PAGE = "/desk/organizations/coverage"


def idle(**asked):
    return {body.code for body in client_of("supervisor.90").get(PAGE, asked).context["idle"]}


def test_a_body_without_remit_and_duty_shows_until_it_has_one():
    PostType.objects.update(duty="")
    assert "ZJ-9001" in idle()
    assert "ZJ-9001" not in idle(area="9002")

    body = Organization.objects.get(code="ZJ-9001")
    Remit.objects.create(organization=body, says="房屋安全", valid_from=timezone.localdate())

    assert "ZJ-9001" not in idle()
    PostType.objects.filter(key="department_clerk").update(duty="办理派来的事项")
    assert "SW-9001" not in idle()


def test_people_at_posts_without_a_duty_are_counted_and_not_named():
    PostType.objects.update(duty="有")
    client = client_of("supervisor.90")
    assert client.get(PAGE).context["without"].people == 0

    PostType.objects.filter(key="grid_leader").update(duty="")

    answer = client.get(PAGE)
    assert answer.context["without"].people > 0
    assert "没有职责的" in words_of(answer.content.decode())
