"""Where Django finds this app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "yiwang.portals.places"
    label = "places_pages"
