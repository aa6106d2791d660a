"""The proof of a definition before it may run (model.md, decision 5).

`prove_graph` needs the definition only. `prove_in_territory` asks whether somebody is there for
every step in every area. What is found is a list of findings; none means proved.
"""

from datetime import date

from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.proof.beginning import check_beginning
from yiwang.work.workflows.proof.certificates import check_certificate
from yiwang.work.workflows.proof.closing import check_closing
from yiwang.work.workflows.proof.finding import Finding
from yiwang.work.workflows.proof.lengths import told_lengths_of_version
from yiwang.work.workflows.proof.references import check_references
from yiwang.work.workflows.proof.requests import check_limit_of_run, check_requests
from yiwang.work.workflows.proof.rosters import warnings_of_rosters
from yiwang.work.workflows.proof.shape import check_shape
from yiwang.work.workflows.proof.territory import prove_for_types, prove_in_territory
from yiwang.work.workflows.proof.warnings import warnings_of
from yiwang.work.workflows.proof.ways import check_ways
from yiwang.work.workflows.proof.whistles import check_whistles

__all__ = [
    "Finding",
    "prove",
    "prove_for_types",
    "prove_graph",
    "prove_in_territory",
    "told_lengths_of_version",
    "warnings_of",
    "warnings_of_rosters",
]


def prove(definition: Definition, *, on: date) -> list[Finding]:
    """Everything that keeps the definition from being published on this day; [] when proved."""
    return [*prove_graph(definition), *prove_in_territory(definition, on)]


def prove_graph(definition: Definition) -> list[Finding]:
    """What the definition alone shows. Ways are only searched once names and shapes are right."""
    findings = [
        *check_references(definition),
        *check_shape(definition),
        *check_beginning(definition),
        *check_requests(definition),
        *check_limit_of_run(definition),
        *check_whistles(definition),
        *check_closing(definition),
        *check_certificate(definition),
    ]
    return findings or list(check_ways(definition))
