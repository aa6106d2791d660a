"""Passed up: the same step again, at the post one level up."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Refusal
from yiwang.structure.posts.queries import post_above
from yiwang.work.workflows.closing import end_task
from yiwang.work.workflows.deed import Deed, note_opened
from yiwang.work.workflows.opening import Draft, open_tasks


class NobodyAbove(Refusal):
    """There is no post of this type higher up."""

    code = "nobody_above"


def raise_level(deed: Deed) -> dict[str, Any]:
    """Refuses at the top: there, it has to be decided."""
    above = _post_above(deed)
    if above is None:
        raise NobodyAbove(_("There is nobody above you to pass this to. Please decide it here."))
    end_task(deed)
    draft = Draft(post_id=above, by_shift=deed.step.on_duty, follows=deed.task)
    opened = open_tasks(deed.setting, [draft])
    note_opened(deed, opened)
    return {"to_post": above}


def _post_above(deed: Deed) -> int | None:
    here = deed.task.post.area_id if deed.task.post else deed.setting.situation.area_id
    if here is None or deed.step.post is None:
        return None
    return post_above(deed.step.post, here, deed.setting.on)
