"""Reviews and scorecards of the localities, on the pages of those who act in them."""

import re

import pytest
from django.utils import timezone

from yiwang.foundation.periods import span_around, span_before
from yiwang.foundation.records.actor import SYSTEM
from yiwang.insight.reviews.actions.open_round import open_round
from yiwang.insight.reviews.models import Asked, Reviewed
from yiwang.portals.casework.tests.staging import client_of
from yiwang.structure.posts.models import Appointment


def opened(key, cadence):
    """The id of the round of the last period, opened as it opens by itself."""
    span = span_before(timezone.localdate(), cadence)
    return open_round(key, span, actor=SYSTEM, now=timezone.now())


def page(username, address):
    answer = client_of(username).get(address)
    assert answer.status_code == 200, (username, address)
    return answer.content.decode()


def sent(username, address, expected=302, **fields):
    answer = client_of(username).post(address, fields)
    assert answer.status_code == expected, answer.content.decode()


def form_about(username, code):
    """The address of the form that somebody has on their list about a body."""
    ids = re.findall(r"/desk/reviews/give/(\d+)", page(username, "/desk/reviews"))
    rows = Asked.objects.filter(pk__in=ids, reviewed__organization__code=code, is_answered=False)
    return f"/desk/reviews/give/{rows.latest('reviewed_id').pk}"


def about(code):
    row = Reviewed.objects.filter(organization__code=code).latest("id")
    return f"/desk/reviews/results/{row.pk}"


def reviewers_of(code, number):
    rows = Asked.objects.filter(reviewed__organization__code=code).order_by("id")
    return [row.appointment.account.username for row in rows[:number]]


def card(key, code, cadence, username):
    since = span_before(timezone.localdate(), cadence).since.isoformat()
    return page(username, f"/desk/scorecards/{key}/organization/{code}?since={since}")


@pytest.mark.mechanism("CQ-20")
def test_chongqing_lower_levels_review_boards_without_names(enter):
    enter("chongqing")
    round_id = opened("reverse", "quarter")
    board = "PA-500120001"
    people = reviewers_of(board, 5)
    for username in people:
        answers = {"q-response": "2", "q-solved": "3", "q-burden": "1", "q-more": "报表太多"}
        sent(username, form_about(username, board), **answers)
    result = about(board)
    assert "25.0" not in page("biquan.safety", result)

    sent("chongqing.supervisor", f"/desk/reviews/rounds/{round_id}", close="1")

    shown = page("biquan.safety", result)
    assert "28.1" in shown  # (3 * 25 + 3 * 50 + 2 * 0) / 8
    assert "报表太多" in shown
    names = [row.appointment.account.name for row in Asked.objects.filter(is_answered=True)]
    assert not [name for name in names if name in shown]
    assert client_of("biquan.service").get(result).status_code == 404


@pytest.mark.mechanism("CQ-19")
def test_chongqing_inspects_and_scores_boards_by_a_formula_in_the_open(enter):
    enter("chongqing")
    since = span_before(timezone.localdate(), "quarter").since.isoformat()
    address = "/desk/scorecards/inspection/organization/PA-500120001"
    typed = {"line": "inspection", "since": since, "value": "2", "source": "督查通报第7期"}

    sent("bishan.supervisor", f"{address}/type", **typed)
    sent("chongqing.supervisor", "/desk/scorecards/inspection/lock", since=since)

    shown = page("biquan.safety", f"{address}?since={since}")
    assert "(20 × 80.0) ÷ 20 = 80.0" in shown
    assert "督查通报第7期" in shown
    assert "已锁定" in shown
    sent("bishan.supervisor", f"{address}/type", 409, **typed)
    appeal = {"line": "inspection", "since": since, "reason": "第二条不属本板块"}
    sent("biquan.safety", f"{address}/object", **appeal)


@pytest.mark.mechanism("XH-23")
def test_xinhua_representatives_score_the_offices(enter):
    enter("xinhua")
    round_id = opened("representatives", "half_year")
    office = "GL-310105004"
    for number in range(1, 7):
        username = f"xinhua.rep{number}"
        answers = {"q-needs": "4", "q-projects": "5", "q-attitude": "4"}
        sent(username, form_about(username, office), **answers)

    sent("xinhua.supervisor", f"/desk/reviews/rounds/{round_id}", close="1")

    assert "85.0" in page("xinhua.second", about(office))  # (2*75 + 2*100 + 75) / 5


