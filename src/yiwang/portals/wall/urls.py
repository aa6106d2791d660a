"""Addresses of the wall. That of a place holds its code, as a QR code does."""

from django.urls import path

from yiwang.portals.wall import board, card, place, tables, taking

urlpatterns = [
    path("wall/", board.wall, name="wall"),
    path("wall/projects/", board.projects, name="wall_projects"),
    path("wall/cards.csv", tables.as_csv, name="wall_csv"),
    path("wall/cards.json", tables.as_json, name="wall_json"),
    path("wall/receipt", taking.receipt, name="wall_receipt"),
    path("wall/place/", place.find, name="wall_place"),
    path("wall/place/<str:code>", place.by_code, name="wall_place_by_code"),
    path("wall/<int:card_id>/", card.card, name="wall_card"),
    path("wall/<int:card_id>/take", taking.take, name="wall_take"),
]
