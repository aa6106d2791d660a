"""What an act counted of a vote, as its record has it, by the rule that held then."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from yiwang.foundation.records.models import Record
from yiwang.work.workflows.ballots import HEADS, rule_in_words


@dataclass(frozen=True, slots=True)
class Counted:
    """A vote: the rule and the shares in words, and whether they were enough."""

    title: str
    rule: str
    basis: str
    shares: list[str]
    passed: bool


def counted_in(one: Record) -> Counted | None:
    """The vote that an act counted; None where it counted none."""
    vote = one.data.get("vote")
    if vote is None:
        return None
    said = [
        _("By number: %(part)s of %(all)s took part (%(of_all)s), %(agreed)s agreed (%(of_part)s)")
        % _numbers(vote, "")
    ]
    if vote["by_area"]:
        words = _(
            "By area: %(part)s of %(all)s m² took part (%(of_all)s), %(agreed)s m² agreed "
            "(%(of_part)s)"
        )
        said.append(words % _numbers(vote, "area_"))
    return Counted(vote["title"], rule_in_words(vote), vote["basis"], said, vote["passed"])


def _numbers(vote: dict[str, str], prefix: str) -> dict[str, str]:
    entitled, part, agreed = (vote[f"{prefix}{each}"] for each in HEADS)
    return {
        "all": entitled,
        "part": part,
        "agreed": agreed,
        "of_all": _percent(part, entitled),
        "of_part": _percent(agreed, part),
    }


def _percent(part: str, whole: str) -> str:
    """With one digit; what is rounded here decides nothing."""
    if not Decimal(whole):
        return "0%"
    share = Decimal(part) * 100 / Decimal(whole)
    return f"{share.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"
