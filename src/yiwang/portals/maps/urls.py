"""Addresses of maps. Tiles are open to everybody: which nets, `territory.policies` says."""

from django.urls import path

from yiwang.portals.maps import card, draw, page, service, tiles

DRAFT = "desk/nets/<slug:net>/versions/<int:version_id>/"

urlpatterns = [
    path(
        "map/tiles/<slug:net>/<slug:datum>/<str:stamp>/<int:z>/<int:x>/<int:y>.mvt",
        tiles.tile,
        name="map_tile",
    ),
    path("service-map/", service.service_map, name="service_map"),
    path(
        "map/tiles/<slug:net>/<slug:datum>/<str:stamp>/<slug:level>/<int:z>/<int:x>/<int:y>.mvt",
        tiles.tile,
        name="map_tile_of_level",
    ),
    path("desk/map", page.net_map, name="desk_map"),
    path("desk/map/areas/<int:area_id>", card.card, name="desk_map_card"),
    path("desk/nets/<slug:net>/draw", draw.begin, name="draw_begin"),
    path("desk/nets/<slug:net>/draw.geojson", draw.begin_shapes, name="draw_begin_shapes"),
    path(DRAFT + "draw", draw.draw, name="draw_version"),
    path(DRAFT + "draw.geojson", draw.draw_shapes, name="draw_shapes"),
]
