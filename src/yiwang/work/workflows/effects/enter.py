"""Entered or struck: what the procedure decided becomes an entry of a register, or one ends; then
it goes on as by any other act."""

from typing import Any

from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Invalid, NotFound
from yiwang.structure.registers.actions.enter_entry import enter_entry, strike_entry
from yiwang.structure.registers.rows import EntryRow
from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.effects.move import move

LONGEST_TITLE, LONGEST_WORDS = 200, 40


def enter(deed: Deed) -> dict[str, Any]:
    """The subject's type, in its area and below, for as long as was decided. Refuses words that
    the subject itself does not say: it would not be admitted by its own entry."""
    row, register = _row(deed), deed.action.writes
    assert register  # proved before a definition is published
    version = enter_entry(register, row, actor=deed.actor, now=deed.now)
    return {**move(deed), "register": register, "entry": row.key, "version": version.number}


def strike(deed: Deed) -> dict[str, Any]:
    """The entry that was named is withdrawn, with the reason."""
    register, inputs = deed.action.writes, deed.inputs
    assert register  # as above
    try:
        strike_entry(register, inputs.entry, reason=inputs.reason, actor=deed.actor, now=deed.now)
    except NotFound as unknown:
        raise Invalid({"entry": unknown.sentence}) from None
    return {**move(deed), "register": register, "entry": inputs.entry}


def _row(deed: Deed) -> EntryRow:
    inputs, situation = deed.inputs, deed.setting.situation
    title, words = inputs.text.strip(), inputs.words.strip()
    too_long = _("Please use at most %(most)d characters.")
    if len(title) > LONGEST_TITLE:
        raise Invalid({"text": too_long % {"most": LONGEST_TITLE}})
    if len(words) > LONGEST_WORDS:
        raise Invalid({"words": too_long % {"most": LONGEST_WORDS}})
    if words.casefold() not in situation.text.casefold():
        raise Invalid({"words": _("Choose words that stand in the application itself.")})
    return EntryRow(
        key=f"matter_{deed.run.subject_id}",
        title=title,
        kind=situation.kind,
        area_id=situation.area_id,
        words=(words,),
        outcome={"admitted": True},
        basis=inputs.reason.strip() or deed.action.basis,
        holds_until=inputs.until,
        entered_by=situation.called,
    )
