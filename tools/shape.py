"""`make shape`: our row of the table in which the model codebases are measured. Readings to look at each month, not gates.

Code leaves out migrations and tests; comment and docstring lines count. Medians leave out empty files. A function runs from
`def` to its end. Typed: every argument but self or cls, and the return, has its annotation. Cycle: the largest set of apps that
all reach each other by imports. Lazy: imports of another app hidden inside a function (the commands load Django that way).
"""

from __future__ import annotations

import ast
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from tools.house import PACKAGE, ROOT, our_files

Function = ast.FunctionDef | ast.AsyncFunctionDef
HEADERS = (
    *("code k", "file med/p90/max", "fn med/p90/max", "lines in files >500", "fns >50", "tests/code"),
    *("typed fns", "docstrings", "packages, cycle, lazy"),
)


@dataclass
class Shape:
    """What is counted on the way through the files."""

    files: list[int] = field(default_factory=list)
    functions: list[int] = field(default_factory=list)
    test_lines: int = 0
    typed: int = 0
    documented: int = 0
    definitions: int = 0
    lazy: int = 0
    imports: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def measured() -> Shape:
    """The shape of everything under src, benches and tools, with the tests beside."""
    shape = Shape()
    for path in our_files(".py"):
        parts, text = path.relative_to(ROOT).parts, path.read_text(encoding="utf-8")
        lines = len(text.splitlines())
        if "migrations" in parts or not lines:
            continue
        if "tests" in parts or path.name == "conftest.py":
            shape.test_lines += lines
            continue
        shape.files.append(lines)
        _measure(shape, path, ast.parse(text))
    return shape


def _measure(shape: Shape, path: Path, tree: ast.Module) -> None:
    app = _app_of_path(path)
    for node in ast.walk(tree):
        if isinstance(node, Function | ast.ClassDef):
            shape.definitions += 1
            shape.documented += ast.get_docstring(node) is not None
        if isinstance(node, Function):
            shape.functions.append((node.end_lineno or node.lineno) - node.lineno + 1)
            shape.typed += _is_typed(node)
            shape.lazy += sum(1 for inner in ast.walk(node) for other in _apps_imported(inner) if app and other != app)
        if app:
            shape.imports[app] |= _apps_imported(node) - {app}


def _is_typed(node: Function) -> bool:
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return node.returns is not None and all(a.annotation or a.arg in {"self", "cls"} for a in arguments)


def _app_of_path(path: Path) -> str:
    if PACKAGE not in path.parents:
        return ""
    return _app(("thenchot", *path.relative_to(PACKAGE).with_suffix("").parts))


def _app(parts: tuple[str, ...]) -> str:
    """The app of a module's dotted name: floor and app, or config."""
    if parts[:1] != ("thenchot",) or len(parts) < 2:
        return ""
    return parts[1] if parts[1] == "config" else ".".join(parts[1:3]) if len(parts) > 2 else ""


def _apps_imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        parts = tuple(node.module.split("."))
        return {app for name in node.names if (app := _app((*parts, name.name)))}
    if isinstance(node, ast.Import):
        return {app for name in node.names if (app := _app(tuple(name.name.split("."))))}
    return set()


def _largest_cycle(imports: dict[str, set[str]]) -> int:
    reach = {app: _reached(app, imports) for app in imports}
    return max((sum(1 for other in reach[app] if app in reach.get(other, ())) for app in reach), default=0)


def _reached(app: str, imports: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(imports.get(app, ()))
    while waiting:
        other = waiting.pop()
        if other not in found:
            found.add(other)
            waiting.extend(imports.get(other, ()))
    return found


def _spread(values: list[int]) -> str:
    return f"{median(values):.0f}/{quantiles(values, n=10)[-1]:.0f}/{max(values)}"


def row(shape: Shape) -> tuple[str, ...]:
    """The readings, in the order of HEADERS."""
    code, functions = sum(shape.files), len(shape.functions)
    return (
        f"{code / 1000:.1f}",
        _spread(shape.files),
        _spread(shape.functions),
        f"{sum(n for n in shape.files if n > 500) / code:.0%}",
        f"{sum(n > 50 for n in shape.functions) / functions:.1%}",
        f"{shape.test_lines / code:.2f}",
        f"{shape.typed / functions:.0%}",
        f"{shape.documented / shape.definitions:.0%}",
        f"{len(shape.imports)}, {_largest_cycle(shape.imports) or 'none'}, {shape.lazy}",
    )


def main() -> None:
    """Print the row as a Markdown table."""
    print("| " + " | ".join(HEADERS) + " |")
    print("|" + "---|" * len(HEADERS))
    print("| " + " | ".join(row(measured())) + " |")


if __name__ == "__main__":
    main()
