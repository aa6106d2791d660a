"""Addresses for programs."""

from django.urls import path

from yiwang.interfaces.rest.api import api
from yiwang.interfaces.rest.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("api/v1/", api.urls),
]
