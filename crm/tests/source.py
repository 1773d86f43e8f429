"""Reads the product's own source for the laws of the house."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

from crm.catalog import our_apps

APPS = our_apps()
OUTSIDE = {"tests", "testing", "migrations"}
BASE = Path(settings.BASE_DIR)


def modules(*, skip: frozenset[str] = frozenset()) -> Iterator[Path]:
    """Yield every module of the product, without tests, builders and migrations."""
    for app in APPS:
        for path in sorted((BASE / app).rglob("*.py")):
            if not (OUTSIDE | skip).intersection(path.relative_to(BASE).parts):
                yield path


def templates() -> list[Path]:
    return sorted((BASE / "templates").rglob("*.html"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def room(path: Path) -> str:
    """Return the room a module is in: `services` for customers/services/archive.py."""
    return path.relative_to(BASE).parts[1].removesuffix(".py")


def name(path: Path) -> str:
    return str(path.relative_to(BASE))


def calls(path: Path) -> Iterator[tuple[str, int]]:
    """Yield (dotted text of what is called, line) for every call in a module."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno
