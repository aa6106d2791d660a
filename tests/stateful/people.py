"""Who acts, and what they bring: the staff of testland, and inputs that fit what an act needs."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from yiwang.foundation.records.actor import REPORTER, Actor, staff
from yiwang.structure.organizations.models import Organization
from yiwang.structure.posts.models import Appointment
from yiwang.work.workflows.models import Task
from yiwang.work.workflows.subjects import NO_ENTRY, Inputs

KINDS = ("housing.leak", "sanitation.litter", "sanitation.snow", "water.outage", "other.other")
NATURES = ("joint", "small", "self_governed")
SPOTS = ((130.02, 46.05), (130.07, 46.15), (130.12, 46.05), (130.22, 46.05), (131.5, 47.0))


@dataclass(frozen=True)
class Person:
    """Somebody who acts; the reporter has no account."""

    account: int | None

    @property
    def actor(self) -> Actor:
        return REPORTER if self.account is None else staff(self.account)


def everybody() -> list[Person]:
    """All who hold a post, and the reporter."""
    accounts = Appointment.objects.order_by("account_id").values_list("account_id", flat=True)
    return [Person(None), *(Person(account) for account in accounts.distinct())]


def answering(task: Task, now: datetime) -> list[Person]:
    """Who holds the post of a task, or the post it was escalated to; the reporter for theirs."""
    if task.role == "reporter":
        return [Person(None)]
    held = Appointment.objects.filter(post_id=task.post_id or task.escalated_to_id)
    return [Person(account) for account in held.order_by("id").values_list("account_id", flat=True)]


def departments() -> list[int]:
    return list(
        Organization.objects.filter(kind="department").order_by("id").values_list("id", flat=True)
    )


def dispatchers() -> list[Person]:
    """Those who may put cases together."""
    held = Appointment.objects.filter(account__username__startswith="dispatcher.")
    return [Person(account) for account in held.order_by("id").values_list("account_id", flat=True)]


# why something is asked for, of the reasons that the five steps know
ASKING_WHY = {
    "ask_extension": "materials",
    "ask_pause": "permit",
    "ask_deferral": "winter",
    "ask_void": "not_real",
}


@st.composite
def fitting(draw: st.DrawFn, action: str, on: date) -> Inputs:
    """Everything that this act may need, given as it should be."""
    offices = st.lists(st.sampled_from(departments()), min_size=1, max_size=2, unique=True)
    return Inputs(
        text="已派人到现场处理完毕，恢复正常。",
        reason="按清单核对过，需要这样办。",
        kind=draw(st.sampled_from(KINDS)),
        nature=draw(st.sampled_from(NATURES)),
        organizations=tuple(draw(offices)),
        grade=draw(st.sampled_from([1, 2, 3, 4, 5])),
        reason_code=ASKING_WHY.get(action, "not_ours"),
        entry=NO_ENTRY,
        value=draw(st.sampled_from([Decimal("0.5"), Decimal(2)])),
        until=on + timedelta(days=draw(st.integers(1, 9))),
    )


@st.composite
def brought(draw: st.DrawFn) -> Inputs:
    """Some of what an act may need, some of it unusable."""
    return Inputs(
        text=draw(st.sampled_from(["已处理完毕，现场已恢复。", "已派人看过。", ""])),
        reason=draw(st.sampled_from(["不属于本单位职责。", "需要再核实。", ""])),
        kind=draw(st.sampled_from([*KINDS, ""])),
        nature=draw(st.sampled_from(NATURES)),
        organizations=tuple(draw(st.lists(st.sampled_from(departments()), max_size=3))),
        grade=draw(st.sampled_from([1, 2, 3, 4, 5, 9, None])),
        reason_code=draw(st.sampled_from(["not_ours", "other_place", ""])),
        entry=draw(st.sampled_from([NO_ENTRY, "sanitation", ""])),
    )
