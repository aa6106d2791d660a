"""Addresses of a practice installation."""

from django.urls import path

from yiwang.portals.practice import views

urlpatterns = [
    path("practice/", views.exercises, name="practice"),
    path("practice/start-over", views.again, name="practice_start_over"),
]
