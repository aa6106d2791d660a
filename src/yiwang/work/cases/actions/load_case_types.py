"""Load case types: what differs changes, and a type that is not listed is no longer offered."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.changes import Change, change_of
from yiwang.foundation.clocks.limits import Limit
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, Sentence
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.models import CaseType
from yiwang.work.cases.models.case_type import ANYBODY, STAFF
from yiwang.work.workflows.definition.store import definition_in_force
from yiwang.work.workflows.evidence import EVIDENCE, is_evidence


@dataclass(frozen=True, slots=True)
class CaseTypeRow:
    """A type as it is written; a key with a dot lies below the part before it."""

    key: str
    name: str
    name_en: str = ""
    hint: str = ""
    hint_en: str = ""
    limits: Mapping[str, Limit] = field(default_factory=dict)  # purpose -> limit
    evidence: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    workflow: str = ""  # key; empty: the parent's, else the territory's
    is_confidential: bool = False
    is_contact_needed: bool = False
    is_offered: bool = True
    begun_by: str = ANYBODY
    like_radius_m: int = 200
    like_days: int = 30
    like_types: tuple[str, ...] = ()  # keys


@transaction.atomic
def load_case_types(
    rows: Sequence[CaseTypeRow], *, actor: Actor, now: datetime, by_hand: Collection[int] = ()
) -> Change:
    """Make the case types what `rows` say, in their order; those whose ids are among those changed
    `by_hand` stay as they are. Where limits change, what runs by them is reckoned anew soon after.

    Refuses a type whose upper type or workflow does not exist. Called by packs.
    """
    stored = {kind.key: kind for kind in CaseType.objects.select_for_update()}
    workflows = dict(_workflow_ids())
    _check(rows, workflows, now)
    added: list[str] = []
    changed: list[str] = []
    kept: list[str] = []
    has_limits_changed = False
    for position, row in enumerate(sorted(rows, key=lambda row: "." in row.key)):
        kind = stored.get(row.key, CaseType(key=row.key))
        parent = stored.get(row.key.rpartition(".")[0])
        values = _values(row, workflows) | {"position": position}
        values["parent_id"] = parent.pk if parent else None
        differing = [name for name in values if getattr(kind, name) != values[name]]
        stored[row.key] = kind
        if kind.pk in by_hand:
            kept += [kind.name] if set(differing) - {"position"} else []
            continue
        has_limits_changed |= kind.pk is not None and kind.limits != values["limits"]
        if kind.pk is None or differing:
            (changed if kind.pk else added).append(row.name)
            _save(kind, values)
    gone = [stored[key] for key in sorted(stored.keys() - {row.key for row in rows})]
    kept += [kind.name for kind in gone if kind.is_offered and kind.pk in by_hand]
    ended = _withdraw([kind for kind in gone if kind.pk not in by_hand])
    change = change_of("case types", added, changed, ended, kept)
    if change:
        counts = {"added": len(added), "changed": len(changed), "ended": len(ended)}
        told: dict[str, Any] = {"limits_of": SUBJECT} if has_limits_changed else {}
        record(
            "cases.type.loaded",
            subject=("cases.type", 0),
            actor=actor,
            at=now,
            counts=counts,
            **told,
        )
    return change


def _workflow_ids() -> Iterator[tuple[str, int]]:
    workflow = apps.get_model("workflows", "Workflow")
    yield from workflow._default_manager.values_list("key", "id")


def _check(rows: Sequence[CaseTypeRow], workflows: Mapping[str, int], now: datetime) -> None:
    keys = {row.key for row in rows}
    faults: dict[str, Sentence] = {}
    for row in rows:
        if "." in row.key and row.key.rpartition(".")[0] not in keys:
            faults[row.key] = _("The type above it is not in the list. Add it first.")
        if row.workflow and row.workflow not in workflows:
            faults[row.key] = _("Its workflow is not published. Publish it first.")
        if (
            row.begun_by != STAFF
            and _answers_nobody(row.workflow, now)
            and not _is_staffs(row, rows)
        ):
            faults[row.key] = _(
                "Its workflow answers nobody, so staff alone begin it: set “begun_by” to “staff”."
            )
        if strange := [written for written in row.evidence if not is_evidence(written)]:
            sentence = _("“%(written)s” is no kind of evidence. Use one of: %(known)s.")
            words = {"written": strange[0], "known": ", ".join(EVIDENCE)}
            faults[row.key] = sentence % words
    if faults:
        raise Invalid(faults)


def _is_staffs(row: CaseTypeRow, rows: Sequence[CaseTypeRow]) -> bool:
    top = row.key.rpartition(".")[0]
    return row.begun_by == ANYBODY and any(
        each.key == top and each.begun_by == STAFF for each in rows
    )


def _answers_nobody(workflow: str, now: datetime) -> bool:
    return bool(workflow) and not definition_in_force(workflow, now).definition.reporter


def _values(row: CaseTypeRow, workflows: Mapping[str, int]) -> dict[str, Any]:  # several types
    return {
        "name": row.name,
        "name_en": row.name_en,
        "hint": row.hint,
        "hint_en": row.hint_en,
        "limits": {
            purpose: {"value": float(limit.value), "clock": limit.kind.value}
            for purpose, limit in row.limits.items()
        },
        "evidence": list(row.evidence),
        "words": list(row.words),
        "workflow_id": workflows.get(row.workflow),
        "is_confidential": row.is_confidential,
        "is_contact_needed": row.is_contact_needed,
        "is_offered": row.is_offered,
        "begun_by": row.begun_by,
        "like_radius_m": row.like_radius_m,
        "like_days": row.like_days,
        "like_types": list(row.like_types),
    }


def _save(kind: CaseType, values: Mapping[str, Any]) -> None:  # several types
    for name, value in values.items():
        setattr(kind, name, value)
    kind.save()


def _withdraw(vanished: Sequence[CaseType]) -> list[str]:
    offered = [kind for kind in vanished if kind.is_offered]
    CaseType.objects.filter(pk__in=[kind.pk for kind in offered]).update(is_offered=False)
    return [kind.name for kind in offered]
