"""What a call of departments says: the kind of whistle, and what is asked of each one alone.

An organization's own limit goes before that of the kind of whistle, and that before the limit of
the joint step; nobody is given longer than the rules of the case allow.
"""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Sentence
from yiwang.structure.organizations.queries import organization
from yiwang.structure.registers.queries import current_version, entries_of
from yiwang.work.workflows.acts import Effect
from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.definition.schema import Step, WhistleKind
from yiwang.work.workflows.numbers import is_storable
from yiwang.work.workflows.setting import Setting
from yiwang.work.workflows.subjects import Ask, Situation
from yiwang.work.workflows.timing import Terms, moments, terms

CALLING = frozenset({Effect.ASSIGN, Effect.REDIRECT, Effect.CALL_ALSO})
LONGEST_DEMAND = 500
LARGEST_LIMIT = 999  # of any clock: beyond it nobody is given a limit
NOTHING = Ask()


def faults_of_call(deed: Deed) -> Iterator[tuple[str, Sentence]]:
    """What is wrong with the whistle and with what is asked of each organization."""
    yield from _faults_of_whistle(deed)
    yield from _faults_of_template(deed)
    if deed.act.effect not in CALLING or not deed.inputs.asks:
        return
    longest = _longest(deed)
    for organization_id in deed.inputs.organizations:
        ask = deed.inputs.asks.get(organization_id, NOTHING)
        name = organization(organization_id).name
        if len(ask.demand) > LONGEST_DEMAND:
            sentence = _("What is asked of “%(name)s” has more than %(most)d characters.")
            yield "organizations", sentence % {"name": name, "most": LONGEST_DEMAND}
        if ask.limit is not None and not is_storable(ask.limit.value, LARGEST_LIMIT):
            sentence = _("The time for “%(name)s” must be from 0.01 to %(most)d.")
            yield "organizations", sentence % {"name": name, "most": LARGEST_LIMIT}
        elif ask.limit is not None and longest is not None:
            yield from _too_long(deed.setting, ask, longest, name)


def kind_of_whistle(deed: Deed) -> WhistleKind | None:
    """The kind of whistle by which is called: that of this act, else that of the task acted on."""
    key = deed.inputs.whistle if deed.act.effect is Effect.ASSIGN else ""
    if not key and deed.task.whistle:
        key = deed.task.whistle.kind
    return deed.setting.definition.whistle_kind(key)


def may_whistle(kind: WhistleKind, step: Step) -> bool:
    """Whether departments may be called from this step by a whistle of this kind."""
    return not kind.by or step.post in kind.by


def terms_of_call(
    step: Step, kind: WhistleKind | None, situation: Situation, ask: Ask = NOTHING
) -> tuple[Terms, ...]:
    """The limits of one department's task: to sign, to arrive, to finish."""
    stated = {
        "acknowledge": (kind and kind.acknowledge) or step.acknowledge,
        "arrive": kind and kind.arrive,
        "resolve": (kind and kind.resolve) or step.resolve,
    }
    found = {key: terms(key, limit, situation) for key, limit in stated.items() if limit}
    if ask.limit is not None:
        found["resolve"] = Terms("resolve", ask.limit)
    return tuple(found.values())


def _faults_of_whistle(deed: Deed) -> Iterator[tuple[str, Sentence]]:
    if not deed.inputs.whistle or deed.act.effect is not Effect.ASSIGN:
        return
    kind = deed.setting.definition.whistle_kind(deed.inputs.whistle)
    if kind is None:
        yield "whistle", _("This kind of whistle is not known. Choose one from the list.")
    elif not may_whistle(kind, deed.step):
        yield "whistle", _("From here nobody may whistle for this. Choose another kind.")


def _faults_of_template(deed: Deed) -> Iterator[tuple[str, Sentence]]:
    """The template that a dispatch says it follows is an entry of the register in force today."""
    key, register = deed.inputs.one_thing, deed.step.one_thing
    if not key or deed.act.effect is not Effect.ASSIGN:
        return
    version = current_version(register, deed.setting.on) if register else None
    known = {entry.key for entry in entries_of(version.pk)} if version else set()
    if key not in known:
        sentence = _("The template “%(key)s” is not in force. Look at the offices again, confirm.")
        yield "organizations", sentence % {"key": key}


def _longest(deed: Deed) -> Terms | None:
    """The limit to finish that the rules give, if they give one."""
    step = deed.setting.definition.steps[deed.action.to or deed.task.step]
    allowed = terms_of_call(step, kind_of_whistle(deed), deed.setting.situation)
    return next((each for each in allowed if each.purpose == "resolve"), None)


def _too_long(
    setting: Setting, ask: Ask, longest: Terms, name: str
) -> Iterator[tuple[str, Sentence]]:
    assert ask.limit is not None  # the caller looked
    latest = moments(longest, setting.days, setting.now).due_at
    if moments(Terms("resolve", ask.limit), setting.days, setting.now).due_at > latest:
        sentence = _("“%(name)s” may have until %(when)s at the latest. Give it less time.")
        words = {"name": name, "when": date_format(localtime(latest), "DATETIME_FORMAT")}
        yield "organizations", sentence % words
