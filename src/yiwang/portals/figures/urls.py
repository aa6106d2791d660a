"""Addresses of public figures. That of a table names its version, which never changes."""

from django.urls import path

from yiwang.portals.figures import five, hotline, open_data

urlpatterns = [
    path("figures", five.figures, name="figures"),
    path("figures/hotline", hotline.hotline, name="figures_hotline"),
    path("figures/hotline/<str:version>", hotline.hotline, name="figures_hotline_of"),
    path("figures/data", open_data.listed, name="open_data"),
    path("figures/data/index.json", open_data.index, name="open_data_index"),
    path("figures/data/<str:version>.csv", open_data.as_csv, name="open_data_csv"),
    path("figures/data/<str:version>.json", open_data.as_json, name="open_data_json"),
    path("figures/data/<str:version>", open_data.table, name="open_data_table"),
]
