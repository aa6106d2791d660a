"""A rating on paper or by telephone is entered by somebody who had no part in it, and says so."""

import pytest

from yiwang.foundation.refusals import AlreadyDone, Forbidden, Invalid, NotFound, Refusal
from yiwang.work.cases.actions.act_by_code import NothingToDecide
from yiwang.work.cases.actions.rate_on_behalf import RateOnBehalf, rate_on_behalf
from yiwang.work.cases.models import Rating
from yiwang.work.cases.queries import timeline

OUTSIDER = "clerk.90010102"


@pytest.fixture
def enter(actor_of, now):
    def entered(code, by=OUTSIDER, grade=4, way="slip", reason=""):
        rate_on_behalf(RateOnBehalf(code, grade, reason, way), actor=actor_of(by), now=now)

    return entered


@pytest.mark.parametrize(
    ("way", "sentence"),
    [
        ("slip", "反映人在纸质回执上评价，工作人员代录：满意。"),
        ("phone", "反映人电话评价，工作人员代录：满意。"),
    ],
)
def test_grade_counts_like_any_other_and_is_marked_in_words(way, sentence, answered, enter):
    answer, case = answered()

    enter(answer.tracking_code, way=way)

    rating, case = Rating.objects.get(), type(case).objects.get(pk=case.pk)
    assert (rating.grade, rating.way, case.is_open) == (4, way, False)
    assert "受理员" in rating.entered_by
    assert timeline(case.pk)[-1].sentence == sentence


def test_dissatisfied_leads_on_as_by_the_reporters_own_link(answered, enter):
    answer, case = answered()

    enter(answer.tracking_code, grade=1, reason="还在漏", way="phone")

    case = type(case).objects.get(pk=case.pk)
    assert case.run.step == "dissatisfied"
    assert Rating.objects.get().reason == "还在漏"


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"by": "clerk.90010101"}, Refusal),  # settled and answered it
        ({"by": "verifier.900101"}, Forbidden),  # takes in nothing for others
        ({"by": "zj.9001"}, Forbidden),
        ({"way": "web"}, Invalid),
        ({"grade": None}, Invalid),
        ({"code": "000-000-000"}, NotFound),
    ],
    ids=str,
)
def test_who_or_what_is_refused_changes_nothing(given, refused, answered, enter, record_count):
    answer, _case = answered()
    before = record_count()

    with pytest.raises(refused):
        enter(**{"code": answer.tracking_code, **given})

    assert (record_count(), Rating.objects.count()) == (before, 0)


def test_there_is_one_rating_for_an_answer(answered, enter, report):
    answer, _case = answered()
    enter(answer.tracking_code)
    fresh, _open = report()

    with pytest.raises((NothingToDecide, AlreadyDone)):
        enter(answer.tracking_code)
    with pytest.raises(NothingToDecide):
        enter(fresh.tracking_code)

    assert Rating.objects.count() == 1
