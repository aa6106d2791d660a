"""Addresses of the pages on which master data is kept."""

from django.urls import path

from yiwang.portals.administration import (
    appointing_many,
    first_links,
    overview,
    people_found,
    rows,
    tables,
)

LIST = "desk/admin/<slug:kind>/"

urlpatterns = [
    path("desk/admin", overview.overview, name="administration"),
    path("desk/admin/first-links", first_links.first_links, name="administration_first_links"),
    path("desk/admin/appoint", appointing_many.appointing_many, name="administration_appoint"),
    path("desk/admin/people-found", people_found.found, name="administration_people_found"),
    path(LIST, rows.rows, name="administration_rows"),
    path(LIST + "new", rows.new, name="administration_new"),
    path(LIST + "row", rows.row, name="administration_row"),
    path(LIST + "template", tables.blank, name="administration_template"),
    path(LIST + "taken", tables.taken, name="administration_taken"),
    path(LIST + "bring", tables.bring, name="administration_bring"),
    path(LIST + "tables/<int:upload_id>", tables.table, name="administration_table"),
    path(LIST + "tables/<int:upload_id>/faults", tables.faults, name="administration_faults"),
]
