"""Sizes: a file has at most 400 lines and a function at most 50. Migrations are exempt."""

import ast
from collections.abc import Iterator

from tests.architecture.sources import Module

LONGEST_FILE = 400  # lines
LONGEST_FUNCTION = 50  # lines, from `def` to the last one


def too_long(module: Module) -> Iterator[tuple[str, str]]:
    """Files and functions that are too long."""
    if module.has_part("migrations"):
        return
    lines = len(module.text.splitlines())
    if lines > LONGEST_FILE:
        yield module.path, f"{lines} lines; {LONGEST_FILE} at most. Cut it by subject."
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{module.path}::{node.name}", f"{length} lines; {LONGEST_FUNCTION} at most."
