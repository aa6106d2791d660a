"""What cannot be done with shifts, and what to do instead."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import AlreadyDone, Refusal


class NobodyToPlan(Refusal):
    """The post has no holders."""

    code = "nobody_to_plan"

    def __init__(self) -> None:
        super().__init__(_("Nobody holds this post. Appoint somebody first."))


class SwapClosed(AlreadyDone):
    """The swap has been answered, or the shift has begun."""

    def __init__(self) -> None:
        super().__init__(_("This swap is settled already, or the shift has begun."))


class SwapAsked(AlreadyDone):
    """Somebody has been asked already."""

    def __init__(self) -> None:
        super().__init__(_("Somebody has been asked to take this shift. Wait for the answer."))


class ShiftsMeet(Refusal):
    """One of the two would be at two shifts at once."""

    code = "shifts_meet"

    def __init__(self) -> None:
        super().__init__(_("One of the two would be on duty twice at once. Choose another shift."))
