"""The doors of supply and demand, for who is signed in."""

from tests.doors.door import Door

FORM = "00000000-0000-0000-0000-000000000007"
NO_CARD, NO_CLAIM = "/exchange/999999999", "/exchange/claims/999999999"
REASON = {"reason": "写错了社区"}
OF_EXCHANGE: dict[str, list[Door]] = {
    "exchange": [Door("/exchange/"), Door("/exchange/?waiting=1")],
    "exchange_export": [
        Door("/exchange/export"),
        Door("/exchange/export", "POST", {"side": "need"}),
    ],
    "exchange_new": [
        Door("/exchange/new/"),
        Door("/exchange/new/?kind=need"),
        Door("/exchange/new/?run=999999999"),
        Door("/exchange/new/?entry=999999999"),
        Door("/exchange/new/?kind=need", "POST", {"title": "", "area": "90010101"}),
    ],
    "exchange_mine": [Door("/exchange/mine/")],
    "exchange_check_in": [
        Door("/exchange/check-in/"),
        Door("/exchange/check-in/", "POST", {"code": "000-000-000"}),
    ],
    "exchange_volunteers": [Door("/exchange/volunteers/")],
    "exchange_enrol": [
        Door("/exchange/volunteers/mine/"),
        Door("/exchange/volunteers/mine/", "POST", {"appointment": "999999999", "tags": "law"}),
    ],
    "exchange_of_bodies": [Door("/exchange/volunteers/of-my-bodies/")],
    "exchange_service": [Door("/exchange/volunteers/999999999/")],
    "exchange_claim": [Door(f"{NO_CLAIM}/")],
    "exchange_claim_act": [
        Door(f"{NO_CLAIM}/accept"),
        Door(f"{NO_CLAIM}/accept", "POST", {}),
        Door(f"{NO_CLAIM}/release", "POST", REASON),
    ],
    "exchange_card": [Door(f"{NO_CARD}/")],
    "exchange_take": [Door(f"{NO_CARD}/take", "POST", {"form": FORM, "who": "body:1"})],
    "exchange_read": [Door(f"{NO_CARD}/read", "POST", {"do": "show"})],
    "exchange_end": [Door(f"{NO_CARD}/end", "POST", {"do": "withdraw", **REASON})],
}
