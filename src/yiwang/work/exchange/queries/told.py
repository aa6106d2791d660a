"""Who is told of cards and claims: posts that decide or read, and the accounts of who takes part;
for whole batches, in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from yiwang.structure.posts.powers import CLAIM_CARDS, PUT_UP_CARDS, REVIEW_CARDS
from yiwang.structure.posts.queries.active import active_appointments
from yiwang.structure.posts.queries.told import accounts_of, posts_nearest_with
from yiwang.work.exchange.models import Card, Claim
from yiwang.work.exchange.states import CardState, ClaimState

WAIT = (ClaimState.ASKED, ClaimState.DONE)


def posts_that_decide(claim_ids: Collection[int], on: date) -> dict[int, set[int]]:
    """Claim -> the nearest posts that put cards up there, of claims that wait for a decision."""
    waiting = Claim.objects.filter(pk__in=claim_ids, state__in=WAIT)
    areas = dict(waiting.values_list("pk", "card__area_id"))
    nearest = posts_nearest_with([PUT_UP_CARDS], set(areas.values()), on)
    return {pk: nearest.get(area_id, set()) for pk, area_id in areas.items()}


def posts_that_keep(claim_ids: Collection[int], on: date) -> dict[int, set[int]]:
    """Claim -> the nearest posts that put cards up there, whatever became of it; none of a place at
    a time that was used: many use one, and it stands in the list of the card."""
    told = Claim.objects.filter(pk__in=claim_ids).exclude(
        state=ClaimState.CONFIRMED, slot__isnull=False
    )
    areas = dict(told.values_list("pk", "card__area_id"))
    nearest = posts_nearest_with([PUT_UP_CARDS], set(areas.values()), on)
    return {pk: nearest.get(area_id, set()) for pk, area_id in areas.items()}


def posts_that_read(card_ids: Collection[int], on: date) -> dict[int, set[int]]:
    """Card -> the nearest posts that read cards there first, of cards that wait to be read."""
    waiting = Card.objects.filter(pk__in=card_ids, state=CardState.SUBMITTED)
    areas = dict(waiting.values_list("pk", "area_id"))
    nearest = posts_nearest_with([REVIEW_CARDS], set(areas.values()), on)
    return {pk: nearest.get(area_id, set()) for pk, area_id in areas.items()}


def accounts_that_claimed(claim_ids: Collection[int], on: date) -> dict[int, set[int]]:
    """Claim -> the volunteer, or those who take cards on for the body; nobody by a code."""
    found_claims = Claim.objects.filter(pk__in=claim_ids)
    rows = list(found_claims.values_list("pk", "volunteer_id", "organization_id"))
    volunteers = accounts_of({volunteer for _pk, volunteer, _body in rows if volunteer})
    of_bodies = _accounts_of_bodies({body for _pk, _volunteer, body in rows if body}, on)
    found: dict[int, set[int]] = {}
    for pk, volunteer, body in rows:
        own = volunteers.get(volunteer or 0)
        found[pk] = {own} if own else set(of_bodies.get(body or 0, ()))
    return found


def accounts_that_put_up(card_ids: Collection[int]) -> dict[int, int]:
    """Card -> whoever put it up, of those who still sign in."""
    found = Card.objects.filter(pk__in=card_ids, put_up_by__is_active=True)
    return {pk: account for pk, account in found.values_list("pk", "put_up_by_id") if account}


def _accounts_of_bodies(body_ids: Collection[int], on: date) -> dict[int, set[int]]:
    held = active_appointments(on).filter(
        post__organization__in=body_ids,
        post__type__powers__contains=[CLAIM_CARDS],
        account__is_active=True,
    )
    found: dict[int, set[int]] = defaultdict(set)
    for body, account in held.values_list("post__organization_id", "account_id"):
        found[body or 0].add(account)
    return found
