"""Addresses of the pages on which nets are redrawn."""

from django.urls import path

from yiwang.portals.nets import bringing, former, grouping, linking, managed_by, overview, versions

NET = "desk/nets/<slug:net>/"

urlpatterns = [
    path("desk/nets", overview.overview, name="nets_overview"),
    path("desk/nets/add", overview.add, name="nets_add"),
    path(NET + "versions", versions.versions, name="nets_versions"),
    path(NET + "versions/<int:version_id>", versions.version, name="nets_version"),
    path(NET + "versions/<int:version_id>/file", versions.file, name="nets_file"),
    path(NET + "place-anew", versions.place_again, name="nets_place_again"),
    path(NET + "bring", bringing.bring, name="nets_bring"),
    path(NET + "group", grouping.group, name="nets_group"),
    path(NET + "links", linking.link, name="nets_link"),
    path(NET + "areas/<str:code>/managers", managed_by.managers, name="nets_managers"),
    path(NET + "areas/<str:code>/before", former.former, name="nets_former"),
]
