"""Taking in for somebody: like cases first, numbers pointed out, once, and a slip with the code."""

import re
import uuid

import pytest

from yiwang.portals.casework.tests.staging import CLERK, client_of, reported
from yiwang.work.cases.models import Case, Contact
from yiwang.work.cases.queries import case_by_code

pytestmark = pytest.mark.django_db


def form(**changes: str) -> dict[str, str]:
    usual = {
        "form": uuid.uuid4().hex,
        "text": "路灯不亮",
        "channel": "phone",
        "area": "9001010101",
        "contact": "",
    }
    return usual | changes


def test_report_by_telephone_is_taken_in_and_the_slip_holds_the_code():
    client = client_of(CLERK)

    slip = client.post("/desk/intake", form(contact="0454-8512345"), follow=True)

    case = Case.objects.get()
    code = slip.context["slip"].code
    assert case_by_code(code) == case
    assert (case.channel, case.number in slip.content.decode()) == ("phone", True)
    assert "<svg" in slip.content.decode()
    assert Contact.objects.filter(case=case).exists()


def test_sending_twice_takes_it_in_once():
    client, sent = client_of(CLERK), form()

    codes = [
        client.post("/desk/intake", sent | {"save": "1"}, follow=True).context["slip"].code
        for _ in range(2)
    ]

    assert Case.objects.count() == 1
    assert codes[0] == codes[1]


def test_like_cases_are_shown_before_it_is_saved_and_can_be_followed():
    known = reported(text="路灯坏了", kind="")
    client, sent = client_of(CLERK), form()

    shown = client.post("/desk/intake", sent)
    followed = client.post("/desk/intake", sent | {"follow": str(known.pk)}, follow=True)

    assert [like.case_id for like in shown.context["like"]] == [known.pk]
    assert Case.objects.count() == 1
    assert case_by_code(followed.context["slip"].code) == known


def test_number_of_a_person_in_the_text_is_pointed_out_and_masked():
    client, sent = client_of(CLERK), form(text="请打 13812345678 找王先生")

    pointed_out = client.post("/desk/intake", sent)
    masked = client.post("/desk/intake", sent | {"mask": "1"})

    assert pointed_out.context["taken"].numbers == 1
    assert "13812345678" not in masked.context["taken"].text
    assert Case.objects.count() == 0


def test_faults_come_back_at_their_fields_with_everything_typed():
    client = client_of(CLERK)

    page = client.post("/desk/intake", form(text="", area="", contact="abc"))

    assert page.status_code == 422
    assert set(page.context["faults"]) == {"text", "place", "contact"}
    assert page.context["taken"].contact == "abc"
    assert Case.objects.count() == 0


def test_choosing_an_area_keeps_what_was_typed():
    client = client_of(CLERK)

    page = client.post("/desk/intake", form(go="900101", area=""))
    chosen = client.post("/desk/intake", form(choose="90010101", area=""))

    assert (page.status_code, page.context["taken"].text) == (200, "路灯不亮")
    assert [area.code for area in page.context["picker"].below] == ["90010101", "90010102"]
    assert re.search("临江社区", chosen.context["picker"].chosen)


def test_whoever_may_not_take_in_is_refused_with_a_sentence():
    page = client_of("zj.9001").get("/desk/intake")

    assert page.status_code == 403
    assert "您的岗位不能代人登记" in page.content.decode()
