"""Addresses that belong to every portal: where staff begin, and how large a page is written."""

from django.urls import path

from yiwang.portals import views

urlpatterns = [
    path("start", views.start, name="start"),
    path("view", views.switch_view, name="switch_view"),
]
