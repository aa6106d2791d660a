"""The help as people open it: from a page, from the index, by a search, to be printed."""

import re

import pytest
from django.test import Client

from yiwang.portals.casework.tests.staging import client_of, reported
from yiwang.portals.help.handbook import articles, kept_articles

pytestmark = pytest.mark.django_db
CLERK, GRID = "clerk.90010101", "grid.9001010101"
ENGLISH = {"Accept-Language": "en"}


def help_of(page: str) -> str:
    """Where the link of a page leads."""
    (address,) = re.findall(r'class="yw-tool yw-help" href="([^"]+)"', page)
    return address


def page_of(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def listed(page: str) -> list[str]:
    return re.findall(r'<a href="/help/([\w-]+)">', page)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("/desk/", "inbox"),
        ("/desk/intake", "take-in"),
        ("/desk/rules", "rules"),
        ("/exchange/", "exchange"),
        ("/messages/", "messages"),
        ("/desk/areas", "who-is-where"),
    ],
)
def test_a_page_of_staff_leads_to_the_article_about_it(address, key):
    client = client_of(CLERK)

    found = help_of(page_of(client, address))

    assert found == f"/help/{key}"
    assert articles()[key].text.title in page_of(client, found)


def test_a_case_leads_to_the_article_about_cases_and_what_is_refused_has_one_too():
    client, case = client_of(CLERK), reported()

    assert help_of(page_of(client, f"/desk/cases/{case.pk}/")) == "/help/case"
    refused = client.get("/desk/cases/999999/")
    assert (refused.status_code, help_of(refused.content.decode())) == (404, "/help/case")


def test_a_page_that_there_is_not_leads_to_the_index():
    answer = Client().get("/no/such/page")

    assert (answer.status_code, help_of(answer.content.decode())) == (404, "/help/")


def test_the_phone_has_its_articles_where_they_can_be_kept():
    client = client_of(GRID)

    assert help_of(page_of(client, "/work/")) == "/work/help/today"
    kept = client.get("/work/kept").json()["pages"]
    for each in kept_articles():
        address = f"/work/help/{each.key}"
        assert kept[address] == each.text.digest
        assert each.text.title in page_of(client, address, **{"Yiwang-Keep": "1"})


def test_residents_find_theirs_in_plain_words_and_in_the_elder_view():
    client = Client()
    client.cookies["view"] = "elder"

    home = page_of(client, "/")

    assert ("怎么用" in home, help_of(home)) == (True, "/help/report")
    assert 'data-view="elder"' in page_of(client, "/help/report")
    assert set(listed(page_of(client, "/help/"))) == {
        each.key for each in articles().values() if "residents" in each.roles
    }


def test_staff_find_every_article_and_those_of_one_role():
    client = client_of(CLERK)

    assert set(listed(page_of(client, "/help/"))) == set(articles())
    assert set(listed(page_of(client, "/help/?for=workers"))) == {
        each.key for each in articles().values() if "workers" in each.roles
    }


@pytest.mark.parametrize(
    ("query", "first"), [("吹哨", "whistles"), ("派遣", "acting"), ("手机 信号", "no-signal")]
)
def test_two_characters_are_found_titles_first(query, first):
    page = page_of(client_of(CLERK), f"/help/?q={query}")

    assert listed(page)[0] == first
    assert f"<mark>{query.split()[0]}</mark>" in page


def test_a_search_without_a_hit_says_what_to_do():
    page = page_of(client_of(CLERK), "/help/?q=量子纠缠")

    assert "没有找到。换短一点的词试试" in page
    assert set(listed(page)) == set(articles())


def test_what_is_typed_into_the_search_is_no_markup():
    assert "<b>x" not in page_of(client_of(CLERK), "/help/?q=<b>x</b>")


def test_english_readers_read_english():
    page = page_of(client_of(CLERK), "/help/acting", **ENGLISH)

    assert "Step by step" in page
    assert "怎么做" not in page


def test_all_of_a_role_is_one_page_to_print():
    page = page_of(client_of(CLERK), "/help/book?for=workers")

    assert page.count('class="help help-in-book"') == len(
        [each for each in articles().values() if "workers" in each.roles]
    )
    assert "data-print" in page


def test_an_article_is_read_with_as_few_queries_as_any_page(django_assert_num_queries):
    client = client_of(CLERK)
    client.get("/help/acting")

    with django_assert_num_queries(7):
        client.get("/help/acting")


def test_the_practice_system_is_named_where_its_address_is_set(settings):
    client = client_of(CLERK)
    assert "practice.example" not in page_of(client, "/help/")

    settings.PRACTICE_ADDRESS = "https://practice.example"

    assert 'href="https://practice.example"' in page_of(client, "/help/")
    assert "practice.example" not in page_of(Client(), "/help/")
