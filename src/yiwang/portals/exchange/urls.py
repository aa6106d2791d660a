"""Addresses of supply and demand, for who is signed in."""

from django.urls import path

from yiwang.portals.exchange import acts, board, card, counter, mine, pool, service, writing

urlpatterns = [
    path("exchange/", board.board, name="exchange"),
    path("exchange/export", board.export, name="exchange_export"),
    path("exchange/new/", writing.new, name="exchange_new"),
    path("exchange/mine/", mine.mine, name="exchange_mine"),
    path("exchange/check-in/", counter.counter, name="exchange_check_in"),
    path("exchange/volunteers/", pool.pool, name="exchange_volunteers"),
    path("exchange/volunteers/mine/", pool.own, name="exchange_enrol"),
    path("exchange/volunteers/of-my-bodies/", pool.of_bodies, name="exchange_of_bodies"),
    path("exchange/volunteers/<int:appointment_id>/", service.service, name="exchange_service"),
    path("exchange/claims/<int:claim_id>/", card.of_claim, name="exchange_claim"),
    path("exchange/claims/<int:claim_id>/<slug:do>", acts.on_claim, name="exchange_claim_act"),
    path("exchange/<int:card_id>/", card.card, name="exchange_card"),
    path("exchange/<int:card_id>/take", acts.take, name="exchange_take"),
    path("exchange/<int:card_id>/read", acts.read, name="exchange_read"),
    path("exchange/<int:card_id>/end", acts.end, name="exchange_end"),
]
