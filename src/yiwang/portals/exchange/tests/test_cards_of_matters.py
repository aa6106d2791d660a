"""A card that comes of a matter: it takes the area along and nothing that anybody said."""

import pytest
from tests.doors.stage import HERE, reported

from yiwang.portals.casework.tests.staging import client_of
from yiwang.portals.exchange.tests.shop import ZH, claim_on, get, put_up, words
from yiwang.work.cases.models import Case
from yiwang.work.exchange.models import Card
from yiwang.work.exchange.tests.market import CLERK, OFFICE

pytestmark = pytest.mark.django_db
SAID = "屋里太挤没处下棋"


def run_of(kind="housing.leak") -> tuple[int, int]:
    """The matter and its run."""
    stood = reported(SAID, HERE, kind=kind)
    run = Case.objects.get(pk=stood.case).run_id
    assert run is not None
    return stood.case, run


def matter(case_id: int) -> str:
    return client_of(CLERK).get(f"/desk/cases/{case_id}/", headers=ZH).content.decode()


def test_the_matter_says_how_far_its_card_is_taken_on():
    case_id, run = run_of()
    before = matter(case_id)
    form = get(CLERK, "new/", kind="need", run=run).content.decode()

    put_up(query=f"&run={run}")
    claim_on(Card.objects.get())

    assert f"/exchange/new/?run={run}" in before
    assert "9001010101" in form
    assert SAID not in form
    assert Card.objects.get().run_id == run
    after = matter(case_id)
    assert "共 1 项，已认领 1" in after
    assert f"/exchange/new/?run={run}" not in after


def test_a_second_card_of_the_same_matter_is_refused():
    _case, run = run_of()
    put_up(query=f"&run={run}")

    again = put_up(query=f"&run={run}")

    assert (again.status_code, Card.objects.count()) == (422, 1)
    assert "已经" in words(again)


def test_a_confidential_matter_and_that_of_others_goes_on_no_list():
    case_id, secret = run_of("rights.wages")
    _other, run = run_of()

    assert put_up(query=f"&run={secret}").status_code == 404
    assert put_up(OFFICE, query=f"&run={run}").status_code == 403
    assert f"run={secret}" not in matter(case_id)
    assert Card.objects.count() == 0
