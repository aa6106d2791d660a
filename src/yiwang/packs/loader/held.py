"""The posts that named people hold, with their terms, and what does not go together."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from yiwang.packs.loader.faults import Spot
from yiwang.packs.loader.posts import PostLayout
from yiwang.packs.loader.reading import Document, Reading
from yiwang.packs.loader.schema.posts import ConflictPart, PostsFile
from yiwang.packs.loader.schema.staff import HeldPart, StaffFile
from yiwang.packs.loader.tree import AreaTree
from yiwang.packs.pack import HeldContent, PostAt
from yiwang.structure.posts.modes import COME_FROM, FROM_ELSEWHERE

STANDS_ON = ("nets", "organizations", "posts")  # parts that say which posts there are


def held_of(
    reading: Reading, spot: Spot, part: HeldPart, username: str, layout: PostLayout
) -> HeldContent | None:
    """The one post that is meant, held in its mode; None, and a fault, when it is not one."""
    fitting = list(_fitting(part, layout))
    if len(fitting) != 1:
        words = {"type": part.type, "where": part.organization or part.area, "n": len(fitting)}
        reading.fault(
            spot,
            _(
                "%(n)s posts %(type)s are at “%(where)s”, but exactly one must be meant: "
                "name its type, organization and area as posts.toml lays them."
            )
            % words,
            *STANDS_ON,
        )
        return None
    for message in _faults(part, layout):
        reading.fault(spot, message)
    return HeldContent(
        fitting[0],
        username,
        part.mode,
        part.is_primary,
        part.starts_on,
        part.ends_on,
        part.home,
        part.mentor,
        part.employment,
    )


def _fitting(part: HeldPart, layout: PostLayout) -> Iterator[PostAt]:
    for post in layout.posts:
        if post.type == part.type and (
            (not part.organization or post.organization == part.organization)
            and (not part.area or post.area == part.area)
        ):
            yield post


def _faults(part: HeldPart, layout: PostLayout) -> Iterator[str]:
    from_elsewhere = part.mode in FROM_ELSEWHERE
    if from_elsewhere and not part.home:
        yield _("Somebody seconded or stationed has a home organization: add home.")
    if part.home and part.mode not in COME_FROM:
        yield _("Only seconded, stationed and volunteers have a home: leave it out, or mend mode.")
    if part.home and part.home not in layout.organization_codes():
        yield _("There is no organization %(code)s.") % {"code": part.home}
    if part.mode == "seconded" and part.ends_on is None:
        yield _("A secondment is for a term: add ends_on.")


def check_names(
    reading: Reading, document: Document[StaffFile], known: set[str], posts: PostsFile
) -> None:
    """Mentors are people of the pack, and not oneself; kinds of employment are in its list."""
    employments = {each.key for each in posts.employments}
    for number, account in enumerate(document.value.accounts):
        for place, part in enumerate(account.posts):
            if part.mentor and (part.mentor not in known or part.mentor == account.username):
                reading.fault(
                    document.spot("accounts", number, "posts", place),
                    _("The mentor %(name)s is nobody else of this pack.") % {"name": part.mentor},
                )
            if part.employment and part.employment not in employments:
                told = _("posts.toml lists no employment %(key)s.") % {"key": part.employment}
                reading.fault(document.spot("accounts", number, "posts", place), told, "posts")


def check_conflicts(
    reading: Reading,
    document: Document[StaffFile],
    held: Sequence[HeldContent],
    posts: PostsFile,
    tree: AreaTree,
) -> None:
    """Named people hold no two posts that a rule refuses."""
    refused = [rule for rule in posts.conflicts if rule.effect == "refuse"]
    for number, account in enumerate(document.value.accounts):
        mine = [each for each in held if each.username == account.username]
        for rule in refused:
            if any(_at_odds(rule, one, other, tree) for one in mine for other in mine):
                words = {"types": ", ".join(rule.types), "reason": rule.reason}
                told = _("One person cannot hold both of %(types)s here: %(reason)s") % words
                reading.fault(document.spot("accounts", number), told)


def _at_odds(rule: ConflictPart, one: HeldContent, other: HeldContent, tree: AreaTree) -> bool:
    if one is other or "standby" in (one.mode, other.mode):
        return False
    if [one.post.type, other.post.type] != list(rule.types):
        return False
    if rule.over == "same_organization":
        return bool(one.post.organization) and one.post.organization == other.post.organization
    if rule.over == "same_area":
        areas = (one.post.area, other.post.area)
        return all(areas) and any(
            tree.is_within(area, [top]) for area, top in (areas, reversed(areas))
        )
    return True
