"""Addresses of the desk."""

from django.urls import path

from yiwang.portals.casework import photo_page
from yiwang.portals.desk import beside, case, figures, inbox, intake, ledger, moving, rules

urlpatterns = [
    path("desk/", inbox.inbox, name="desk"),
    path("desk/cases/<int:case_id>/", case.case, name="desk_case"),
    path("desk/cases/<int:case_id>/panel", case.panel, name="desk_panel"),
    path(
        "desk/cases/<int:case_id>/tasks/<int:task_id>/<slug:action>",
        case.act,
        name="desk_act",
    ),
    path("desk/cases/<int:case_id>/contact", beside.reveal, name="desk_reveal"),
    path("desk/cases/<int:case_id>/place", moving.move, name="desk_move"),
    path("desk/cases/<int:case_id>/orders", beside.order, name="desk_order"),
    path("desk/cases/<int:case_id>/map.geojson", case.surrounding_map, name="desk_case_map"),
    path("desk/ledger", ledger.ledger, name="desk_ledger"),
    path("desk/ledger/export", ledger.export, name="desk_export"),
    path("desk/intake", intake.intake, name="desk_intake"),
    path("desk/intake/slip", intake.slip, name="desk_slip"),
    path("desk/figures", figures.figures, name="desk_figures"),
    path("desk/rules", rules.rules, name="desk_rules"),
    path("desk/rules/workflows/<str:key>", rules.workflow, name="desk_workflow"),
    path("desk/rules/registers/<slug:key>", rules.register, name="desk_register"),
    path("kept/<str:form>/<uuid:name>", photo_page.kept, name="kept_photo"),
]
