"""`{% load cards %}`: cards, their times and claims in words."""

from collections.abc import Collection, Iterable, Sequence

from django import template
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Sentence
from yiwang.portals import moments
from yiwang.portals.templatetags.yiwang import named
from yiwang.structure.posts.queries import post_name
from yiwang.work.exchange.models import Card, CardKind, Claim, Slot, Tag
from yiwang.work.exchange.sides import SIDES
from yiwang.work.exchange.states import CARD_NAMES, CLAIM_NAMES, CardState, ClaimState

register = template.Library()

TIMES: dict[str, Sentence] = {
    "weekday_day": gettext_lazy("working days, by day"),
    "weekday_evening": gettext_lazy("working days, in the evening"),
    "saturday": gettext_lazy("Saturday"),
    "sunday": gettext_lazy("Sunday"),
}
SIDE_NAMES: dict[str, Sentence] = dict(
    zip(
        SIDES,
        [
            gettext_lazy("Needs"),
            gettext_lazy("Offers"),
            gettext_lazy("Posts of service"),
            gettext_lazy("Joint projects"),
        ],
        strict=True,
    )
)
SAID: dict[ClaimState, Sentence] = {
    ClaimState.ASKED: gettext_lazy("asked for it; it waits for a yes or no"),
    ClaimState.WAITING: gettext_lazy("is on the waiting list and moves up when a place is free"),
    ClaimState.HELD: gettext_lazy("has taken it on"),
    ClaimState.DONE: gettext_lazy("reported it done; it waits to be confirmed"),
    ClaimState.CONFIRMED: gettext_lazy("did it, and it was confirmed"),
    ClaimState.DECLINED: gettext_lazy("was told no"),
    ClaimState.RELEASED: gettext_lazy("gave it back, or was let go"),
    ClaimState.LAPSED: gettext_lazy("reported nothing in time, so it lapsed"),
}


@register.filter
def side_named(side: str) -> str:
    """`{{ kind.side|side_named }}`."""
    return str(SIDE_NAMES.get(side, side))


@register.filter
def unit_named(kind: CardKind) -> str:
    """`{{ card.kind|unit_named }}`: the unit in which the cards of a list are counted."""
    is_english = (get_language() or "").startswith("en")
    return str((is_english and kind.unit_en) or kind.unit)


@register.filter
def card_stands(card: Card) -> str:
    """`{{ card|card_stands }}`: its state in a word."""
    return str(CARD_NAMES[CardState(card.state)])


@register.filter
def claim_stands(claim: Claim) -> str:
    """`{{ claim|claim_stands }}`: its state in a word."""
    return str(CLAIM_NAMES[ClaimState(claim.state)])


@register.filter
def claim_said(claim: Claim) -> str:
    """`{{ claim|claim_said }}`: what its claimant has done so far, as the end of a sentence."""
    return str(SAID[ClaimState(claim.state)])


@register.filter
def claimant(claim: Claim) -> str:
    """`{{ claim|claimant }}`: the body, the volunteer with their post, or somebody with a code."""
    if claim.organization is not None:
        return named(claim.organization)
    if claim.volunteer is not None:
        return f"{claim.volunteer.account.name} · {post_name(claim.volunteer.post)}"
    return _("Somebody with a code")


@register.filter
def tags_named(keys: Collection[str], tags: Iterable[Tag]) -> Sequence[str]:
    """`{{ card.tags|tags_named:tags }}`: fields of service by their names, in their order."""
    return [named(tag) for tag in tags if tag.key in keys]


@register.filter
def times_named(keys: Collection[str]) -> Sequence[str]:
    """`{{ enrolment.times|times_named }}`."""
    return [str(said) for key, said in TIMES.items() if key in keys]


@register.filter
def slot_said(slot: Slot | None) -> str:
    """`{{ slot|slot_said }}`: 11月28日 18:30（周六）至 20:00."""
    if slot is None:
        return ""
    said = _("%(start)s until %(end)s")
    end = localtime(slot.ends_at)
    same_day = localtime(slot.starts_at).date() == end.date()
    until = f"{end:%H:%M}" if same_day else moments.when(slot.ends_at)
    return said % {"start": moments.when(slot.starts_at), "end": until}
