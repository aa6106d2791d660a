"""What is written on a card, and whether it can be used: plain values, checked before a lock is
taken. A card names nobody, so numbers of people are refused in its words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from yiwang.foundation.personal_numbers import personal_numbers
from yiwang.foundation.refusals import Invalid, Sentence
from yiwang.work.exchange.models import Tag

MOST_SLOTS, MOST_PLACES, MOST_AMOUNT = 60, 1000, 1_000_000
MOST_YUAN = Decimal(1_000_000_000)
LONGEST = {"title": 80, "text": 2000, "place": 200, "series": 60}


@dataclass(frozen=True, slots=True)
class Time:
    """A time at which it takes place, with so many places."""

    starts_at: datetime
    ends_at: datetime
    places: int = 1


@dataclass(frozen=True, slots=True)
class Written:
    """A card as somebody writes it. Ids are those of the installation; `kind` is a key."""

    kind: str
    area_id: int
    title: str
    opens_on: date
    text: str = ""
    organization_id: int | None = None
    venue_id: int | None = None
    place: str = ""
    tags: tuple[str, ...] = ()
    series: str = ""
    amount: int = 1
    closes_on: date | None = None
    year: int | None = None
    budget: Decimal | None = None
    times: tuple[Time, ...] = ()
    run_id: int | None = None
    entry_id: int | None = None
    need_id: int | None = None
    offer_id: int | None = None


def check(written: Written, now: datetime) -> None:
    """Invalid, with each field and what to do about it."""
    faults = _words(written) | _numbers(written) | _days(written) | _times(written.times, now)
    if strange := set(written.tags) - set(tag_keys()):
        said = _("There is no field called %(tag)s. Choose from the list.")
        faults["tags"] = said % {"tag": sorted(strange)[0]}
    if faults:
        raise Invalid(faults)


def tag_keys() -> Collection[str]:
    """The fields of service that the locality has."""
    return list(Tag.objects.order_by("position", "pk").values_list("key", flat=True))


def fault_of_words(words: str, most: int) -> Sentence:
    """What is wrong with words that others will read; nothing: an empty sentence."""
    if len(words) > most:
        return _("Please use at most %(most)d characters.") % {"most": most}
    if personal_numbers(words):
        return _("Others will read this: please take telephone and identity numbers out.")
    return ""


def _words(written: Written) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    if not written.title.strip():
        faults["title"] = _("Say in a few words what it is.")
    for name, most in LONGEST.items():
        if fault := fault_of_words(getattr(written, name), most):
            faults[name] = fault
    return faults


def _numbers(written: Written) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    if not 1 <= written.amount <= MOST_AMOUNT:
        faults["amount"] = _("Say how many, from 1 to %(most)d.") % {"most": MOST_AMOUNT}
    if written.budget is not None and not 0 <= written.budget < MOST_YUAN:
        faults["budget"] = _("Say the yuan as a number, not below nought.")
    if written.year is not None and not 2000 <= written.year <= 2100:
        faults["year"] = _("Say the year in four digits.")
    return faults


def _days(written: Written) -> dict[str, Sentence]:
    if written.closes_on is not None and written.closes_on < written.opens_on:
        return {"closes_on": _("The last day lies before the first. Change one of them.")}
    return {}


def _times(times: Collection[Time], now: datetime) -> dict[str, Sentence]:
    if len(times) > MOST_SLOTS:
        said = ngettext_lazy(
            "A card has at most %(most)d time.", "A card has at most %(most)d times.", MOST_SLOTS
        )
        return {"times": said % {"most": MOST_SLOTS}}
    for each in times:
        when = timezone.localtime(each.starts_at)
        said_when = {"when": f"{when:%Y-%m-%d %H:%M}"}
        if each.ends_at <= each.starts_at:
            return {"times": _("%(when)s ends before it begins. Change it.") % said_when}
        if each.starts_at <= now:
            return {"times": _("%(when)s is past. Choose a later time.") % said_when}
        if not 1 <= each.places <= MOST_PLACES:
            said = _("Say how many places %(when)s has, from 1 to %(most)d.")
            return {"times": said % (said_when | {"most": MOST_PLACES})}
    if len({each.starts_at for each in times}) < len(times):
        return {"times": _("Two times begin at once. Put their places together.")}
    return {}
