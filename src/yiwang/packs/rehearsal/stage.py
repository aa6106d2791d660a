"""The territory as a rehearsal needs it: places, people at their posts, types that fit a letter."""

import io
import random
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from django.utils import timezone
from PIL import Image, ImageDraw

from yiwang.foundation.clocks.queries import working_time
from yiwang.foundation.clocks.working_time import WorkingTime
from yiwang.foundation.files.photos import CheckedPhoto, check_photo
from yiwang.packs.rehearsal.script import Script
from yiwang.structure.posts.queries import active_appointments
from yiwang.structure.territory.queries import area_by_code, ids_below, leaf_areas, leaf_level
from yiwang.work.cases.beginning import Beginner
from yiwang.work.cases.queries import offered_types, suggested_types

Spot = tuple[str, float, float]  # code of the area, a point in it


class Stage:
    """Read once, used by every case of the rehearsal."""

    def __init__(self, script: Script, calendar: str, on: date) -> None:
        self.script = script
        self.on = on
        self.days: WorkingTime = working_time(calendar)
        self._holders: dict[int, int | None] = {}
        self._kinds: dict[int, str] = {}

    def spot(self, draw: random.Random) -> Spot:
        """Somewhere in the territory; every second time in the focus, if there is one."""
        focused = self._focus_spots and draw.random() < 0.5
        return draw.choice(self._focus_spots if focused else self._spots)

    def letter(self, draw: random.Random) -> tuple[str, str]:
        """A letter and the type of case it fits."""
        index = draw.randrange(len(self.script.letters))
        if index not in self._kinds:
            letter = self.script.letters[index]
            self._kinds[index] = self.script.kinds.get(letter) or self._kind_of(letter)
        return self.script.letters[index], self._kinds[index]

    def dispute(self, draw: random.Random) -> tuple[str, str]:
        """A dispute in a few words, and its type."""
        letter = draw.choice(self.script.disputes)
        return letter, self.script.kinds[letter]

    def holder(self, post_id: int) -> int | None:
        """The account that acts for a post, the primary one first."""
        if post_id not in self._holders:
            found = active_appointments(self.on).filter(post_id=post_id)
            ordered = found.order_by("-is_primary", "id").values_list("account_id", flat=True)
            self._holders[post_id] = ordered.first()
        return self._holders[post_id]

    @cached_property
    def photo(self) -> CheckedPhoto:
        """A picture that says it is a rehearsal."""
        image = Image.new("RGB", (640, 480), "#dfe5ea")
        ImageDraw.Draw(image).text((250, 230), "REHEARSAL", fill="#5b6670", font_size=28)
        content = io.BytesIO()
        image.save(content, "JPEG")
        content.seek(0)
        return check_photo(content)

    @cached_property
    def _spots(self) -> Sequence[Spot]:
        return self._read_spots(self.script.within)

    @cached_property
    def _focus_spots(self) -> Sequence[Spot]:
        return self._read_spots(self.script.focus) if self.script.focus else ()

    def _read_spots(self, code: str) -> Sequence[Spot]:
        areas = leaf_areas().filter(level=leaf_level(), lng__isnull=False)
        if code:
            areas = areas.filter(id__in=ids_below([area_by_code(code).pk]))
        spots = areas.order_by("code").values_list("code", "lng", "lat")
        return [(code, lng or 0.0, lat or 0.0) for code, lng, lat in spots]

    def _kind_of(self, letter: str) -> str:
        """The type whose words the letter uses most, else the last one offered."""
        below = [
            kind for top in offered_types(Beginner("phone", timezone.now())) for kind in top.below
        ]
        fitting = [kind for kind in suggested_types(letter) if kind in below]
        return next((kind.key for kind in fitting if not kind.hides_cases), below[-1].key)
