"""Every read of cases that a page or an interface needs."""

from yiwang.work.cases.codes import case_by_code, case_of_reporter, opened_by
from yiwang.work.cases.models.case import CHANNELS
from yiwang.work.cases.policies import case_to_move, case_to_view, visible_cases
from yiwang.work.cases.proposals import (
    OneThing,
    one_thing_of,
    route_of,
    route_proposal,
    triage_proposal,
)
from yiwang.work.cases.queries.allowed import Allowed, allowed
from yiwang.work.cases.queries.contact import ContactShown, contact_shown
from yiwang.work.cases.queries.evidence import EvidenceShown, evidence_of
from yiwang.work.cases.queries.ledger import Filters, LedgerPage, LedgerRow, ledger, on_lists
from yiwang.work.cases.queries.likeness import LikeCase, like_cases
from yiwang.work.cases.queries.lines import CaseLine, case_lines
from yiwang.work.cases.queries.merges import MergeLine, merges_of, primary_of
from yiwang.work.cases.queries.offered import Offered, offered_types, types_of_staff
from yiwang.work.cases.queries.placement import PlacementLine, placements_of
from yiwang.work.cases.queries.recurrence import Recurrence, recurrence_of
from yiwang.work.cases.queries.standing import Progress, progress, progress_by_code
from yiwang.work.cases.queries.story import Event, Reveal, reveals, timeline
from yiwang.work.cases.queries.suggested import suggested_types

__all__ = [
    "CHANNELS",
    "Allowed",
    "CaseLine",
    "ContactShown",
    "Event",
    "EvidenceShown",
    "Filters",
    "LedgerPage",
    "LedgerRow",
    "LikeCase",
    "MergeLine",
    "Offered",
    "OneThing",
    "PlacementLine",
    "Progress",
    "Recurrence",
    "Reveal",
    "allowed",
    "case_by_code",
    "case_lines",
    "case_of_reporter",
    "case_to_move",
    "case_to_view",
    "contact_shown",
    "evidence_of",
    "ledger",
    "like_cases",
    "merges_of",
    "offered_types",
    "on_lists",
    "one_thing_of",
    "opened_by",
    "placements_of",
    "primary_of",
    "progress",
    "progress_by_code",
    "recurrence_of",
    "reveals",
    "route_of",
    "route_proposal",
    "suggested_types",
    "timeline",
    "triage_proposal",
    "types_of_staff",
    "visible_cases",
]
