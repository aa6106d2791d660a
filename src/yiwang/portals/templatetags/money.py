"""`{% load money %}`: yuan as a ledger writes them."""

from decimal import Decimal

from django import template

register = template.Library()


@register.filter
def yuan(amount: Decimal | None) -> str:
    """`{{ entry.amount|yuan }}`: 12,345.60, in every language."""
    return "" if amount is None else f"{amount:,.2f}"
