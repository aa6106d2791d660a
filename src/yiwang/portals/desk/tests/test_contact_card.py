"""The card of an area and the public page it opens."""

import pytest
from django.test import Client

from yiwang.foundation.accounts.models import Account
from yiwang.portals.casework.tests.staging import client_of
from yiwang.structure.posts.models import PostClass, PostType

pytestmark = pytest.mark.django_db
LEADER = "grid.9001010101"
CARD, PUBLIC = "/desk/areas/base/9001010101/card", "/areas/base/9001010101"


@pytest.fixture
def shown():
    PostType.objects.filter(key="grid_leader").update(shown="name")
    Account.objects.filter(username=LEADER).update(phone="000-0000-0101")


def text_of(client, path):
    return client.get(path, headers={"accept-language": "zh-hans"}).content.decode()


def test_the_card_names_who_answers_and_opens_the_public_page(shown):
    card = text_of(client_of(LEADER), CARD)

    assert "000-0000-0101" in card
    assert f"http://testserver{PUBLIC}" in card
    assert "<svg" in card
    assert 'class="area-card area-card-a6"' in card
    assert 'class="area-card area-card-a4"' in text_of(client_of(LEADER), f"{CARD}?paper=a4")


def test_anybody_reads_who_answers_and_reports_from_there(shown):
    name = Account.objects.get(username=LEADER).name
    page = text_of(Client(), PUBLIC)

    assert name in page
    assert 'href="tel:000-0000-0101"' in page
    assert 'href="/report?in=9001010101"' in page


def test_nobody_is_named_where_the_locality_does_not_show_them():
    page = text_of(Client(), PUBLIC)

    assert Account.objects.get(username=LEADER).name not in page
    assert "这里还没有公示的岗位" in page


def test_the_public_page_takes_few_queries(shown, django_assert_max_num_queries):
    Client().get(PUBLIC)

    with django_assert_max_num_queries(10):
        Client().get(PUBLIC)


def test_an_area_that_ended_still_leads_to_the_report():
    answer = Client().get("/areas/base/none", headers={"accept-language": "zh-hans"})

    assert answer.status_code == 404
    assert 'href="/report"' in answer.content.decode()


def test_posts_of_one_class_are_picked_out_on_the_page_of_an_area():
    PostClass.objects.create(classification="group", key="leaders", name="“三长”")
    PostType.objects.filter(key="grid_leader").update(group="leaders")
    client = client_of(LEADER)

    everything = client.get("/desk/areas/base/9001010101")
    picked = client.get("/desk/areas/base/9001010101?of=group.leaders")

    assert "“三长”" in everything.content.decode()
    assert [line.post.type.key for line, _ in picked.context["roster"]] == ["grid_leader"]
