"""Reading a template before it is filled: is it written rightly, are its fields known, which does it leave out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

from nscl.documents.filling.answers import Finding
from nscl.documents.filling.language import environment
from nscl.documents.filling.package import Line

Fields = dict[str, list[str] | None]
"""The fields of a form; of those with rows the columns, of a plain list an empty list, of a single value None."""

QUOTE = 160
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_LEVEL = re.compile(r"(\{[{%#]-?)(?:p|tr|tc|r)\s")
_WHOLE = re.compile(r"\{%-?(?:p|tr|tc)\s.*?%\}")
_CELLS = re.compile(r"\{%\s*(?:hm|vm)\s*%\}")
_CELL_LOOK = re.compile(r"\{%\s*(?:cellbg|colspan)\s+(.*?)%\}")
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_ENDS = (("{{", "}}"), ("{%", "%}"))


def check(lines: list[Line], fields: Fields, needed: list[str]) -> list[Finding]:
    """What there is to say of the template, in the order of its paragraphs; the missing fields last."""
    found, used = [], set[str]()
    for part in dict.fromkeys(line.part for line in lines):
        own = [line for line in lines if line.part == part]
        findings, names = _check_part(own, fields)
        found += findings
        used |= names
    if not any(finding.grave for finding in found):
        found += [Finding("missing", told=name, grave=False) for name in needed if name not in used]
    return found


def _check_part(lines: list[Line], fields: Fields) -> tuple[list[Finding], set[str]]:
    found = [finding for line in lines if (finding := _unclosed(line))]
    if found:
        return found, set()
    text = "\n".join(_plain(line.text) for line in lines)
    try:
        tree = environment().parse(text)
    except TemplateSyntaxError as error:
        line = lines[min(max(error.lineno, 1), len(lines)) - 1]
        return [_at(line, *_syntax(error.message or ""))], set()
    lost = [_at(line, "lost_words", grave=False) for line in lines if _loses_words(line.text)]
    names = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}
    return [*_in_tree(tree, lines, fields), *lost], names


def _unclosed(line: Line) -> Finding | None:
    """A brace that is not closed within its paragraph, which is what Word makes easiest to do."""
    rest = _TAG.sub("", line.text)
    for begin, end in _ENDS:
        if begin in rest:
            return _at(line, "unclosed", begin)
        if end in rest:
            return _at(line, "unopened", end)
    return None


def _plain(text: str) -> str:
    """The paragraph as Jinja reads it, on one line: without the marks of docxtpl."""
    text = _CELLS.sub("", _LEVEL.sub(r"\1 ", text))
    text = _CELL_LOOK.sub(r"{{ \1 }}", text)
    return _TAG.sub(lambda tag: tag[0].translate(_QUOTES), text)


def _loses_words(text: str) -> bool:
    return bool(_WHOLE.search(text)) and bool(_WHOLE.sub("", text).strip())


def _syntax(message: str) -> tuple[str, str]:
    """Jinja's sentence as a code and what completes it."""
    for pattern, code in (
        (r"unknown tag '(\w+)'.*(?:innermost block that needs to be closed is '(\w+)')", "wrong_end"),
        (r"unknown tag '(\w+)'", "unknown_tag"),
        (r"Unexpected end of template.*block that needs to be closed is '(\w+)'", "not_ended"),
        (r"No filter named '(\w+)'", "filter"),
        (r"expected token 'end of (?:print statement|statement block)', got '(.+?)'", "two_words"),
    ):
        if match := re.search(pattern, message, re.DOTALL):
            return code, match[match.lastindex or 0]
    return "syntax", ""


def _in_tree(tree: nodes.Template, lines: list[Line], fields: Fields) -> Iterator[Finding]:
    """Fields, columns and filters that the form does not have, and commands that are not for templates."""
    kept = environment()
    for node in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        yield _node(node, lines, "command", type(node).__name__.lower())
    for name in tree.find_all(nodes.Filter):
        if name.name not in kept.filters:
            yield _node(name, lines, "filter", name.name)
    for inside in tree.find_all((nodes.Getattr, nodes.Getitem)):
        yield from [_node(inside, lines, "command", name) for name in _asked(inside) if name.startswith("_")]
    for call in tree.find_all(nodes.Call):
        yield from [] if _is_range(call) else [_node(call, lines, "command", "()")]
    yield from _names(tree, lines, fields, {})


def _asked(inside: nodes.Expr) -> list[str]:
    """The name behind a dot; the texts in brackets, where a name may be put together."""
    if isinstance(inside, nodes.Getattr):
        return [inside.attr]
    assert isinstance(inside, nodes.Getitem)
    texts = [inside.arg] if isinstance(inside.arg, nodes.Const) else inside.arg.find_all(nodes.Const)
    return [const.value for const in texts if isinstance(const.value, str)]


def _is_range(call: nodes.Call) -> bool:
    return isinstance(call.node, nodes.Name) and call.node.name == "range"


def _names(
    node: nodes.Node, lines: list[Line], fields: Fields, inner: dict[str, list[str] | None]
) -> Iterator[Finding]:
    """Walk down with the names that loops bring: each stands for a row of the list that it goes through."""
    if isinstance(node, nodes.For) and isinstance(node.target, nodes.Name):
        yield from _names(node.iter, lines, fields, inner)
        columns = fields.get(node.iter.name) if isinstance(node.iter, nodes.Name) else None
        within = {**inner, node.target.name: columns, "loop": None}
        for child in (*node.body, *node.else_, *([node.test] if node.test else [])):
            yield from _names(child, lines, fields, within)
        return
    if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
        inner[node.target.name] = None
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        columns = inner.get(node.node.name)
        if columns is not None and node.attr not in columns:
            yield _node(node, lines, "unknown_column", f"{node.node.name}.{node.attr}")
    known = {*fields, *inner, "range"}
    if isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in known:
        yield _node(node, lines, "unknown", node.name)
    for child in node.iter_child_nodes():
        yield from _names(child, lines, fields, inner)


def _node(node: nodes.Node, lines: list[Line], code: str, told: str) -> Finding:
    return _at(lines[min(max(node.lineno, 1), len(lines)) - 1], code, told)


def _at(line: Line, code: str, told: str = "", *, grave: bool = True) -> Finding:
    quote: Any = line.text.strip()
    return Finding(code, line.part, line.paragraph, quote[:QUOTE], told, grave)
