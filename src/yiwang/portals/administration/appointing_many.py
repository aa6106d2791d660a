"""Appointing many at once without a table: posts of one type in an area, with a person for each or
one for all. What is sent becomes a table of the list of people, looked at and applied like others.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import StringIO

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.foundation.refusals import NotFound, Sentence
from yiwang.foundation.sheets.actions.bring_table import Brought, bring_table
from yiwang.foundation.sheets.planning import planned
from yiwang.foundation.sheets.reading import harmless, read_table
from yiwang.portals.administration.people_found import people_meant
from yiwang.portals.administration.rows import field_of
from yiwang.portals.casework.areas_found import LONGEST, area_meant
from yiwang.portals.casework.staff import actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.structure.administration.appointing import TERMS
from yiwang.structure.administration.kinds.people import People
from yiwang.structure.administration.posts_to_fill import posts_to_fill
from yiwang.structure.posts.queries import RosterLine, all_post_types
from yiwang.structure.posts.queries.named import roster_lines
from yiwang.structure.territory.naming import written

KIND = People()
MOST = 200  # posts on one page
HEADING = ("username", "type", "organization", "area", *TERMS)
SEVERAL = re.compile(r"[;；、，,\n]")
EVERYBODY = "everybody"


@dataclass
class Line:
    """A post to fill, and what was typed for it."""

    roster: RosterLine
    who: str = ""
    is_picked: bool = False
    fault: str = ""

    @property
    def name(self) -> str:
        return f"who-{self.roster.post.pk}"


@dataclass
class Wanted:
    """What the form asks for."""

    type_key: str
    area: str
    everybody: str = ""
    terms: dict[str, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    are_more: bool = False
    faults: dict[str, Sentence] = field(default_factory=dict)  # by the name of a field
    rows: list[tuple[Line, str]] = field(default_factory=list)  # a post and the word for a person


@staff_page
@require_http_methods(["GET", "POST"])
def appointing_many(request: HttpRequest) -> HttpResponse:
    """Choose posts and people; sent: on to what would change, where it is applied or not."""
    now = timezone.now()
    KIND.keeping(actor_of(request), timezone.localdate(now))
    query = request.POST if request.method == "POST" else request.GET
    wanted = _wanted(request, query, now)
    if request.method != "POST":
        wanted.terms |= {"starts_on": timezone.localdate(now).isoformat()}
        return _form(request, wanted)
    usernames = _people(wanted)
    content = _table(wanted, usernames)
    if not wanted.faults:
        _judge(request, wanted, content, now)
    if wanted.faults:
        return _form(request, wanted)
    brought = Brought(_("Appointing many") + ".csv", content)
    pk = bring_table(KIND, brought, actor=actor_of(request), now=now)
    return redirect("administration_table", KIND.key, pk)


def _wanted(request: HttpRequest, query: QueryDict, now: datetime) -> Wanted:
    """The posts that are asked for, with what was typed for each."""
    wanted = Wanted(text_of(query, "type", 60), text_of(query, "area", LONGEST))
    wanted.everybody = text_of(query, EVERYBODY, LONGEST)
    wanted.terms = {name: text_of(query, name, 120) for name in TERMS}
    if not wanted.type_key:
        return wanted
    area_id = None
    if wanted.area:
        try:
            area_id = area_meant(wanted.area).pk
        except NotFound as refusal:
            wanted.faults["area"] = refusal.sentence
            return wanted
    on = timezone.localdate(now)
    posts = posts_to_fill(wanted.type_key, area_id, actor_of(request), on)
    found = roster_lines(posts[: MOST + 1], on)
    wanted.are_more = len(found) > MOST
    picked = set(query.getlist("post"))
    for roster in found[:MOST]:
        line = Line(roster, is_picked=str(roster.post.pk) in picked)
        line.who = text_of(query, line.name, 400)
        wanted.lines.append(line)
    return wanted


def _people(wanted: Wanted) -> dict[str, str]:
    """Who is meant for which post; words that mean nobody, or several, are faults of their post."""
    for line in wanted.lines:
        words = [word.strip() for word in SEVERAL.split(line.who) if word.strip()]
        if line.is_picked and not words and wanted.everybody:
            words = [wanted.everybody]
        if line.is_picked and not words:
            line.fault = _("Say who: here, or above for every post that is ticked.")
        wanted.rows += [(line, word) for word in words]
    meant, strange = people_meant({word for _line, word in wanted.rows})
    for line, word in wanted.rows:
        if word in strange and word != wanted.everybody:
            line.fault = strange[word]
    if wanted.everybody in strange:
        wanted.faults[EVERYBODY] = strange[wanted.everybody]
    if not wanted.rows and not any(line.fault for line in wanted.lines):
        wanted.faults["posts"] = _("Tick a post, or name somebody for one.")
    wanted.faults |= {line.name: line.fault for line in wanted.lines if line.fault}
    return meant


def _table(wanted: Wanted, usernames: Mapping[str, str]) -> bytes:
    """The table that says so, one row for each person at each post."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADING)
    for line, word in wanted.rows:
        post = line.roster.post
        body = post.organization.code if post.organization else ""
        area = written(post.area) if post.area else ""
        row = (usernames.get(word, ""), post.type.key, body, area)
        terms = [wanted.terms[name] for name in TERMS]
        writer.writerow([harmless(cell) for cell in (*row, *terms)])
    return out.getvalue().encode()


def _judge(request: HttpRequest, wanted: Wanted, content: bytes, now: datetime) -> None:
    """What the list says against it: at the field of the terms, else at the post."""
    plan = planned(KIND, read_table(content), actor_of(request), timezone.localdate(now))
    for fault in plan.faults:
        line = wanted.rows[fault.row - 2][0] if fault.row > 1 else None
        column = fault.column.split(" (")[0]
        if column in TERMS and column != "is_primary":
            wanted.faults.setdefault(column, fault.sentence)
        elif line is not None:
            line.fault = line.fault or fault.sentence
            wanted.faults.setdefault(line.name, fault.sentence)
        else:
            wanted.faults.setdefault("posts", fault.sentence)


def _form(request: HttpRequest, wanted: Wanted) -> HttpResponse:
    faults = {name: str(said) for name, said in wanted.faults.items()}
    columns = [column for column in KIND.written_columns if column.key in TERMS]
    context = {
        "kind": KIND,
        "wanted": wanted,
        "types": all_post_types().order_by("name"),
        "fields": [field_of(column, wanted.terms, faults) for column in columns],
        "faults": faults,
        "errors": list(_errors(faults)),
        "most": MOST,
    }
    status = 422 if faults else 200
    return page(request, "administration/appoint_many.html", context, status=status)


def _errors(faults: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Where each fault is mended: fields of the list have names of their own."""
    for name, said in faults.items():
        yield (f"f-{name}" if name in TERMS else name), said
