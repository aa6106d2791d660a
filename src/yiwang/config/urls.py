"""Which address belongs to which door."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
]
