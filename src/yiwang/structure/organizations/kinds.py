"""What kinds of bodies are called, and what links between them say. A pack may have other kinds:
they are shown by their key."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Promise] = {
    "alliance": _("alliance"),
    "association": _("association"),
    "bank": _("bank"),
    "board": _("board"),
    "care_station": _("station of care at home"),
    "command_center": _("command centre"),
    "congress": _("congress"),
    "council": _("council"),
    "court": _("court"),
    "department": _("department"),
    "enterprise": _("enterprise"),
    "field_office": _("field office"),
    "foundation": _("foundation"),
    "government": _("government"),
    "guidance_committee": _("guiding committee"),
    "joint_committee": _("joint committee"),
    "joint_meeting": _("joint meeting"),
    "joint_stock_company": _("joint-stock cooperative company"),
    "joint_team": _("joint team"),
    "mass_organization": _("mass organization"),
    "neighborhood_center": _("neighbourhood centre"),
    "office": _("office"),
    "merchants_committee": _("committee of a shopping quarter"),
    "owners_committee": _("owners’ committee"),
    "party_branch": _("party branch"),
    "party_committee": _("party committee"),
    "party_group": _("party group"),
    "project_team": _("task force"),
    "property_firm": _("property firm"),
    "public_institution": _("public institution"),
    "school": _("school"),
    "residents_committee": _("residents’ committee"),
    "sector_committee": _("sector committee"),
    "social_organization": _("social organization"),
    "service_center": _("service centre"),
    "service_point": _("service point"),
    "service_station": _("service station"),
    "temporary_command": _("temporary command"),
    "villagers_committee": _("villagers’ committee"),
    "zone_working_group": _("working group of a zone"),
}
LINKS: dict[str, Promise] = {
    "owns": _("owns"),
    "manages": _("manages"),
    "uses": _("uses"),
    "guides": _("guides, without command"),
    "member_of": _("belongs to"),
    "co_builds": _("builds together with"),
    "hosts": _("houses"),
    "supports": _("supports"),
}
STATES: dict[str, Promise] = {
    "in_preparation": _("in preparation"),
    "active": _("active"),
    "temporary": _("temporary"),
    "dissolved": _("dissolved"),
}
