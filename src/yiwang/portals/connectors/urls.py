"""Addresses of connectors. They stand before those of lists that administrators keep."""

from django.urls import path

from yiwang.portals.connectors import defining, dictionaries, keeping, overview, runs

ADMIN = "desk/admin/connectors"

urlpatterns = [
    path(ADMIN, overview.overview, name="connectors"),
    path(f"{ADMIN}/dictionaries", dictionaries.dictionaries, name="connector_dictionaries"),
    path(f"{ADMIN}/new", defining.new, name="connector_new"),
    path(f"{ADMIN}/runs/<int:run_id>", runs.run, name="connector_run"),
    path(f"{ADMIN}/of/<slug:key>", overview.connector, name="connector"),
    path(f"{ADMIN}/of/<slug:key>/definition", defining.edit, name="connector_edit"),
    path(f"{ADMIN}/of/<slug:key>/settings", keeping.settings, name="connector_settings"),
    path(f"{ADMIN}/of/<slug:key>/token", keeping.token, name="connector_token"),
    path(f"{ADMIN}/of/<slug:key>/bring", runs.bring, name="connector_bring"),
    path(f"{ADMIN}/of/<slug:key>/fetch", runs.fetch_now, name="connector_fetch"),
    path(f"{ADMIN}/of/<slug:key>/answer", runs.answer_now, name="connector_answer"),
]
