"""Addresses of the help."""

from django.urls import path

from yiwang.portals.help import views

urlpatterns = [
    path("help/", views.index, name="help"),
    path("help/book", views.book, name="help_book"),
    path("help/<slug:key>", views.article, name="help_article"),
    path("work/help/<slug:key>", views.on_the_phone, name="worker_help"),
]
