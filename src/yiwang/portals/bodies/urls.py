"""Addresses of the pages about bodies."""

from django.urls import path

from yiwang.portals.bodies import card, describing, ending, figures, listing, standing
from yiwang.portals.casework import bodies_found

BODIES = "desk/organizations/"

urlpatterns = [
    path("desk/organizations", listing.bodies, name="bodies"),
    path(BODIES + "new", describing.found, name="body_new"),
    path(BODIES + "found", bodies_found.found, name="bodies_found"),
    path(BODIES + "founded", figures.founded, name="bodies_founded"),
    path(BODIES + "coverage", figures.covered, name="bodies_covered"),
    path(BODIES + "links/<int:link_id>/end", standing.unlink, name="body_unlink"),
    path(BODIES + "remits/<int:remit_id>/end", standing.end, name="body_remit_end"),
    path(BODIES + "of/<str:code>", card.body, name="body"),
    path(BODIES + "of/<str:code>/change", describing.change, name="body_change"),
    path(BODIES + "of/<str:code>/dissolve", ending.dissolve, name="body_dissolve"),
    path(BODIES + "of/<str:code>/link", standing.link, name="body_link"),
    path(BODIES + "of/<str:code>/remit", standing.remit, name="body_remit"),
]
