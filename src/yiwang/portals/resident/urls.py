"""Addresses of the resident portal."""

from django.urls import path

from yiwang.portals.resident import about, home

urlpatterns = [
    path("", home.home, name="home"),
    path("figures", about.figures, name="figures"),
    path("about/does-not", about.does_not, name="does_not"),
    path("about/complaint", about.complaint, name="complaint"),
]
