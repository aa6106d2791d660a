"""Addresses of typed-in figures."""

from django.urls import path

from yiwang.portals.statistics import pages

urlpatterns = [
    path("desk/statistics", pages.overview, name="statistics"),
    path("desk/statistics/<slug:key>", pages.series, name="statistics_series"),
]
