"""The exercises of a pack: those of every file it names, with the account that it gives each
role."""

from collections.abc import Collection
from pathlib import Path

from django.utils.translation import gettext as _

from yiwang.insight.practice.described import ExercisePart, ExercisesFile, RolePart
from yiwang.packs.loader.faults import FaultyPack, Spot
from yiwang.packs.loader.reading import Document, Reading
from yiwang.packs.loader.schema.manifest import Manifest


def read_exercises(
    reading: Reading, manifest: Document[Manifest], accounts: Collection[str] | None = None
) -> ExercisesFile:
    """All of them; a fault where one names a role or an account that there is not. `accounts` none:
    they were checked before."""
    reading.begin("practice")
    part = manifest.value.practice
    roles: dict[str, RolePart] = {}
    exercises: list[ExercisePart] = []
    for place, path in enumerate(part.exercises if part else ()):
        document = reading.toml(path, ExercisesFile, manifest.spot("practice", "exercises", place))
        if document is None:
            continue
        roles |= {each.key: each for each in document.value.roles}
        for line, exercise in enumerate(document.value.exercises):
            if exercise.role not in roles:
                said = _("There is no role %(key)s for the exercise: correct it.")
                reading.fault(document.spot("exercises", line), said % {"key": exercise.role})
            exercises.append(exercise)
    who = part.who if part else {}
    for role, account in who.items():
        if role not in roles or (accounts is not None and account not in accounts):
            said = _("There is no role %(role)s or no account %(account)s: correct it.")
            spot = manifest.spot("practice", "who", role)
            reading.fault(spot, said % {"role": role, "account": account}, "staff")
    given = [each.model_copy(update={"account": who.get(key, "")}) for key, each in roles.items()]
    return ExercisesFile(roles=given, exercises=exercises)


def exercises_in(folder: Path) -> ExercisesFile:
    """The exercises of a pack that was read whole before."""
    reading = Reading(folder)
    manifest = reading.toml("pack.toml", Manifest, Spot("pack.toml", 1))
    found = read_exercises(reading, manifest) if manifest else ExercisesFile()
    if reading.faults:
        raise FaultyPack(reading.faults)
    return found
