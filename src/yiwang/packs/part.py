"""The part of a pack that a district or a town installs for itself: its own areas and those above,
and the bodies, posts, people and rules that stand on them."""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from yiwang.foundation.refusals import NotFound
from yiwang.packs.loader.schema.staff import AccountPart
from yiwang.packs.pack import (
    AreaContent,
    HeldContent,
    NetContent,
    OrganizationContent,
    Pack,
    PersonContent,
    PostAt,
    RegisterContent,
    WorkflowContent,
)
from yiwang.structure.territory.naming import BETWEEN
from yiwang.work.workflows.definition.read import read_definition


def part_of(pack: Pack, within: Collection[str]) -> Pack:
    """What the pack has for the areas with these codes; the whole pack when there are none.

    Refuses a code that the primary net does not have (NotFound). Nets beside the primary one stay
    whole. A part is another pack than the whole: it has a digest of its own.
    """
    if not within:
        return pack
    if (net := pack.primary) is None or (strange := set(within) - _codes(net.areas)):
        sentence = _("The pack has no area %(codes)s in its primary net: correct the code.")
        raise NotFound(sentence % {"codes": ", ".join(sorted(strange if net else within))})
    own = _Part(net, within)
    bodies = list(own.bodies(pack.organizations))
    known = {body.part.code for body in bodies}
    posts = {post: seats for post, seats in pack.posts.items() if own.has_post(post, known)}
    held = list(_held([each for each in pack.held if each.post in posts], known))
    return replace(
        pack,
        digest=hashlib.sha256("\0".join([pack.digest, *sorted(within)]).encode()).hexdigest(),
        nets=[own.net_of(each) for each in pack.nets],
        organizations=bodies,
        posts=posts,
        held=held,
        people=list(_people(pack, held)),
        shown_accounts=_shown(pack, held),
        registers=[own.register(each, known) for each in pack.registers],
        values=[each for each in pack.values if own.has(each.area)],
        workflows=[each for each in pack.workflows if own.has_workflow(each)],
    )


class _Part:
    """Which areas stay, and what stays with them."""

    def __init__(self, net: NetContent, within: Collection[str]) -> None:
        parents = {area.line.code: area.line.parent for area in net.areas}
        self.primary = net
        self.codes = set(within)
        for area in net.areas:  # parents come before children
            if area.line.parent in self.codes:
                self.codes.add(area.line.code)
        for code in within:
            while code := parents[code]:
                self.codes.add(code)

    def has(self, code: str) -> bool:
        """Whether an area stays; those of nets beside the primary one all do."""
        return not code or code in self.codes or BETWEEN in code

    def net_of(self, net: NetContent) -> NetContent:
        if net is not self.primary:
            return net
        staying = [area for area in net.areas if area.line.code in self.codes]
        gone = [area for area in net.areas if area.line.code not in self.codes]
        return net._replace(areas=staying, left_out=gone)

    def bodies(self, found: Sequence[OrganizationContent]) -> Iterator[OrganizationContent]:
        """The bodies that serve what stays, or no area at all, with the links among them."""
        staying = [each for each in found if self.has(each.part.area)]
        known = {each.part.code for each in staying}
        for each in staying:
            links = [link for link in each.part.links if link.to in known]
            yield each._replace(part=each.part.model_copy(update={"links": links}))

    def has_post(self, post: PostAt, bodies: Collection[str]) -> bool:
        return self.has(post.area) and (not post.organization or post.organization in bodies)

    def register(self, register: RegisterContent, bodies: Collection[str]) -> RegisterContent:
        file = register.file
        if file.owner not in bodies:
            file = file.model_copy(update={"owner": type(file).model_fields["owner"].default})
        return RegisterContent(file, [each for each in register.entries if self.has(each.area)])

    def has_workflow(self, workflow: WorkflowContent) -> bool:
        return self.has(read_definition(workflow.text, workflow.path).area)


def _codes(areas: Sequence[AreaContent]) -> set[str]:
    return {area.line.code for area in areas}


def _held(staying: Sequence[HeldContent], bodies: Collection[str]) -> Iterator[HeldContent]:
    """Homes and mentors outside the part are not said."""
    names = {each.username for each in staying}
    for each in staying:
        home = each.home if each.home in bodies else ""
        mentor = each.mentor if each.mentor in names else ""
        yield each._replace(home=home, mentor=mentor)


def _people(pack: Pack, held: Sequence[HeldContent]) -> Iterator[PersonContent]:
    """Whoever holds something that stays, and whoever held nothing in the whole."""
    staying = {each.username for each in held}
    anywhere = {each.username for each in pack.held}
    for person in pack.people:
        if person.username in staying or person.username not in anywhere:
            yield person


def _shown(pack: Pack, held: Sequence[HeldContent]) -> list[AccountPart]:
    staying = {each.username for each in held}
    return [each for each in pack.shown_accounts if each.username in staying]
