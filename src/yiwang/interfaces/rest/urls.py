"""Addresses for programs."""

from django.urls import path

from yiwang.interfaces.rest.health import healthz

urlpatterns = [path("healthz", healthz, name="healthz")]
