"""The doors of reviews and scorecards."""

from tests.doors.door import Door

REASON = {"reason": "回访核实"}
REVIEW = "/desk/reviews"
SCORED = "/desk/scorecards/none/organization/ZJ-9001"
OF_REVIEWS: dict[str, list[Door]] = {
    "reviews": [Door(REVIEW)],
    "review_give": [
        Door(f"{REVIEW}/give/999999999"),
        Door(f"{REVIEW}/give/999999999", "POST", {"q-response": "4"}),
    ],
    "review_ask": [Door(f"{REVIEW}/give/999999999/question", "POST", {"question": "为何？"})],
    "review_result": [Door(f"{REVIEW}/results/999999999")],
    "review_object": [Door(f"{REVIEW}/results/999999999/object", "POST", REASON)],
    "review_duties": [
        Door(f"{REVIEW}/results/999999999/duties"),
        Door(f"{REVIEW}/results/999999999/duties", "POST", {"done-x": "yes"}),
    ],
    "review_confirm": [Door(f"{REVIEW}/results/999999999/confirm", "POST", {"entry": "x"})],
    "review_report": [
        Door(f"{REVIEW}/results/999999999/report"),
        Door(f"{REVIEW}/results/999999999/report", "POST", {"report": "已办结"}),
    ],
    "review_answer": [Door(f"{REVIEW}/results/999999999/answer", "POST", {"number": "1"})],
    "review_rounds": [
        Door(f"{REVIEW}/rounds"),
        Door(f"{REVIEW}/rounds", "POST", {"period": "none/2026-01-01"}),
    ],
    "review_round": [
        Door(f"{REVIEW}/rounds/999999999"),
        Door(f"{REVIEW}/rounds/999999999", "POST", {"close": "1"}),
    ],
    "review_slips": [
        Door(f"{REVIEW}/slips/999999999"),
        Door(f"{REVIEW}/slips/999999999", "POST", {"number": "3"}),
    ],
    "review_objections": [Door(f"{REVIEW}/objections")],
    "review_decide": [Door(f"{REVIEW}/objections/999999999", "POST", {"why": "属实"})],
    "review_schemes": [Door(f"{REVIEW}/schemes")],
    "review_scheme": [Door(f"{REVIEW}/schemes/none")],
    "review_draft": [
        Door(f"{REVIEW}/schemes/none/draft"),
        Door(f"{REVIEW}/schemes/none/draft", "POST", {"name": "评价"}),
    ],
    "review_publish": [Door(f"{REVIEW}/schemes/none/publish", "POST", {"on": "2030-01-01"})],
    "scorecards": [Door("/desk/scorecards")],
    "scorecard": [Door("/desk/scorecards/none")],
    "scorecard_lock": [Door("/desk/scorecards/none/lock", "POST", {"since": "2026-01-01"})],
    "scorecard_card": [Door(SCORED)],
    "scorecard_type": [Door(f"{SCORED}/type", "POST", {"value": "1", "line": "x"})],
    "scorecard_object": [Door(f"{SCORED}/object", "POST", REASON)],
    "satisfaction": [
        Door("/satisfaction/999999999"),
        Door("/satisfaction/999999999", "POST", {"q-satisfied": "5"}),
    ],
}
