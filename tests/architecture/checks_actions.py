"""Actions: whoever acts and when are always said, everything is one transaction, and what happened
is recorded."""

import ast
from collections.abc import Iterator

from tests.architecture.sources import Module

RECORDING = {
    "record",
    "record_changes",
    "perform",
    "act_by_code",
    "begin",
    "start_run",
    "take_in",
    "invite_outside",
    "kept_draft",
    "nudge_run",
    "relocate_run",
    "cancel_run",
    "reopen_run",
    "appeal",
    "publish",
    "close_card",
    "give_back",
    "record_run",
}


def is_action(module: Module) -> bool:
    """Whether the module is a use case: a file of an `actions` folder of an app."""
    return "actions" in module.parts[:-1] and module.parts[-1] != "__init__"


def faults_of_action(module: Module) -> Iterator[tuple[str, str]]:
    """What an action lacks."""
    functions = [
        node
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
    if not functions:
        yield module.path, "has no public function: one use case is one file is one function."
    for function in functions:
        for name in ("actor", "now"):
            if name not in {argument.arg for argument in function.args.kwonlyargs}:
                yield module.path, f"{function.name} lacks a keyword-only `{name}`."
    calls = _calls(module.tree)
    if not calls & RECORDING:
        yield module.path, f"records nothing: call one of {', '.join(sorted(RECORDING))}."
    if "atomic" not in _attributes(module.tree) and not calls & (RECORDING - {"record"}):
        yield module.path, "is not one transaction: decorate it with @transaction.atomic."


def _calls(tree: ast.Module) -> set[str]:
    called = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {
        function.id if isinstance(function, ast.Name) else function.attr
        for function in called
        if isinstance(function, ast.Name | ast.Attribute)
    }


def _attributes(tree: ast.Module) -> set[str]:
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
