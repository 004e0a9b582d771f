"""Which kinds of issues the program can tell, read from its source: a kind that nobody has met yet counts, too."""

import ast
from collections.abc import Iterator
from pathlib import Path

from extractors.issues import MISSED

HOME = Path(__file__).parents[2]
CARRIERS = {"Issue": None, "Note": 0, "UnreadableDocument": 0, "Format": 0, "_on_page": 2}
"""What takes a kind: by its name, or at this place."""

OTHER_NOTES = ("extractors/council/oparl", "flows/sources")
"""Notes there are about objects of an interface, and become no issues."""

PAIRS = ("_reason", "_faults")
"""Functions that give a kind first, then what there is to say."""


def told_kinds() -> set[str]:
    """All kinds; those made of a table's name and those in tables are named here."""
    return {kind for path in _sources() for kind in _kinds(ast.parse(path.read_text(encoding="utf-8")), path)} | {
        "papers_disagree",
        *(kind for _, kind, _, _ in MISSED.values()),
    }


def _sources() -> Iterator[Path]:
    yield from (path for room in ("extractors", "flows") for path in sorted((HOME / room).rglob("*.py")))


def _kinds(tree: ast.Module, path: Path) -> Iterator[str]:
    named = {
        target.id: each.value
        for each in tree.body
        if isinstance(each, ast.Assign)
        for target in each.targets
        if isinstance(target, ast.Name)
    }
    is_elsewhere = path.relative_to(HOME).as_posix().startswith(OTHER_NOTES)
    for each in ast.walk(tree):
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and not (is_elsewhere and _is_note(each)):
            yield from _strings(_kind_of(each, each.func.id), named)
        elif isinstance(each, ast.FunctionDef) and each.name in PAIRS:
            yield from (kind for pair in ast.walk(each) for kind in _first(pair, named))


def _is_note(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "Note"


def _kind_of(call: ast.Call, name: str) -> ast.expr | None:
    """What a call is given as the kind. Functions called _issue take it at any place; it is the one in snake case."""
    if name == "_issue":
        return ast.Tuple([arg for arg in call.args if not isinstance(arg, ast.JoinedStr)], ast.Load())
    if name not in CARRIERS:
        return None
    by_name = next((keyword.value for keyword in call.keywords if keyword.arg == "kind"), None)
    place = CARRIERS[name]
    if by_name is not None or place is None or len(call.args) <= place:
        return by_name
    arg = call.args[place]
    return arg.value if isinstance(arg, ast.Starred) else arg


def _first(node: ast.AST, named: dict[str, ast.expr]) -> Iterator[str]:
    value = node.value if isinstance(node, ast.Return | ast.Yield) else None
    if isinstance(value, ast.Tuple):
        yield from _strings(value.elts[0], named)


def _strings(value: ast.expr | None, named: dict[str, ast.expr]) -> Iterator[str]:
    """The names in snake case that an expression may be; nothing of what is passed on from elsewhere."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        if value.value.isidentifier() and value.value.islower():
            yield value.value
    elif isinstance(value, ast.Name) and value.id in named:
        found = named[value.id]
        yield from _strings(found.elts[0] if isinstance(found, ast.Tuple) else found, named)
    elif isinstance(value, ast.Tuple):
        yield from (kind for part in value.elts for kind in _strings(part, named))
    elif isinstance(value, ast.IfExp):
        yield from (kind for part in (value.body, value.orelse) for kind in _strings(part, named))
