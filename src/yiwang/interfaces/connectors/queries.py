"""Reading connectors, their runs, where things came from, and what no dictionary says yet."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import NotFound
from yiwang.foundation.sheets.described import Key
from yiwang.interfaces.connectors.models import Connector, Origin, Run
from yiwang.structure.registers.dictionaries import Dictionary, dictionary


@dataclass(frozen=True, slots=True)
class Standing:
    """A connector, its latest run, and how many things came by it that are there still."""

    connector: Connector
    run: Run | None
    brought: int


def connectors() -> list[Standing]:
    """Every connector by its system, in three statements."""
    found = list(Connector.objects.order_by("system", "key"))
    latest = Run.objects.order_by("connector", "-id").distinct("connector")
    runs = {run.connector_id: run for run in latest.defer("content", "faults")}
    present = Origin.objects.filter(gone_at=None).order_by().values("connector")
    brought = dict(present.annotate(n=Count("pk")).values_list("connector", "n"))
    return [Standing(each, runs.get(each.pk), brought.get(each.pk, 0)) for each in found]


def connector_named(key: str) -> Connector:
    """NotFound where there is none."""
    found = Connector.objects.filter(key=key).first()
    if found is None:
        raise NotFound(_("There is no such connector. Choose one from the list."))
    return found


def connector_of_token(token: str) -> Connector | None:
    """The connector that this token opens."""
    digest = sha256(token.encode()).hexdigest()
    return Connector.objects.filter(token_digest=digest, is_on=True).first()


def run_named(run_id: int) -> Run:
    """With its connector. NotFound where there is none."""
    found = Run.objects.select_related("connector", "account").filter(pk=run_id).first()
    if found is None:
        raise NotFound(_("There is no such run. Choose one from the list."))
    return found


def runs_of(connector: Connector) -> QuerySet[Run]:
    """The latest first, without their contents."""
    return connector.runs.defer("content", "faults").select_related("account").order_by("-id")


def origins_of(list_key: str, row: Key) -> list[Origin]:
    """From where the row of this list came, the latest first."""
    found = Origin.objects.filter(connector__into=list_key, row=list(row))
    return list(found.select_related("connector").order_by("-seen_at"))


def systems() -> dict[str, str]:
    """Key -> name of every system that is connected."""
    return {each.system: each.system_label for each in Connector.objects.order_by("system")}


@dataclass(frozen=True, slots=True)
class Book:
    """A dictionary as one system uses it: codes of theirs that came and are in no entry, with how
    often, and entries of ours without a code of theirs."""

    connector: Connector
    key: str
    book: Dictionary | None
    unknown: dict[str, int]


def books(on: date) -> list[Book]:
    """Every dictionary that a connector uses, by connector; codes that came in its latest run that
    was looked at and that the dictionary in force does not know yet."""
    found: list[Book] = []
    latest = Run.objects.filter(connector=OuterRef("pk")).exclude(rows=0).order_by("-id")
    for each in Connector.objects.annotate(codes=Subquery(latest.values("unknown")[:1])):
        for key in dict.fromkeys(c.dictionary for c in each.part.columns if c.dictionary):
            book = dictionary(key, each.system, on)
            came = (each.codes or {}).get(key, {})
            known = book.ours if book else {}
            found.append(Book(each, key, book, {c: n for c, n in came.items() if c not in known}))
    return found


def systems_by_dictionary() -> dict[str, list[str]]:
    """Dictionary -> the systems whose connectors use it."""
    found: dict[str, list[str]] = defaultdict(list)
    for each in Connector.objects.order_by("system", "key"):
        for key in (column.dictionary for column in each.part.columns if column.dictionary):
            if each.system not in found[key]:
                found[key].append(each.system)
    return dict(found)


def due_to_fetch(now: datetime) -> list[str]:
    """The keys of those whose time has come."""
    return list(Connector.objects.filter(next_at__lte=now).values_list("key", flat=True))


def due_to_answer(now: datetime) -> list[str]:
    """The same of what is handed back."""
    return list(Connector.objects.filter(next_answer_at__lte=now).values_list("key", flat=True))
