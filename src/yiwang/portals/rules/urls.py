"""Addresses of the editor for the rules."""

from django.urls import path

from yiwang.portals.rules import (
    buttons,
    comparing,
    comparing_registers,
    entries,
    overview,
    publishing,
    register_publishing,
    registers,
    settings,
    source,
    steps,
    terms,
    trying,
)

WORKFLOW = "desk/rules/workflows/<str:key>/"
REGISTER = "desk/rules/registers/<slug:key>/"

urlpatterns = [
    path("desk/rules/change", overview.overview, name="rules_overview"),
    path(WORKFLOW + "versions", overview.versions, name="rules_versions"),
    path(WORKFLOW + "draft", overview.workflow_draft, name="rules_draft"),
    path(WORKFLOW + "draft/settings", settings.settings, name="rules_settings"),
    path(WORKFLOW + "draft/terms", terms.terms, name="rules_terms"),
    path(WORKFLOW + "draft/text", source.text, name="rules_text"),
    path(WORKFLOW + "draft/publish", publishing.publish, name="rules_publish"),
    path(WORKFLOW + "draft/steps/<slug:step>", steps.step, name="rules_step"),
    path(
        WORKFLOW + "draft/steps/<slug:step>/actions/<int:index>",
        buttons.action,
        name="rules_action",
    ),
    path(WORKFLOW + "compare", comparing.compare, name="rules_compare"),
    path(REGISTER + "draft", registers.register, name="rules_register"),
    path(REGISTER + "draft/entries/<int:position>", entries.entry, name="rules_entry"),
    path(REGISTER + "draft/try", trying.try_register, name="rules_try"),
    path(
        REGISTER + "compare",
        comparing_registers.compare_register,
        name="rules_compare_register",
    ),
    path(REGISTER + "draft/publish", register_publishing.publish, name="rules_publish_register"),
]
