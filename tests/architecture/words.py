"""Every message of the program, found without the gettext programs: from Python by its syntax tree,
from templates by Django's own parser."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.template import Engine, Node, NodeList, Origin, Template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

Message = tuple[str | None, str]  # context, msgid

PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
QUOTED = re.compile(r"""_\((["'])(.*?)\1\)""")  # as a value inside a tag
WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}


def messages_of(package: Path) -> dict[Message, str]:
    """Each message with one place where it is used."""
    found: dict[Message, str] = {}
    for path in sorted(package.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            found |= {each: str(path.relative_to(package)) for each in in_python(path)}
    for path in sorted(package.rglob("templates/**/*.html")):
        found |= {each: str(path.relative_to(package)) for each in in_template(path)}
    return found


def in_python(path: Path) -> Iterator[Message]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
        if name in PLAIN and texts and isinstance(texts[0], str):
            yield None, texts[0]
        elif name in WITH_CONTEXT and len(texts) > 1:
            yield str(texts[0]), str(texts[1])


def in_template(path: Path) -> Iterator[Message]:
    engine = Engine.get_default()
    source = path.read_text(encoding="utf-8")
    yield from ((None, text) for _, text in QUOTED.findall(source))
    template = Template(source, Origin(str(path)), path.name, engine)
    for node in _nodes(template.nodelist):
        yield from _of_node(node)


def _nodes(nodes: NodeList) -> Iterator[Node]:
    for node in nodes:
        yield node
        for name in node.child_nodelists:
            yield from _nodes(getattr(node, name, NodeList()))
        for _, branch in getattr(node, "conditions_nodelists", []):
            yield from _nodes(branch)


def _of_node(node: Node) -> Iterator[Message]:
    if isinstance(node, TranslateNode):
        text = getattr(node.filter_expression.var, "literal", None)
        context = node.message_context.resolve({}) if node.message_context else None
        if isinstance(text, str):
            yield context, text
    elif isinstance(node, BlockTranslateNode):
        text, _ = node.render_token_list(node.singular)
        yield None, node.trimmed_text(text) if hasattr(node, "trimmed_text") else text
