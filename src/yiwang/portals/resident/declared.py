"""What is kept of people, as the code itself declares it beside each field (privacy.md 3)."""

from dataclasses import dataclass

from django.apps import apps

from yiwang.foundation.privacy import Personal

_OF_STAFF = ("accounts.", "sheets.")


@dataclass(frozen=True, slots=True)
class Declared:
    """One personal field, and its declaration."""

    field: str  # app.Model.field
    personal: Personal


def declared() -> list[Declared]:
    """Every personal field of every model, residents' first."""
    found = [
        Declared(f"{model._meta.label}.{name}", personal)
        for model in apps.get_models()
        for name, personal in getattr(model, "personal_fields", {}).items()
    ]
    return sorted(found, key=lambda one: (one.field.startswith(_OF_STAFF), one.field))
