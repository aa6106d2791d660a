"""Addresses of reviews and scorecards."""

from django.urls import path

from yiwang.portals.reviews import (
    cards,
    duties,
    give,
    objections,
    public,
    reports,
    result,
    rounds,
    schemes,
    summary,
)

DESK = "desk/reviews"

urlpatterns = [
    path(DESK, summary.mine, name="reviews"),
    path(f"{DESK}/give/<int:asked_id>", give.give, name="review_give"),
    path(f"{DESK}/give/<int:asked_id>/question", reports.ask, name="review_ask"),
    path(f"{DESK}/results/<int:reviewed_id>", result.result, name="review_result"),
    path(f"{DESK}/results/<int:reviewed_id>/object", result.object_, name="review_object"),
    path(f"{DESK}/results/<int:reviewed_id>/duties", duties.duties, name="review_duties"),
    path(f"{DESK}/results/<int:reviewed_id>/confirm", duties.confirm, name="review_confirm"),
    path(f"{DESK}/results/<int:reviewed_id>/report", reports.report, name="review_report"),
    path(f"{DESK}/results/<int:reviewed_id>/answer", reports.answer, name="review_answer"),
    path(f"{DESK}/rounds", rounds.every_round, name="review_rounds"),
    path(f"{DESK}/rounds/<int:round_id>", rounds.one_round, name="review_round"),
    path(f"{DESK}/slips/<int:reviewed_id>", rounds.slips, name="review_slips"),
    path(f"{DESK}/objections", objections.objections, name="review_objections"),
    path(f"{DESK}/objections/<int:objection_id>", objections.decide, name="review_decide"),
    path(f"{DESK}/schemes", schemes.every_scheme, name="review_schemes"),
    path(f"{DESK}/schemes/<slug:key>", schemes.scheme, name="review_scheme"),
    path(f"{DESK}/schemes/<slug:key>/draft", schemes.draft, name="review_draft"),
    path(f"{DESK}/schemes/<slug:key>/publish", schemes.publish, name="review_publish"),
    path("desk/scorecards", cards.scorecards, name="scorecards"),
    path("desk/scorecards/<slug:key>", cards.scorecard, name="scorecard"),
    path("desk/scorecards/<slug:key>/lock", cards.lock, name="scorecard_lock"),
    path("desk/scorecards/<slug:key>/<slug:of>/<str:code>", cards.card, name="scorecard_card"),
    path(
        "desk/scorecards/<slug:key>/<slug:of>/<str:code>/type", cards.type_in, name="scorecard_type"
    ),
    path(
        "desk/scorecards/<slug:key>/<slug:of>/<str:code>/object",
        cards.object_,
        name="scorecard_object",
    ),
    path("satisfaction/<int:reviewed_id>", public.questionnaire, name="satisfaction"),
]
