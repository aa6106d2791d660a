"""The community fund of Xinhua: its books are open, and nobody pays alone."""

from decimal import Decimal

import pytest

from yiwang.packs.tests.at_the_wall import Refused, demonstration, read, send
from yiwang.structure.posts.models import Appointment
from yiwang.work.exchange.models import Fund, FundEntry


@pytest.mark.mechanism("XH-53")
def test_the_community_fund_keeps_its_books_in_public(enter):
    enter("xinhua")
    fund = Fund.objects.get(code="xinhua")
    book = read("/funds/xinhua/")
    for said in ("400,000.00", "今年新加入的企业注资（示范）", "番禺路建筑设计公司（演示）"):
        assert said in book
    keepers = Appointment.objects.filter(post__type__key="council_desk")
    keeper = keepers.first().account.username
    project = demonstration("弄堂会客厅")
    send(
        "/desk/funds/of/xinhua/grant",
        keeper,
        card=project.pk,
        amount="60000",
        on="2026-04-01",
        words="弄堂会客厅桌椅和地面",
        form="5f8f7a53-6f0f-4c57-9f2c-5d2f6a6b1a01",
    )
    grant = FundEntry.objects.get(kind="grant")
    assert "弄堂会客厅桌椅和地面" not in read("/funds/xinhua/")  # not before it is approved
    with pytest.raises(Refused):
        send(f"/desk/funds/lines/{grant.pk}/decide", keeper, do="approve")

    send(f"/desk/funds/lines/{grant.pk}/decide", "xinhua.supervisor", do="approve")

    fund.refresh_from_db()
    assert fund.balance == Decimal(340_000)
    assert "弄堂会客厅桌椅和地面" in read("/funds/xinhua/")
    assert "340,000.00" in read("/funds/xinhua/")


@pytest.mark.mechanism("XH-33")
def test_a_project_notes_its_budget_and_what_was_paid_for_it(enter):
    enter("xinhua")
    project = demonstration("弄堂会客厅")

    card = read(f"/wall/{project.pk}/")
    listed = read("/wall/projects/?year=2026")

    assert "60,000" in card
    assert "弄堂会客厅" in listed
    assert "60,000" in listed
