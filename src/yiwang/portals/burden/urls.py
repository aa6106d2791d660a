"""Addresses of the ledger of burden."""

from django.urls import path

from yiwang.portals.burden import entering, ledger

urlpatterns = [
    path("desk/burden", ledger.ledger, name="burden"),
    path("desk/burden/new", entering.new, name="burden_new"),
]
