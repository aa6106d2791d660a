"""Addresses of places of service."""

from django.urls import path

from yiwang.portals.places import views

urlpatterns = [
    path("places/", views.places, name="places"),
    path("places/<str:code>", views.place, name="place_page"),
]
