"""Addresses of the days of an area."""

from django.urls import path

from yiwang.portals.days import pages

urlpatterns = [
    path("desk/days", pages.own, name="days_own"),
    path("desk/areas/<slug:net>/<str:code>/days", pages.days, name="days"),
    path("desk/areas/<slug:net>/<str:code>/days.ics", pages.as_file, name="days_file"),
]
