"""The versions of a net and the drafts of one; one of them with all that it changes and touches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from yiwang.foundation.files.storage import open_kept
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import Invalid, NotFound, Refusal
from yiwang.portals.casework.outcome import Outcome
from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.moments import on_day
from yiwang.portals.nets.access import drawer, drawing_page, may_redraw
from yiwang.portals.nets.touched import touched_by
from yiwang.portals.rules.numbers import day_of, number_of
from yiwang.structure.territory.actions.accept_successions import accept_successions
from yiwang.structure.territory.actions.discard_version import discard_version
from yiwang.structure.territory.actions.draft_version import Effect
from yiwang.structure.territory.actions.schedule_version import schedule_version
from yiwang.structure.territory.comparing import Changed
from yiwang.structure.territory.importing.faults import FaultyFile, RowFault
from yiwang.structure.territory.importing.plan import Plan
from yiwang.structure.territory.importing.redrawn import plan_of
from yiwang.structure.territory.likening import Guess, Unlinked, unlinked_of
from yiwang.structure.territory.models import NetVersion
from yiwang.structure.territory.queries import changes_of, net_named, version_of, versions_of
from yiwang.structure.territory.states import PENDING
from yiwang.structure.territory.successions import Succession, kinds_of
from yiwang.structure.territory.telling import aspects_of
from yiwang.work.cases.actions.place_anew import place_anew
from yiwang.work.cases.queries.touched import open_cases_of_older_versions
from yiwang.work.workflows.wording import in_words

SHOWN = 200  # lines of one kind; the others are counted
AT_ONCE = 500  # cases placed anew by one press


@dataclass(frozen=True, slots=True)
class Change:
    """What a draft would make of the net, ready to be listed."""

    plan: Plan | None
    faults: Sequence[RowFault] = ()
    carried: frozenset[str] = frozenset()  # areas of other levels that move along, by code
    levels: Mapping[str, str] = field(default_factory=dict)  # what levels are called

    @property
    def unlinked(self) -> Unlinked:
        """Whom nothing links, and who among them are alike."""
        assert self.plan is not None, "a draft that does not fit changes nothing"
        return unlinked_of(self.plan.before, self.plan.after, self.plan.successions)

    @property
    def guessed(self) -> list[tuple[Guess, str, str]]:
        """The proposals with both names."""
        assert self.plan is not None, "a draft that does not fit changes nothing"
        before, after = self.plan.before, self.plan.after
        return [
            (guess, before[guess.predecessor].name, after[guess.successor].name)
            for guess in self.unlinked.guesses[:SHOWN]
        ]

    @property
    def changed(self) -> list[tuple[str, str, str, list[str]]]:
        """Code, name, level where it moves along with one of another level, and what changes."""
        assert self.plan is not None, "a draft that does not fit changes nothing"
        return [
            (each.becomes.code, self._name_of(each), self._level_of(each), list(aspects_of(each)))
            for each in self.plan.diff.changed[:SHOWN]
        ]

    def _name_of(self, each: Changed) -> str:
        """With what lies above, of one that moves along: grids are called “first”, “second”."""
        above = self.plan.after.get(each.becomes.parent_code or "") if self.plan else None
        if above is None or each.becomes.code not in self.carried:
            return each.becomes.name
        return f"{above.name} · {each.becomes.name}"

    def _level_of(self, each: Changed) -> str:
        code, level = each.becomes.code, each.becomes.level
        return self.levels.get(level, level) if code in self.carried else ""

    @property
    def followed(self) -> list[tuple[str, Succession, str, str]]:
        """What became of whom: `split`, `merged` or `recoded`, with both names."""
        assert self.plan is not None, "a draft that does not fit changes nothing"
        before, after = self.plan.before, self.plan.after
        return [
            (kind, each, before[each.predecessor].name, after[each.successor].name)
            for kind, each in kinds_of(self.plan.successions, after)
        ]


@staff_page
def versions(request: HttpRequest, net: str) -> HttpResponse:
    """Every version, latest first; drafts and those that wait for their day on top."""
    found = net_named(net)
    listed = versions_of(found.pk)
    context = {
        "net": found,
        "pending": [each for each in listed if each.state in PENDING],
        "in_force": [each for each in listed if each.state == "in_force"],
        "discarded": [each for each in listed if each.state == "discarded"],
        "waiting": len(open_cases_of_older_versions(found.pk, found.revision)),
        "may_redraw": may_redraw(request),
        "now": timezone.now(),
    }
    return page(request, "nets/versions.html", context)


@staff_page
def version(request: HttpRequest, net: str, version_id: int) -> HttpResponse:
    """One version: a draft as what it would change, one in force as what it did."""
    found = version_of(net_named(net).pk, version_id)
    if found.state not in PENDING:
        replaced, successions = changes_of(found.pk) if found.state == "in_force" else ([], [])
        context = {"version": found, "net": found.net, "replaced": replaced, "now": timezone.now()}
        return page(request, "nets/version.html", {**context, "successions": successions})
    return draft(request, found)


@drawing_page
def draft(request: HttpRequest, found: NetVersion) -> HttpResponse:
    """A draft: looked at, given its day, or discarded."""
    if request.method != "POST":
        return _draft(request, found)
    actor = _drawer(request, found)
    now = timezone.now()
    if "discard" in request.POST:
        discard_version(found.pk, actor=actor, now=now)
        messages.success(request, _("The draft is discarded. The net stays as it is."))
        return redirect("nets_versions", found.net.key)
    try:
        if "accept" in request.POST:
            return _accepted(request, found, actor, now)
        return _scheduled(request, found, actor, now)
    except FaultyFile:
        return _draft(request, found)
    except Invalid as refusal:
        faults = {name: str(said) for name, said in refusal.fields.items()}
        errors = [(f"f-{name}", said) for name, said in faults.items()]
        return _draft(request, found, Outcome(faults, errors))
    except Refusal as refusal:
        return _draft(request, found, Outcome(errors=[("", str(refusal))]))


def _drawer(request: HttpRequest, found: NetVersion) -> Actor:
    source = found.source
    along = (*source.get("beside", ()), *source.get("carried", ()))
    return drawer(request, found.net, source.get("below", ""), along)


def _accepted(request: HttpRequest, found: NetVersion, actor: Actor, now: datetime) -> HttpResponse:
    """Pairs are sent as “former code|code”."""
    marked = [each.partition("|") for each in request.POST.getlist("pair")]
    pairs = [(was, becomes) for was, _between, becomes in marked]
    seen = number_of(request.POST.get("seen", ""))
    count = accept_successions(found.pk, pairs, seen, actor=actor, now=now)
    messages.success(request, _("%(count)s accepted.") % {"count": count})
    return redirect("nets_version", found.net.key, found.pk)


def _scheduled(
    request: HttpRequest, found: NetVersion, actor: Actor, now: datetime
) -> HttpResponse:
    effect = Effect(day_of(request.POST.get("on", "")), text_of(request.POST, "reason", 300))
    seen = number_of(request.POST.get("seen", ""))
    done = schedule_version(found.pk, effect, seen, actor=actor, now=now)
    if done.state == "in_force":
        words = {"number": done.number}
        messages.success(request, _("Version %(number)s of the net is in force.") % words)
    else:
        day = on_day(done.takes_effect_on, timezone.localdate(now))
        messages.success(request, _("It takes effect on %(day)s by itself.") % {"day": day})
    return redirect("nets_version", found.net.key, done.pk)


def _draft(request: HttpRequest, found: NetVersion, outcome: Outcome | None = None) -> HttpResponse:
    outcome, today = outcome or Outcome(), timezone.localdate()
    on = max(today, found.takes_effect_on)
    try:
        levels = {
            str(each["key"]): in_words(str(each["name"]), str(each.get("name_en", "")))
            for each in found.net.levels
        }
        carried = frozenset(found.source.get("carried", ()))
        change = Change(plan_of(found, on, is_looked_at=True), carried=carried, levels=levels)
    except FaultyFile as refusal:
        change = Change(None, refusal.faults)
    context = {
        "version": found,
        "net": found.net,
        "together_from": net_named(of) if (of := found.source.get("aggregates")) else None,
        "change": change,
        "touched": touched_by(found.net, change.plan, account_of(request)) if change.plan else None,
        "shown": SHOWN,
        "on": request.POST.get("on", "") or on.isoformat(),
        "today": today,
        "reason": text_of(request.POST, "reason") or found.reason,
        "at_fields": outcome.faults,
        "errors": outcome.errors,
        "now": timezone.now(),
    }
    is_refused = bool(outcome.errors) or (change.plan is None and request.method == "POST")
    return page(request, "nets/draft.html", context, status=422 if is_refused else 200)


@drawing_page
def file(request: HttpRequest, net: str, version_id: int) -> HttpResponse:
    """The file of a version, as it came."""
    found = version_of(net_named(net).pk, version_id)
    _drawer(request, found)
    try:
        with open_kept(found.source["path"]) as kept:
            content = kept.read()
    except (FileNotFoundError, KeyError):
        raise NotFound(_("No file was kept with this version.")) from None
    named = content_disposition_header(True, PurePath(found.source["file"]).name)
    return HttpResponse(
        content, "application/octet-stream", headers={"Content-Disposition": named or "attachment"}
    )


@drawing_page
def place_again(request: HttpRequest, net: str) -> HttpResponse:
    """Place open cases anew that were placed in an older version of the net."""
    found = net_named(net)
    waiting = open_cases_of_older_versions(found.pk, found.revision)
    if request.method == "POST":
        actor, now = drawer(request, found), timezone.now()
        some = waiting[:AT_ONCE]
        moved = [case for case in some if place_anew(case, actor=actor, now=now)]
        words = {"seen": len(some), "moved": len(moved)}
        said = _("%(seen)s open cases were looked at; %(moved)s lie in another area now.")
        messages.success(request, said % words)
    return redirect("nets_versions", found.key)
