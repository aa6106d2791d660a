"""Messages, their deliveries, what people chose, groups of colleagues, and rules that packs add."""

from yiwang.insight.messages.models.choices import PACES, Choices
from yiwang.insight.messages.models.delivery import Delivery
from yiwang.insight.messages.models.group import SERVICES, Group
from yiwang.insight.messages.models.message import Message
from yiwang.insight.messages.models.rules import RuleSet

__all__ = [
    "PACES",
    "SERVICES",
    "Choices",
    "Delivery",
    "Group",
    "Message",
    "RuleSet",
]