@pytest.mark.mechanism("XH-52")
def test_xinhua_assesses_from_below_only(enter):
    enter("xinhua")
    office = "GL-310105004"
    for key, people in (("from_below", None), ("representatives", range(1, 6))):
        round_id = opened(key, "half_year")
        rows = Asked.objects.filter(reviewed__round=round_id, reviewed__organization__code=office)
        chosen = [row.appointment.account.username for row in rows.order_by("id")[:5]]
        answers = {"q-support": "4", "q-quick": "1"}
        if people:
            answers = {"q-needs": "4", "q-projects": "4", "q-attitude": "4"}
        for username in chosen:
            sent(username, form_about(username, office), **answers)
        sent("xinhua.supervisor", f"/desk/reviews/rounds/{round_id}", close="1")

    shown = card("bottom_up", office, "half_year", "xinhua.second")

    assert "(60 × 83.3 + 40 × 75.0) ÷ 100 = 80.0" in shown
    assert "external" not in page("xinhua.supervisor", "/desk/reviews/schemes/bottom_up")


@pytest.mark.mechanism("RZ-38")
def test_runzhou_evaluates_a_worker_by_duties_and_by_residents(enter):
    enter("runzhou")
    round_id = opened("double", "quarter")
    row = Reviewed.objects.get(appointment__account__username="xijin.worker")
    result = f"/desk/reviews/results/{row.pk}"
    done = {f"done-{key}": "yes" for key in ("counter", "rounds", "cases", "council", "training")}
    shows = {name.replace("done", "evidence"): "台账可查" for name in done}
    sent("xijin.worker", f"{result}/duties", **done, **shows)
    for key in ("counter", "rounds", "cases", "council"):
        sent("jinshan.dispatcher", f"{result}/confirm", entry=key, confirm="1")
    sent("jinshan.dispatcher", f"{result}/confirm", entry="training", refuse="1", why="学时不足")
    anybody, address = client_of("grid.321111003013002"), f"/satisfaction/{row.pk}"
    for _each in range(10):
        form = re.search(r'name="form" value="([^"]+)"', anybody.get(address).content.decode())[1]
        answers = {"form": form, "q-known": "1", "q-satisfied": "4"}
        assert "谢谢" in anybody.post(address, answers).content.decode()

    sent("runzhou.supervisor", f"/desk/reviews/rounds/{round_id}", close="1")

    # residents (100 + 2 * 75) / 3 = 83.3, weight 40; duties 4 of 5 = 80, weight 60
    for username in ("xijin.worker", "jinshan.dispatcher"):
        assert "(40 × 83.3 + 60 × 80.0) ÷ 100 = 81.3" in page(username, result)
    for username in ("runzhou.supervisor", "xijin.worker2", "runzhou.dispatcher", "xijin.grid"):
        assert client_of(username).get(result).status_code == 404
    assert "xijin" not in page("runzhou.supervisor", f"/desk/reviews/rounds/{round_id}")


@pytest.mark.mechanism("RZ-15")
def test_runzhou_streets_and_departments_review_each_other(enter):
    enter("runzhou")
    rounds = [opened(key, "quarter") for key in ("to_streets", "to_departments")]
    street, department = "jinshan.dispatcher", "runzhou.urban"

    sent(
        department,
        form_about(department, "ZX-321111003"),
        **{"q-described": "3", "q-together": "4"},
    )
    sent(street, form_about(street, "CG-321111"), **{"q-came": "1", "q-solved": "3"})
    for round_id in rounds:
        sent("runzhou.supervisor", f"/desk/reviews/rounds/{round_id}", close="1")

    assert "66.7" in page(street, about("ZX-321111003"))  # (50 + 2 * 75) / 3
    assert "66.7" in page(department, about("CG-321111"))  # (100 + 2 * 50) / 3


@pytest.mark.mechanism("JMS-13", "JMS-14")
def test_jiamusi_counties_report_are_questioned_and_rated(enter):
    enter("jiamusi")
    round_id = opened("yearly", "year")
    rows = Reviewed.objects.filter(round=round_id).order_by("id")
    row = next(each for each in rows if each.askings.count() >= 5 and county_of(each))
    county, result = county_of(row), f"/desk/reviews/results/{row.pk}"
    people = [each.appointment.account.username for each in row.askings.order_by("id")[:5]]
    sent(county, f"{result}/report", report="本年度网格长全部到岗。")
    form = f"/desk/reviews/give/{row.askings.order_by('id').first().pk}"
    sent(people[0], f"{form}/question", question="超时事项为何增加？")
    sent(county, f"{result}/answer", number=row.report.questions.get().pk, answer="冬季清雪集中。")
    assert "冬季清雪集中。" in page(people[0], form)
    sent(county, f"{result}/duties", **{"done-staffed": "yes", "evidence-staffed": "任职名册"})
    sent(county, f"{result}/duties", **{"done-answered": "no"})
    above = "jiamusi.supervisor"
    sent(above, f"{result}/confirm", 422, entry="staffed", refuse="1")
    sent(above, f"{result}/confirm", entry="staffed", refuse="1", why="三个网格缺编")
    for username, asked in zip(people, row.askings.order_by("id")[:5], strict=True):
        answers = {"q-report": "4", "q-work": "4", "q-answers": "4"}
        sent(username, f"/desk/reviews/give/{asked.pk}", **answers)

    sent(above, f"/desk/reviews/rounds/{round_id}", close="1")

    # who answers for what, what shows it, and what came of it stand on one trace
    duties = page(county, f"{result}/duties")
    assert "“1+6+N”网格员队伍" in duties
    assert "任职名册" in duties
    assert "三个网格缺编" in duties
    assert "(1 × 75.0 + 1 × 0.0) ÷ 2 = 37.5" in page(county, result)
    sent(county, f"{result}/object", reason="缺编已补")


