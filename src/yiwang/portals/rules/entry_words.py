"""What the columns of a register are called on a form, and what they are for."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, Promise] = {
    "title": _("What the entry says"),
    "title_en": _("The same in English"),
    "kind": _("For this case type"),
    "nature": _("For this nature"),
    "area": _("The area it is for"),
    "words": _("For reports with one of these words"),
    "basis": _("Rule it rests on"),
    "holds_from": _("Holds from this day"),
    "holds_until": _("Holds until this day"),
    "entered_by": _("Entered by the procedure of"),
    "duty": _("Kind of duty"),
    "functions": _("Which offices, the lead first"),
    "to_nature": _("Then the nature is"),
    "admitted": _("Then a community"),
    "organizations": _("Only these communities: names or codes"),
    "steps": _("In these steps"),
    "signs": _("Who signs"),
    "publishes": _("What is published"),
    "level": _("At which level"),
    "value": _("How much"),
    "unit": _("Of what (unit)"),
    "of_kind": _("Of every body of this kind"),
    "counts": _("How the program counts it"),
    "opens_with": _("Opens with this item"),
    "posts": _("For these types of posts"),
    "carried_by": _("Carried out by"),
    "by": _("By which day"),
    "direction": _("At least, or at most"),
    "workflow": _("Workflow that carries it out"),
    "asks": _("Evidence asked for"),
    "heading": _("Part of which heading"),
    "owner": _("Who answers for it"),
    "heading_en": _("The heading in English"),
    "source": _("Which days stand under it"),
    "every": _("How often it comes back"),
    "code": _("Our code"),
    "day": _("On which day"),
}
HINTS: dict[str, Promise] = {
    "kind": _("Also for the types below it. Leave it empty for every type."),
    "area": _("And for all areas below it. Leave it empty for the whole territory."),
    "words": _("One in each line; any of them is enough."),
    "holds_until": _("Its last day, as 2026-09-30. Leave it empty for no end."),
    "counts": _(
        "people:<type of post>, bodies:<kind>, or near:<kind>:<minutes on foot>:<metres a minute>; "
        "of a target cases:<count>, of its type, since it holds; empty: people write it down."
    ),
    "opens_with": _("A meeting that did not open with it does not count."),
    "posts": _("Keys of types of posts, one in each line."),
    "carried_by": _("register:<key> or workflow:<key>, one in each line."),
    "by": _("As 2026-09-30."),
    "direction": _("at_least or at_most; empty: at least."),
    "asks": _("text or photo; empty: a tick is enough."),
    "functions": _("The nearest office of this kind is proposed."),
    "organizations": _("One in each line; leave it empty for all."),
    "code": _("As our lists have it; empty: the key of the entry."),
    "source": _("tasks, targets, reviews, terms, agreements, notices or entries; empty: all."),
    "every": _("week, month, quarter, half_year or year; empty: it does not come back by itself."),
    "day": _("1 to 7 of a week, 1 to 31 of a month, quarter or half-year, 06-30 of a year."),
}


def label_of(name: str) -> str:
    """What a column is called; its own name where nobody named it yet."""
    return str(LABELS.get(name) or name.replace("_", " "))


def hint_of(name: str) -> str:
    """What it is for; empty where the label says enough."""
    return str(HINTS.get(name, ""))
