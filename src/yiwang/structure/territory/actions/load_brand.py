"""Load the name and the slogan that stand at the head of every page. Called by an install."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from yiwang.foundation.changes import Change, change_of
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.structure.territory.models import Brand


@dataclass(frozen=True, slots=True)
class BrandSpec:
    """What the territory calls its governance; without a name the program's own stands there."""

    name: str = ""
    name_en: str = ""
    slogan: str = ""
    slogan_en: str = ""


NAMES = ("name", "name_en", "slogan", "slogan_en")


@transaction.atomic
def load_brand(spec: BrandSpec, *, actor: Actor, now: datetime) -> Change:
    """The same again changes nothing."""
    before = Brand.objects.select_for_update().values(*NAMES).first()
    was, wanted = before or asdict(BrandSpec()), asdict(spec)
    if was == wanted:
        return change_of("brand")
    if spec.name:
        Brand.objects.update_or_create(id=1, defaults=wanted)
    else:
        Brand.objects.all().delete()
    record(
        "territory.brand.loaded",
        subject=("territory.brand", 1),
        actor=actor,
        at=now,
        brand=wanted,
    )
    if not spec.name:
        return change_of("brand", ended=[was["name"]])
    news = ([], [spec.name]) if before else ([spec.name], [])
    return change_of("brand", *news)
