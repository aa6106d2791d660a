"""Connectors to other systems, checked against the dictionaries of the pack. Which lists and
columns there are, loading them asks."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from yiwang.interfaces.connectors.definition import ConnectorPart, ConnectorsFile
from yiwang.packs.loader.reading import Document, Reading
from yiwang.packs.loader.schema.manifest import Manifest
from yiwang.packs.pack import RegisterContent
from yiwang.structure.registers.dictionaries import EFFECT


def read_connectors(
    reading: Reading, manifest: Document[Manifest], registers: Sequence[RegisterContent]
) -> Sequence[ConnectorPart]:
    """Those of the file; a dictionary that a column names is a register of that effect."""
    reading.begin("connectors")
    path = manifest.value.connectors
    document = reading.toml(path, ConnectorsFile, manifest.spot("connectors")) if path else None
    if document is None:
        return ()
    known = {each.file.key for each in registers if each.file.effect == EFFECT}
    for number, part in enumerate(document.value.connectors):
        for key in {each.dictionary for each in part.columns if each.dictionary} - known:
            said = _("There is no dictionary %(key)s: add a register with this effect.")
            reading.fault(document.spot("connectors", number), said % {"key": key}, "registers")
    return document.value.connectors
