"""Which address belongs to which door."""

from django.urls import include, path

handler404 = "yiwang.config.middleware.answer_missing"
handler500 = "yiwang.config.middleware.answer_failure"
urlpatterns = [
    path("", include("yiwang.interfaces.rest.urls")),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("yiwang.portals.urls")),
    path("", include("yiwang.portals.help.urls")),
    path("", include("yiwang.portals.practice.urls")),
    path("", include("yiwang.portals.resident.urls")),
    path("", include("yiwang.portals.figures.urls")),
    path("", include("yiwang.portals.notices.urls")),
    path("", include("yiwang.portals.wall.urls")),
    path("", include("yiwang.portals.places.urls")),
    path("", include("yiwang.portals.funds.urls")),
    path("", include("yiwang.portals.desk.urls")),
    path("", include("yiwang.portals.rules.urls")),
    path("", include("yiwang.portals.nets.urls")),
    path("", include("yiwang.portals.maps.urls")),
    path("", include("yiwang.portals.messages.urls")),
    path("", include("yiwang.portals.connectors.urls")),
    path("", include("yiwang.portals.administration.urls")),
    path("", include("yiwang.portals.bodies.urls")),
    path("", include("yiwang.portals.lists.urls")),
    path("", include("yiwang.portals.days.urls")),
    path("", include("yiwang.portals.burden.urls")),
    path("", include("yiwang.portals.statistics.urls")),
    path("", include("yiwang.portals.warnings.urls")),
    path("", include("yiwang.portals.command.urls")),
    path("", include("yiwang.portals.reviews.urls")),
    path("", include("yiwang.portals.exchange.urls")),
    path("", include("yiwang.portals.worker.urls")),
]
