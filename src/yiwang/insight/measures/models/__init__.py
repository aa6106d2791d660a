"""Facts, one row for each case and each department's part; the cells they add up to."""

from yiwang.insight.measures.models.cells import CaseCell, DepartmentCell, EndingCell, SpotCell
from yiwang.insight.measures.models.facts import (
    CaseFact,
    DepartmentFact,
    FactArea,
    Standing,
    TypeSet,
)
from yiwang.insight.measures.models.indicator import LocalIndicator

__all__ = [
    "CaseCell",
    "CaseFact",
    "DepartmentCell",
    "DepartmentFact",
    "EndingCell",
    "FactArea",
    "LocalIndicator",
    "SpotCell",
    "Standing",
    "TypeSet",
]
