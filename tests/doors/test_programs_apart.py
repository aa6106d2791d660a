"""Programs pass by the chain of pages, and their answers carry what those of pages carry."""

import pytest

from yiwang.config.programs import Sent

PER_KIND = {"Content-Type", "Content-Length", "Allow", "Expires", "Cache-Control"}
ASKED = [
    ("get", "/api/v1/openapi.json", 200),
    ("get", "/api/v1/cases/000-000-000", 404),
    ("get", "/api/nowhere", 404),
    ("delete", "/api/v1/cases", 405),
    ("get", "/api/v1/tasks", 401),
]


@pytest.mark.parametrize(("method", "address", "status"), ASKED)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_answer_to_a_program_carries_what_a_page_carries(
    db, client, method, address, status, language
):
    said = {"Accept-Language": language}
    page = client.get("/figures", headers=said)

    answer = getattr(client, method)(address, headers=said)

    assert answer.status_code == status
    assert answer["Content-Length"] == str(len(answer.content))
    assert answer["Content-Language"] == language
    assert "Accept-Language" in answer["Vary"]
    lacking = page.headers.keys() - answer.headers.keys() - PER_KIND
    assert lacking == set()
    named = page.headers.keys() - PER_KIND - {"Vary"}
    assert {name: answer[name] for name in named} == {name: page[name] for name in named}


def test_a_program_is_no_session(stage_client):
    answer = stage_client.get("/api/v1/tasks")

    assert answer.status_code == 401
    assert not answer.cookies


def test_a_host_that_is_not_ours_is_refused_with_all_headers(db, client, settings):
    settings.ALLOWED_HOSTS = ["testserver"]

    answer = client.get("/api/v1/openapi.json", headers={"Host": "evil.example"})

    assert answer.status_code == 400
    assert answer["Content-Security-Policy"]


@pytest.fixture
def stage_client(db, client, django_user_model):
    """A browser in which somebody has signed in."""
    client.force_login(
        django_user_model.objects.first(),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client


def test_headers_looked_up_one_by_one_are_those_that_were_sent(rf):
    request = rf.post(
        "/api/v1/cases",
        {"text": "路灯不亮"},
        content_type="application/json",
        headers={"Idempotency-Key": "k1", "Accept-Language": "en"},
    )

    sent = Sent(request)

    assert dict(sent) == dict(request.headers)
    assert len(sent) == len(request.headers)
    assert (sent["idempotency-key"], sent.get("Authorization")) == ("k1", None)
    assert "Content-Type" in sent
