"""The numbers of warnings that a pack changes: each is one that the rules have."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from yiwang.insight.warnings.rules import faults_of
from yiwang.packs.loader.faults import Spot
from yiwang.packs.loader.reading import Reading
from yiwang.packs.loader.schema.warnings import WarningsFile


def read_warnings(reading: Reading, path: str, mention: Spot) -> Mapping[str, Mapping[str, float]]:
    """Kind -> the numbers that differ; kinds without any are left out."""
    document = reading.toml(path, WarningsFile, mention)
    if document is None:
        return {}
    changed = {kind: numbers for kind, numbers in document.value.model_dump().items() if numbers}
    for name in faults_of(changed):
        kind, _dot, number = name.partition(".")
        said = _("No rule of warnings has a number %(name)s that can be this.") % {"name": name}
        reading.fault(document.spot(kind, number), said)
    return changed
