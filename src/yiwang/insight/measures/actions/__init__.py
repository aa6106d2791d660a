"""Acting on what is measured: the indicators that a territory brings."""

from yiwang.insight.measures.actions.load_indicators import load_indicators

__all__ = ["load_indicators"]
