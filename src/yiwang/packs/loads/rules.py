"""Registers, workflows, case types, and who is told what."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time

from django.utils import timezone

from yiwang.foundation.changes import Change, change_of
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.toml_lines import line_of, lines_of
from yiwang.insight.messages.actions.load_message_rules import load_message_rules
from yiwang.packs.by_hand import ByHand
from yiwang.packs.loader.faults import Fault, FaultyPack
from yiwang.packs.loader.schema.rules import CaseTypeLine, EntryPart
from yiwang.packs.loads.codes import area_ids, organization_ids
from yiwang.packs.pack import Pack, WorkflowContent
from yiwang.structure.registers.actions.load_register import load_register
from yiwang.structure.registers.rows import EntryRow, RegisterSpec
from yiwang.work.cases.actions.load_case_types import CaseTypeRow, load_case_types
from yiwang.work.workflows.actions.publish import Unproved, publish
from yiwang.work.workflows.definition.drafts import digest_of
from yiwang.work.workflows.definition.read import read_definition
from yiwang.work.workflows.models import WorkflowVersion
from yiwang.work.workflows.proof import Finding, prove_for_types
from yiwang.work.workflows.queries.published import last_of_versions, workflows_in_force


def load_registers(pack: Pack, hand: ByHand, *, actor: Actor, now: datetime) -> Iterator[Change]:
    """Every register; one whose content differs becomes its next version."""
    areas, owners = area_ids(), organization_ids()
    by_hand = hand.by("registers.register.published")
    for content in pack.registers:
        file = content.file
        spec = RegisterSpec(
            **file.model_dump(exclude={"owner", "entries", "table"}),
            owner_id=owners[file.owner] if file.owner else None,
            entries=[_entry(part, areas) for part in content.entries],
        )
        yield load_register(spec, actor=actor, now=now, by_hand=by_hand)


def _entry(part: EntryPart, areas: Mapping[str, int]) -> EntryRow:
    given = part.model_dump(exclude={"area", "words"})
    return EntryRow(
        **given, words=tuple(part.words), area_id=areas[part.area] if part.area else None
    )


def publish_workflows(pack: Pack, hand: ByHand, *, actor: Actor, now: datetime) -> Iterator[Change]:
    """Every workflow; raises FaultyPack with the findings when one is not proved here."""
    last = last_of_versions(hand.by("workflows.definition.published"))
    new, kept = [], []
    for content in pack.workflows:
        version = last.get(read_definition(content.text, content.path).key)
        if version is None:
            version = _published(pack, content, actor, now)
            new += [version.workflow.name] if version.published_at == now else []
        elif version.digest != digest_of(content.text):
            kept.append(version.workflow.name)
    yield change_of("workflows", new, kept=kept)


def _published(
    pack: Pack, content: WorkflowContent, actor: Actor, now: datetime
) -> WorkflowVersion:
    since = _effective_from(pack, content, now)
    try:
        return publish(content.text, path=content.path, effective_from=since, actor=actor, now=now)
    except Unproved as unproved:
        raise FaultyPack(_faults(content, unproved.findings)) from None


def _effective_from(pack: Pack, content: WorkflowContent, now: datetime) -> datetime:
    """A first version holds from the day the pack does; a later one from now on."""
    key = read_definition(content.text, content.path).key
    if any(each.definition.key == key for each in workflows_in_force(now)):
        return now
    return datetime.combine(pack.starts_on, time(), timezone.get_current_timezone())


def _faults(content: WorkflowContent, findings: Sequence[Finding]) -> list[Fault]:
    lines = lines_of(content.text)
    return [
        Fault(content.path, line_of(lines, finding.where), str(finding.sentence))
        for finding in findings
    ]


def load_types(pack: Pack, hand: ByHand, *, actor: Actor, now: datetime) -> Iterator[Change]:
    """The case types. Raises FaultyPack when one has limits by which its workflow is not proved."""
    if pack.case_types:
        rows, by_hand = [_row(line) for line in pack.case_types], hand.rows_of("cases.type")
        yield load_case_types(rows, actor=actor, now=now, by_hand=by_hand)
    faults = [
        fault
        for content in pack.workflows
        for fault in _faults(
            content,
            prove_for_types(read_definition(content.text, content.path), timezone.localdate(now)),
        )
    ]
    if faults:
        raise FaultyPack(faults)


def load_messages(pack: Pack, *, actor: Actor, now: datetime) -> Iterator[Change]:
    """Who is told what, beside what is usual."""
    yield load_message_rules(pack.key, pack.messages, actor=actor, now=now)


def _row(line: CaseTypeLine) -> CaseTypeRow:
    limits = {"acknowledge": line.acknowledge, "resolve": line.resolve}
    given = line.model_dump(exclude={"acknowledge", "resolve", *_LISTS})
    return CaseTypeRow(
        **given,
        limits={purpose: limit for purpose, limit in limits.items() if limit},
        evidence=tuple(line.evidence),
        words=tuple(line.words),
        like_types=tuple(line.like_types),
    )


_LISTS = ("evidence", "words", "like_types")
