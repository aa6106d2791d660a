"""Where staff begin, and the switch to the elder view."""

import pytest
from django.contrib.auth import get_user_model

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("username", "address"),
    [("dispatcher.900101", "/desk/"), ("grid.9001010101", "/work/")],
)
def test_staff_begin_where_their_posts_work(client, username, address):
    client.force_login(get_user_model().objects.get(username=username))

    assert client.get("/start")["Location"] == address


def test_stranger_is_asked_to_sign_in(client):
    assert client.get("/start")["Location"] == "/accounts/login/?next=/start"


def test_view_is_switched_and_the_reader_stays(client):
    answer = client.post("/view", {"view": "elder", "next": "/follow"})

    assert answer["Location"] == "/follow"
    assert client.cookies["view"].value == "elder"

    client.post("/view", {"view": "standard", "next": "/follow"})
    assert client.cookies["view"].value == ""


def test_view_switch_sends_nobody_to_another_host(client):
    answer = client.post("/view", {"view": "elder", "next": "https://elsewhere.example/"})

    assert answer["Location"] == "/"