def county_of(row):
    """A user name at the county's centre, if anybody is there."""
    held = Appointment.objects.filter(
        post__organization=row.organization_id, post__type__key="county_supervisor"
    ).select_related("account")
    found = held.first()
    return found.account.username if found else ""


@pytest.mark.mechanism("JMS-12")
def test_jiamusi_refers_to_an_outside_scheme_by_its_name(enter):
    enter("jiamusi")
    scheme = page("jiamusi.supervisor", "/desk/scorecards/two_strong")
    code = re.search(r"/desk/scorecards/two_strong/organization/([\w-]+)", scheme)[1]
    since = span_around(timezone.localdate(), "year").since.isoformat()
    address = f"/desk/scorecards/two_strong/organization/{code}"

    typed = {"line": "two_strong", "since": since, "value": "92.5", "source": "市委考核办通报"}
    sent("jiamusi.supervisor", f"{address}/type", **typed)

    shown = page("jiamusi.supervisor", f"{address}?since={since}")
    assert "两强四双" in scheme
    assert "92.5" in shown
    assert "市委考核办通报" in shown


@pytest.mark.mechanism("GR-25")
def test_a_community_asks_how_people_feel_without_names(enter):
    enter("general")
    round_id = opened("belonging", "half_year")
    row = Reviewed.objects.get(round=round_id, area__code="P1S1C1")
    anybody, address = client_of("chunxiao.clerk"), f"/satisfaction/{row.pk}"
    area = f"/areas/{row.area.net.key}/P1S1C1"
    assert address in anybody.get(area).content.decode()
    for number in range(10):
        if number == 9:
            assert "60.0" not in anybody.get(area).content.decode()
        form = re.search(r'name="form" value="([^"]+)"', anybody.get(address).content.decode())[1]
        anybody.post(address, {"form": form, "q-identity": "5", "q-duty": "4", "q-honour": "3"})

    sent("donghu.supervisor", f"/desk/reviews/rounds/{round_id}", close="1")

    shown = anybody.get(area).content.decode()
    for mean in ("100.0", "75.0", "50.0"):
        assert mean in shown
    assert "10 份，不记名" in shown


@pytest.mark.mechanism("SG-34")
def test_songgang_compares_cumulative_completion_of_communities_over_time(enter):
    enter("songgang")
    last = span_before(timezone.localdate(), "month")
    before = span_before(last.since, "month")
    for span in (before, last):
        since = span.since.isoformat()
        sent("songgang.supervisor", "/desk/scorecards/cumulative/lock", since=since)

    shown = page("songgang.supervisor", "/desk/scorecards/cumulative")

    assert shown.count("已锁定") >= 2
    one = page(
        "songgang.supervisor", f"/desk/scorecards/cumulative/area/440306024001?since={since}"
    )
    assert "自1月1日累计" in one
    assert "grid_worker" not in shown


@pytest.mark.mechanism("SG-23")
def test_songgang_communities_report_twenty_seven_goals_and_the_street_verifies(enter):
    enter("songgang")
    opened("responsibility", "half_year")
    row = Reviewed.objects.get(organization__code="DW-440306024001")
    result = f"/desk/reviews/results/{row.pk}"
    listed = page("dongfang.police", f"{result}/duties")
    assert (row.duties.count(), listed.count("第5项第")) == (27, 5)

    sent("dongfang.police", f"{result}/duties", **{"done-g1_1": "yes", "evidence-g1_1": "换届批复"})
    sent("songgang.supervisor", f"{result}/confirm", entry="g1_1", confirm="1")

    assert "27 项职责中已确认 1 项" in page("dongfang.police", f"{result}/duties")


@pytest.mark.mechanism("ZQ-96")
def test_zhuanqiao_communities_check_how_ready_they_are(enter):
    enter("zhuanqiao")
    opened("readiness", "half_year")
    row = Reviewed.objects.get(organization__code="JW-310112103022")
    result = f"/desk/reviews/results/{row.pk}"

    said = {"done-team": "yes", "evidence-team": "分工公示", "done-place": "no"}
    sent("junlian.clerk", f"{result}/duties", **said)
    sent("junlian.head", f"{result}/confirm", entry="team", confirm="1")

    shown = page("junlian.clerk", f"{result}/duties")
    assert "6 项职责中已确认 1 项" in shown
    assert "有固定议事和服务场所" in shown
