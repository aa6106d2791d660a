"""Repeatable benchmarks, each beside its peer or its physical limit: `python -m bench.intake`."""
