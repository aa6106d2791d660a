"""Addresses of warnings."""

from django.urls import path

from yiwang.portals.warnings import listing, one

urlpatterns = [
    path("desk/warnings", listing.listing, name="warnings"),
    path("desk/warnings/<int:warning_id>", one.one, name="warning"),
]
