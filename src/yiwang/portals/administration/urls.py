"""Addresses of the pages on which master data is kept."""

from django.urls import path

from yiwang.portals.administration import first_links, overview, rows, tables

LIST = "desk/admin/<slug:kind>/"

urlpatterns = [
    path("desk/admin", overview.overview, name="administration"),
    path("desk/admin/first-links", first_links.first_links, name="administration_first_links"),
    path(LIST, rows.rows, name="administration_rows"),
    path(LIST + "new", rows.new, name="administration_new"),
    path(LIST + "row", rows.row, name="administration_row"),
    path(LIST + "template", tables.blank, name="administration_template"),
    path(LIST + "taken", tables.taken, name="administration_taken"),
    path(LIST + "bring", tables.bring, name="administration_bring"),
    path(LIST + "tables/<int:upload_id>", tables.table, name="administration_table"),
    path(LIST + "tables/<int:upload_id>/faults", tables.faults, name="administration_faults"),
]
