"""Addresses of registers in use, on the desk and in public."""

from django.urls import path

from yiwang.portals.lists import matching, opened, standards, targets

REGISTER = "desk/rules/registers/<slug:key>/"

urlpatterns = [
    path(REGISTER + "gaps", standards.gaps, name="register_gaps"),
    path(REGISTER + "gaps.xlsx", standards.gaps_table, name="register_gaps_table"),
    path("desk/rules/power-and-duty", matching.power_beside_duty, name="power_beside_duty"),
    path(REGISTER + "progress", targets.progress, name="register_progress"),
    path("registers/", opened.registers_open, name="open_registers"),
    path("registers/<slug:key>", opened.register_open, name="open_register"),
    path("registers/<slug:key>.csv", opened.as_csv, name="open_register_csv"),
    path("registers/<slug:key>.json", opened.as_json, name="open_register_json"),
]
