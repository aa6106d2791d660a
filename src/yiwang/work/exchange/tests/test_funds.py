"""What a fund receives and pays, who decides, and that its ledger always adds up."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from yiwang.foundation.refusals import AlreadyDone, Forbidden, Invalid
from yiwang.work.exchange.actions.ask_for_grant import ask_for_grant
from yiwang.work.exchange.actions.decide_grant import decide_grant
from yiwang.work.exchange.actions.enter_gift import enter_gift
from yiwang.work.exchange.actions.undo_entry import undo_entry
from yiwang.work.exchange.models import Fund, FundEntry
from yiwang.work.exchange.money import Gift, NotEnough, Payment
from yiwang.work.exchange.queries.funds import granted, ledger, totals, waiting_grants
from yiwang.work.exchange.tests.market import (
    CLERK,
    NOW,
    OFFICE,
    READER,
    actor,
    area,
    body,
    put_up,
    recorded,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund():
    return Fund.objects.create(
        code="linjiang",
        name="临江社区基金",
        purpose="社区微项目",
        organization=body("ZD-90010101"),
        area=area(),
        opened_on=NOW.date(),
    )


def give(fund, amount="10000", username=CLERK, **changes):
    given = {"words": "冬季募捐", "on": NOW.date(), "form": uuid4()} | changes
    return enter_gift(fund.pk, Gift(Decimal(amount), **given), actor=actor(username), now=NOW)


def pay(fund, card, amount="3000", *, is_back=False, username=CLERK):
    payment = Payment(card.pk, Decimal(amount), NOW.date(), "刷楼道", uuid4(), is_back)
    return ask_for_grant(fund.pk, payment, actor=actor(username), now=NOW)


def approve(entry, username=READER):
    decide_grant(entry.pk, approved=True, actor=actor(username), now=NOW)


def balance(fund):
    fund.refresh_from_db()
    return fund.balance


def test_gifts_and_grants_add_up_and_what_is_left_over_comes_back(fund):
    project = put_up("project", title="楼道焕新")
    give(fund, outside="某某公司")
    asked = pay(fund, project)
    before = balance(fund)

    approve(asked)
    pay(fund, project, "500", is_back=True)

    assert (before, balance(fund)) == (Decimal(10000), Decimal(7500))
    assert totals(fund.pk) == {"given": Decimal(10000), "spent": Decimal(2500)}
    assert granted(project.pk) == Decimal(2500)
    assert [line.kind for line in ledger(fund.pk)] == ["back", "grant", "gift"]
    assert recorded("exchange.fund.") == [
        "exchange.fund.given",
        "exchange.fund.asked",
        "exchange.fund.granted",
        "exchange.fund.paid_back",
    ]


def test_who_asks_for_a_grant_does_not_approve_it(fund):
    give(fund)
    asked = pay(fund, put_up("project", username=READER), username=READER)

    with pytest.raises(Forbidden):
        approve(asked, READER)

    assert (balance(fund), [each.pk for each in waiting_grants(fund.pk)]) == (10000, [asked.pk])


def test_a_fund_pays_no_more_than_it_holds(fund):
    project = put_up("project")
    give(fund, "5000")
    first, second = pay(fund, project), pay(fund, project)
    approve(first)

    with pytest.raises(NotEnough):
        approve(second)
    with pytest.raises(NotEnough):
        pay(fund, project, "2000.01")

    assert balance(fund) == 2000


def test_a_grant_is_declined_with_a_reason_and_only_once(fund):
    give(fund)
    asked = pay(fund, put_up("project"))
    with pytest.raises(Invalid):
        decide_grant(asked.pk, approved=False, actor=actor(READER), now=NOW)

    decide_grant(asked.pk, approved=False, reason="先报方案", actor=actor(READER), now=NOW)

    with pytest.raises(AlreadyDone):
        approve(asked)
    assert (balance(fund), ledger(fund.pk).count()) == (10000, 1)


def test_a_mistake_is_entered_back_and_both_lines_stay(fund):
    wrong = give(fund, "1000")

    undo_entry(wrong.pk, "多写了一个零", uuid4(), actor=actor(CLERK), now=NOW)

    assert (balance(fund), ledger(fund.pk).count(), totals(fund.pk)["given"]) == (0, 2, 0)
    with pytest.raises(AlreadyDone):
        undo_entry(wrong.pk, "再来一次", uuid4(), actor=actor(CLERK), now=NOW)


def test_a_gift_that_is_spent_is_not_taken_back(fund):
    wrong = give(fund, "3000")
    approve(pay(fund, put_up("project")))

    with pytest.raises(NotEnough):
        undo_entry(wrong.pk, "写错", uuid4(), actor=actor(CLERK), now=NOW)


def test_no_line_of_the_ledger_is_ever_altered(fund):
    line = give(fund)

    for change in (
        lambda: FundEntry.objects.filter(pk=line.pk).update(amount=1),
        lambda: FundEntry.objects.filter(pk=line.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()

    assert balance(fund) == 10000


def test_what_cannot_be_entered_is_refused_field_by_field(fund):
    with pytest.raises(Invalid) as refused:
        give(fund, "0.001", words=" ", on=NOW.date().replace(year=2030))
    with pytest.raises(Forbidden):
        give(fund, username=OFFICE)

    assert sorted(refused.value.fields) == ["amount", "on", "words"]
    assert balance(fund) == 0


def test_the_same_form_twice_is_one_gift(fund):
    form = uuid4()

    lines = {give(fund, form=form).pk for _each in range(2)}

    assert (len(lines), balance(fund)) == (1, 10000)


def test_a_fund_pays_for_projects_only(fund):
    give(fund)

    with pytest.raises(Invalid) as refused:
        pay(fund, put_up("need"))

    assert list(refused.value.fields) == ["card"]


def test_no_more_comes_back_than_the_project_was_granted(fund):
    project = put_up("project")
    give(fund)
    approve(pay(fund, project))

    with pytest.raises(Invalid) as refused:
        pay(fund, project, "3000.01", is_back=True)

    assert (list(refused.value.fields), balance(fund)) == (["amount"], 7000)
