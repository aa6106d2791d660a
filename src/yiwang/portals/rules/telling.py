"""Differences between versions in words: which step, which action, which setting, from what to
what."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from pydantic import BaseModel

from yiwang.portals.moments import limited
from yiwang.portals.rules import words
from yiwang.portals.rules.choices import Chosen
from yiwang.work.workflows.definition.schema import Definition, TimeLimit
from yiwang.work.workflows.drawing.boxes import limit_in_words
from yiwang.work.workflows.editing.compare import Difference
from yiwang.work.workflows.wording import in_words


@dataclass(frozen=True, slots=True)
class Told:
    """One difference: where, what became of it, and both values in words."""

    where: str
    what: str
    label: str
    before: str = ""
    after: str = ""


def told_differences(found: Sequence[Difference], before: Chosen, after: Chosen) -> list[Told]:
    """Each difference in words; a part struck out goes by the names of the earlier version."""
    return [
        _told(each, before if each.what == "removed" else after, before, after) for each in found
    ]


def _told(each: Difference, names: Chosen, before: Chosen, after: Chosen) -> Told:
    where = _where(names.definition, each.step, each.action, each.stage)
    if not each.field:
        return Told(where, each.what, "")
    label = words.label_of(each.field)
    return Told(
        where,
        each.what,
        label,
        in_plain_words(each.before, each.field, before),
        in_plain_words(each.after, each.field, after),
    )


def place_in_words(definition: Definition, place: str) -> str:
    """A place as the record has it, `steps.collect.actions.whistle.to`, in words."""
    parts = place.split(".")
    named = dict(zip(parts[::2], parts[1::2], strict=False))
    field = parts[-1] if len(parts) % 2 else ""
    step, action, stage = (named.get(kind, "") for kind in ("steps", "actions", "stages"))
    label = words.label_of(field) if field else ""
    return " · ".join(filter(None, [_where(definition, step, action, stage), label]))


def _where(definition: Definition, step: str, action: str, stage: str) -> str:
    if stage:
        names = {each.key: in_words(each.name, each.name_en) for each in definition.stages}
        return _("Stage “%(name)s”") % {"name": names.get(stage, stage)}
    if not step:
        return _("The whole workflow")
    found = definition.steps.get(step)
    name = in_words(found.name, found.name_en) if found else step
    if not action:
        return _("Step “%(name)s”") % {"name": name}
    actions = found.actions if found else []
    called = {each.key: in_words(each.name, each.name_en) for each in actions}
    said = {"name": name, "action": called.get(action, action)}
    return _("Step “%(name)s”, action “%(action)s”") % said


def in_plain_words(value: object, field: str, chosen: Chosen) -> str:
    """A value as one says it: names for keys, limits in words."""
    if value in (None, "", [], False):
        return _("nothing")
    if value is True:
        return _("yes")
    if isinstance(value, TimeLimit):
        return _limit(value)
    if isinstance(value, BaseModel):
        return _group(value, chosen)
    if isinstance(value, (list, tuple)):
        joined = _(", ")
        return joined.join(in_plain_words(each, field, chosen) for each in value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    options = chosen.options(field) or {}
    return options.get(str(value), str(value))


def _limit(limit: TimeLimit) -> str:
    said = [limit_in_words(limit)]
    if limit.remind is not None:
        said.append(_("reminded %(time)s before") % {"time": limited(limit.remind, limit.clock)})
    if limit.of_kind:
        said.append(_("the case type's own limit first"))
    return _(", ").join(said)


def _group(value: BaseModel, chosen: Chosen) -> str:
    said = [
        f"{words.label_of(name)} {in_plain_words(part, name, chosen)}"
        for name in type(value).model_fields
        if (part := getattr(value, name)) not in (None, "", [], False)
    ]
    return _(", ").join(said)
