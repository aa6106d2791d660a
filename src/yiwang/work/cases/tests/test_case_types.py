"""Types kept in memory."""

from django.db import transaction

from yiwang.work.cases.case_types import type_by_key
from yiwang.work.cases.models import CaseType


def test_a_changed_type_counts_at_once(db):
    assert type_by_key("housing.leak").all_limits["resolve"].value == 3

    CaseType.objects.filter(key="housing.leak").update(
        limits={"resolve": {"value": 2, "clock": "work_day"}}
    )

    assert type_by_key("housing.leak").all_limits["resolve"].value == 2


def test_a_changed_parent_counts_at_once(db):
    assert type_by_key("housing.leak").hides_cases is False

    CaseType.objects.filter(key="housing").update(is_confidential=True)

    assert type_by_key("housing.leak").hides_cases is True


def test_a_type_changed_twice_in_one_transaction_counts_at_once(db):
    for days in (2, 1):
        CaseType.objects.filter(key="housing.leak").update(
            limits={"resolve": {"value": days, "clock": "work_day"}}
        )
        assert type_by_key("housing.leak").all_limits["resolve"].value == days


def test_what_was_rolled_back_does_not_count(db):
    with transaction.atomic():
        CaseType.objects.filter(key="housing.leak").update(is_contact_needed=True)
        assert type_by_key("housing.leak").needs_contact is True
        transaction.set_rollback(True)

    assert type_by_key("housing.leak").needs_contact is False


def test_there_is_no_unknown_type(db):
    assert type_by_key("housing.ghost") is None
