"""The lists of master data of this floor, in the order in which a new territory fills them in."""

from yiwang.foundation.sheets.described import SheetKind
from yiwang.structure.administration.kinds.areas import Areas
from yiwang.structure.administration.kinds.calendars import Calendars
from yiwang.structure.administration.kinds.days import Days
from yiwang.structure.administration.kinds.links import Links
from yiwang.structure.administration.kinds.organizations import Organizations
from yiwang.structure.administration.kinds.people import People
from yiwang.structure.administration.kinds.post_types import PostTypes
from yiwang.structure.administration.kinds.posts import Posts

KINDS: tuple[SheetKind, ...] = (
    Areas(),
    Organizations(),
    Links(),
    PostTypes(),
    Posts(),
    People(),
    Calendars(),
    Days(),
)
