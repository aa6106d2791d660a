"""`warnings.toml`: the numbers of warnings in which a locality differs from the standard."""

from yiwang.packs.loader.schema.parts import Part

Numbers = dict[str, float]


class WarningsFile(Part):
    """What is not named is as in `insight/warnings/rules.toml`."""

    surge: Numbers = {}
    recurrence: Numbers = {}
    near_due: Numbers = {}
    unfilled: Numbers = {}
    reveals: Numbers = {}
