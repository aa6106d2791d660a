"""Lists of cards, and demonstration cards and funds, checked against what they name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yiwang.packs.loader.faults import Spot
from yiwang.packs.loader.reading import Reading
from yiwang.packs.loader.schema.exchange import (
    CardKindPart,
    CardPart,
    ExchangeFile,
    FundPart,
    TagPart,
)
from yiwang.packs.loader.tree import AreaTree
from yiwang.packs.pack import ExchangeContent


@dataclass(frozen=True, slots=True)
class Known:
    """What cards and funds may name."""

    tree: AreaTree
    organizations: Collection[str]
    calendars: Collection[str]


def read_exchange(
    reading: Reading, paths: Sequence[str], mention: Spot, known: Known
) -> ExchangeContent:
    """What a later file says of a list or a field goes before an earlier one."""
    kinds: dict[str, CardKindPart] = {}
    tags: dict[str, TagPart] = {}
    cards: list[CardPart] = []
    funds: list[FundPart] = []
    for path in paths:
        document = reading.toml(path, ExchangeFile, mention)
        if document is None:
            continue
        file = document.value
        kinds |= {each.key: each for each in file.kinds}
        tags |= {each.key: each for each in file.tags}
        for number, kind in enumerate(file.kinds):
            if kind.off_hours_of and kind.off_hours_of not in known.calendars:
                said = _("There is no calendar %(key)s.") % {"key": kind.off_hours_of}
                reading.fault(document.spot("kinds", number), said, "calendars")
        for number, card in enumerate(file.cards):
            _check_card(reading, document.spot("cards", number), card, kinds, tags)
            _check_place(reading, document.spot("cards", number), card, known)
            _check_bodies(
                reading, document.spot("cards", number), [card.venue, *card.claims], known
            )
        for number, fund in enumerate(file.funds):
            _check_place(reading, document.spot("funds", number), fund, known)
            donors = [gift.donor for gift in fund.gifts]
            _check_bodies(reading, document.spot("funds", number), donors, known)
        cards += file.cards
        funds += file.funds
    return ExchangeContent(list(kinds.values()), list(tags.values()), cards, funds)


def _check_card(
    reading: Reading,
    spot: Spot,
    card: CardPart,
    kinds: Collection[str],
    tags: Collection[str],
) -> None:
    if card.kind not in kinds:
        reading.fault(spot, _("There is no list of cards %(key)s.") % {"key": card.kind})
    for tag in set(card.tags) - set(tags):
        reading.fault(spot, _("There is no field of service %(key)s.") % {"key": tag})


def _check_bodies(reading: Reading, spot: Spot, codes: Collection[str], known: Known) -> None:
    for code in {code for code in codes if code} - set(known.organizations):
        said = _("There is no organization %(code)s.") % {"code": code}
        reading.fault(spot, said, "organizations")


def _check_place(reading: Reading, spot: Spot, part: CardPart | FundPart, known: Known) -> None:
    if part.area not in known.tree.by_code:
        reading.fault(spot, _("There is no area %(code)s.") % {"code": part.area}, "nets")
    _check_bodies(reading, spot, [part.organization], known)
