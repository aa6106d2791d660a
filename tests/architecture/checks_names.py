"""Names that say nothing, modules without a first sentence, and exceptions without a reason."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.sources import Module

EMPTY_NAMES = set(re.findall(r"\w+", "utils util helpers helper common misc base manager managers"))
SILENCED = re.compile(
    r"#\s*(?:noqa(?::[A-Z0-9, ]+)?|type:\s*ignore(?:\[[^]]*\])?|pragma:[\w ]+)\s*$"
)


def says_nothing(module: Module) -> Iterator[tuple[str, str]]:
    """Modules and folders called after nothing."""
    for part in module.parts:
        if part in EMPTY_NAMES:
            yield module.path, f"“{part}” says nothing: name it after what it does."


def lacks_docstring(module: Module) -> Iterator[tuple[str, str]]:
    """Modules of the product that do not open with the rule they own."""
    if module.text.strip() and not ast.get_docstring(module.tree):
        yield module.path, "has no first sentence: say which rule it owns."


def lacks_paragraph(app_module: Module) -> Iterator[tuple[str, str]]:
    """Apps whose `__init__` does not say what they own and refuse to own."""
    if len(ast.get_docstring(app_module.tree) or "") < 60:
        yield (
            app_module.path,
            "says too little: what does it own, what does it refuse to own?",
        )


def lacks_reason(module: Module) -> Iterator[tuple[str, str]]:
    """Silenced checkers without a reason on the line."""
    for number, line in enumerate(module.text.splitlines(), start=1):
        if SILENCED.search(line):
            yield f"{module.path}:{number}", "silences a checker without a reason on the line."
