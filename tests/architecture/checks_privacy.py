"""Privacy: fields that must not exist, personal fields that must be declared, and the one thing no
query may do: look a reporter up by their contact (privacy.md 1, 3, 7)."""

import ast
import re
from collections.abc import Iterator

from django.db import models

from tests.architecture.sources import Module

DENIED_WORDS = set(
    re.findall(
        r"\w+",
        """
        resident residents household households idcard ethnicity ethnic religion religious health
        disease illness biometric biometrics fingerprint face vehicle vehicles plate track tracks
        trajectory movement gender sex birthday birthdate marital nationality kinship
        """,
    )
)
DENIED_PHRASES = ("id_card", "identity_number", "id_number", "birth_date", "date_of_birth")
DENIED_LABELS = re.compile(
    "居民|住户|户籍|身份证|民族|宗教|健康|疾病|生物特征|指纹|人脸|车辆|车牌|轨迹|性别|生日"
)
PERSONAL_WORDS = set(
    re.findall(
        r"\w+",
        """phone mobile telephone email mail contact address wechat birth sealed mask signature""",
    )
)
CONTENTS_OF_CONTACTS = {"sealed", "mask", "wrapped_key", "phone", "mobile", "contact"}
BODY = "residents_committee"  # an organization, see the glossary
LOOKUPS = {"filter", "exclude", "get", "get_or_create", "update_or_create", "Q"}


def is_denied(name: str) -> bool:
    """Whether a name is on the deny-list."""
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().replace(BODY, "")
    return bool(set(snake.split("_")) & DENIED_WORDS) or any(
        phrase in snake for phrase in DENIED_PHRASES
    )


def denied_fields(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """Models and fields named, labelled or stored under a denied word."""
    if is_denied(model.__name__):
        yield model._meta.label, "is on the deny-list of privacy.md 1."
    for field in model._meta.local_fields + model._meta.local_many_to_many:
        words = (field.name, str(field.verbose_name).replace(" ", "_"), field.column or "")
        if any(is_denied(word) or DENIED_LABELS.search(word) for word in words):
            yield f"{model._meta.label}.{field.name}", "is on the deny-list of privacy.md 1."


def denied_in_migration(module: Module) -> Iterator[tuple[str, str]]:
    """Names of models, fields and columns in a migration, also in its SQL."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for word in re.findall(r"[A-Za-z_]\w*", node.value):
                if is_denied(word) and not _is_prose(node.value):
                    yield module.path, f"“{word}” is on the deny-list of privacy.md 1."


def _is_prose(text: str) -> bool:
    return " " in text and not re.search(r"\b(CREATE|ALTER|INSERT|UPDATE)\b", text)


def undeclared_personal(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """Fields that look personal and have no purpose, basis and time to keep."""
    declared = getattr(model, "personal_fields", {})
    for field in model._meta.local_fields:
        looks_personal = set(field.name.split("_")) & PERSONAL_WORDS
        is_text = isinstance(field, models.CharField | models.TextField | models.BinaryField)
        if looks_personal and is_text and field.name not in declared:
            yield f"{model._meta.label}.{field.name}", "looks personal: declare it."
    names = {field.name for field in model._meta.get_fields()}
    for name, personal in declared.items():
        if name not in names:
            yield f"{model._meta.label}.{name}", "is declared personal and does not exist."
        if not (personal.purpose and personal.basis and personal.kept):
            yield f"{model._meta.label}.{name}", "needs a purpose, a basis and a time to keep."


def indexed_contacts(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """Indexes and unique constraints by which contacts could be found or compared."""
    for field in model._meta.local_fields:
        is_key = (field.db_index or field.unique) and not field.is_relation
        if is_key and field.name in CONTENTS_OF_CONTACTS:
            yield f"{model._meta.label}.{field.name}", "is indexed: nobody is found by a contact."
    for index in [*model._meta.indexes, *model._meta.constraints]:
        if CONTENTS_OF_CONTACTS & set(getattr(index, "fields", ())):
            yield f"{model._meta.label}.{index.name}", "is an index over a contact."


def looks_up_contacts(module: Module) -> Iterator[tuple[str, str]]:
    """Lookups and request parameters by the content of a contact."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and _called(node) in LOOKUPS:
            for keyword in node.keywords:
                parts = set((keyword.arg or "").split("__"))
                if parts & (CONTENTS_OF_CONTACTS - {"contact"}) and not _is_emptiness(keyword):
                    yield f"{module.path}:{node.lineno}", f"looks a contact up by {keyword.arg}."
        if (name := _parameter(node)) in CONTENTS_OF_CONTACTS:
            yield f"{module.path}:{node.lineno}", f"takes the parameter {name}."


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _is_emptiness(keyword: ast.keyword) -> bool:
    """Asking whether there is a contact at all, as erasing does, compares nobody with anybody."""
    asks_null = (keyword.arg or "").endswith("__isnull")
    return asks_null or (isinstance(keyword.value, ast.Constant) and keyword.value.value is None)


def _parameter(node: ast.AST) -> str:
    """The name read from `request.GET[...]` or `request.GET.get(...)`."""
    if isinstance(node, ast.Subscript) and _is_get(node.value):
        return getattr(node.slice, "value", "")
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    if is_call and _is_get(node.func.value) and node.args:
        return getattr(node.args[0], "value", "")
    return ""


def _is_get(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "GET"
