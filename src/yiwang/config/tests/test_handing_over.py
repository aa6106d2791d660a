"""How an answer is handed to the server."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from yiwang.config.handing_over import in_one_piece

pytestmark = pytest.mark.django_db  # whose connections are looked after when a response is closed


@pytest.fixture
def handed():
    """What the server gets for a response, and the response."""

    def over(response):
        return in_one_piece(lambda _environ, _start: response)({}, lambda *_said: None)

    return over


def test_what_stands_in_memory_is_handed_over_at_once_and_closed(handed):
    response = HttpResponse("一网")

    assert handed(response) == ["一网".encode()]
    assert response.closed


def test_what_is_made_while_it_is_sent_is_left_to_the_server(handed):
    def lines() -> Iterator[bytes]:
        yield b"1\n"
        yield b"2\n"

    response = StreamingHttpResponse(lines())

    assert handed(response) is response
    assert list(response) == [b"1\n", b"2\n"]
