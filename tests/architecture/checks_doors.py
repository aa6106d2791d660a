"""Doors: an app is entered through its actions, queries and records, never through its models; and
every app has its place on a floor."""

import ast
from collections.abc import Iterator
from typing import Any

from tests.architecture.sources import Module

FLOORS_WITH_APPS = ("foundation", "structure", "work", "interfaces")


def app_of(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The app of a dotted name from `yiwang` on: ("yiwang", "work", "cases")."""
    return parts[:2] if parts[1:2] == ("packs",) else parts[:3]


def enters_by_models(module: Module) -> Iterator[tuple[str, str]]:
    """Imports of another app's models that are used for more than naming a type."""
    home = app_of(module.parts[1:])
    used = _names_in_use(module.tree)
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        parts = tuple(node.module.split("."))
        if parts[0] != "yiwang" or "models" not in parts or app_of(parts) == home:
            continue
        for name in node.names:
            if (name.asname or name.name) in used:
                yield module.path, f"uses {node.module}.{name.name}: ask that app's queries."


def _names_in_use(tree: ast.Module) -> set[str]:
    """Names read anywhere but in annotations."""
    seen: set[str] = set()
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name):
            seen.add(node.id)
        for field, value in ast.iter_fields(node):
            if field not in {"annotation", "returns"}:
                children = value if isinstance(value, list) else [value]
                waiting += [child for child in children if isinstance(child, ast.AST)]
    return seen


def unplaced(folders: set[str], contracts: list[dict[str, Any]]) -> list[str]:
    """Floors and apps (dotted) that no contract of layers names: neither them nor what lies in
    them."""
    named = {
        name.strip(" ()")
        for contract in contracts
        for layer in contract.get("layers", [])
        for name in layer.replace(":", "|").split("|")
    }
    return sorted(
        folder
        for folder in folders
        if folder not in named and not any(name.startswith(f"{folder}.") for name in named)
    )
