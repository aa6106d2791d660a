"""What must not exist does not, what is personal is declared, nobody is found by a contact."""

import pytest
from django.apps import apps
from django.db import models

from tests.architecture import checks_privacy as checks
from tests.architecture.sources import Module, modules, product_modules, unexcused
from yiwang.foundation.privacy import Personal


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("yiwang.")]


def over_models(check) -> list[tuple[str, str]]:
    return [fault for model in our_models() for fault in check(model)]


def test_no_model_or_field_is_on_the_deny_list():
    assert len(our_models()) > 25
    left = unexcused("deny_list", over_models(checks.denied_fields))
    assert not left, left


def test_no_migration_ever_made_a_denied_field():
    migrations = [
        module
        for module in modules()
        if module.path.startswith("src/") and "migrations" in module.parts
    ]
    faults = [fault for module in migrations for fault in checks.denied_in_migration(module)]

    assert len(migrations) > 10
    assert faults == []


def test_every_personal_field_is_declared():
    left = unexcused("personal", over_models(checks.undeclared_personal))
    assert not left, left


def test_no_index_finds_a_contact():
    assert over_models(checks.indexed_contacts) == []


def test_no_lookup_takes_a_contact():
    faults = [fault for module in product_modules() for fault in checks.looks_up_contacts(module)]

    left = unexcused("lookups", faults)
    assert not left, left


def test_no_door_of_the_api_takes_a_contact_to_find_cases(client, db):
    answer = client.get("/api/v1/openapi.json")
    parameters = {
        parameter["name"]
        for operations in answer.json()["paths"].values()
        for operation in operations.values()
        for parameter in operation.get("parameters", [])
    }

    assert answer.status_code == 200
    assert parameters & checks.CONTENTS_OF_CONTACTS == set()


@pytest.mark.parametrize(
    "name", ["Resident", "HouseholdMember", "id_card_no", "ethnicity", "face_id", "plate", "track"]
)
def test_denied_names_are_found(name):
    assert checks.is_denied(name)


@pytest.mark.parametrize("name", ["tracking_digest", "place", "surface", "residents_committee_id"])
def test_names_that_only_sound_like_them_are_not(name):
    assert not checks.is_denied(name)


def sample(**fields: object) -> type[models.Model]:
    """A model that no registry keeps."""
    from django.apps.registry import Apps

    meta = type("Meta", (), {"app_label": "sample", "apps": Apps()})
    body = {"__module__": __name__, "Meta": meta, **fields}
    return type("Sample", (models.Model,), body)


def test_denied_and_undeclared_fields_are_found():
    labelled = sample(kind=models.CharField("民族"), religion=models.CharField())
    personal = sample(phone=models.CharField())
    declared = sample(
        phone=models.CharField(), personal_fields={"phone": Personal("to ask back", "consent", "")}
    )
    lost = sample(personal_fields={"gone": Personal("a", "b", "c")})

    assert [where for where, _ in checks.denied_fields(labelled)] == [
        "sample.Sample.kind",
        "sample.Sample.religion",
    ]
    assert [what for _, what in checks.undeclared_personal(personal)] == [
        "looks personal: declare it."
    ]
    assert [what for _, what in checks.undeclared_personal(declared)] == [
        "needs a purpose, a basis and a time to keep."
    ]
    assert [what for _, what in checks.undeclared_personal(lost)] == [
        "is declared personal and does not exist."
    ]


def test_indexed_contacts_are_found():
    assert list(checks.indexed_contacts(sample(mask=models.CharField(db_index=True))))
    assert list(checks.indexed_contacts(sample(sealed=models.BinaryField(unique=True))))
    assert list(checks.indexed_contacts(sample(mask=models.CharField()))) == []


@pytest.mark.parametrize(
    "line",
    [
        "Contact.objects.filter(mask=mask)",
        "Case.objects.filter(contact__sealed=sealed)",
        "Q(contact__mask__startswith='138')",
        "request.GET['phone']",
        "request.GET.get('contact', '')",
    ],
)
def test_lookups_by_contact_are_found(line):
    assert len(list(checks.looks_up_contacts(Module("a.py", line)))) == 1


@pytest.mark.parametrize(
    "line",
    ["Contact.objects.filter(case=case)", "Contact.objects.filter(sealed=None)", "Q(contact=None)"],
)
def test_other_lookups_are_not(line):
    assert list(checks.looks_up_contacts(Module("a.py", line))) == []


def test_denied_names_in_migrations_are_found():
    made = 'operations = [AddField(model_name="case", name="id_card", field=None)]'
    written = 'RunSQL("ALTER TABLE cases_case ADD COLUMN religion text")'

    assert list(checks.denied_in_migration(Module("migrations/a.py", made)))
    assert list(checks.denied_in_migration(Module("migrations/a.py", written)))
    assert not list(checks.denied_in_migration(Module("migrations/a.py", '"the face of it"')))
