"""The floor plan: imports only look down, between the apps and inside each."""

import ast

from crm.tests import source

FLOORS = [
    {"choices", "refused"},
    {"permissions"},
    {"querysets"},
    {"models"},
    {"audit", "notices"},
    {"services"},
    {"widgets"},
    {"forms", "filters", "tasks"},
    {"views", "admin", "management", "middleware", "context"},
    {"urls"},
]
FLOOR = {room: height for height, rooms in enumerate(FLOORS) for room in rooms}


def imports():
    """Yield (file, app, room, target app, target room) for every import of our own."""
    for path in source.modules(skip=frozenset({"launch"})):
        app = path.relative_to(source.BASE).parts[0]
        for node in ast.walk(source.tree(path)):
            for target in targets(node):
                parts = target.split(".")
                if parts[0] in source.APPS:
                    room = parts[1] if len(parts) > 1 else ""
                    yield source.name(path), app, source.room(path), parts[0], room


def targets(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        module = node.module or ""
        if "." in module:
            return [module]
        return [f"{module}.{alias.name}" for alias in node.names]
    return []


def test_imports_only_look_down():
    apps = source.APPS
    up = []
    for file, app, room, target, its_room in sorted(set(imports())):
        looks_up = apps.index(target) > apps.index(app)
        rooms = {room, its_room}
        if target == app and rooms <= FLOOR.keys() and len(rooms) == 2:
            looks_up |= FLOOR[its_room] >= FLOOR[room]
        if looks_up:
            up.append(f"{file}: {app}.{room} must not import {target}.{its_room}")
    assert not up


def test_no_import_hides_inside_a_function():
    hidden = []
    for path in source.modules():
        for function in ast.walk(source.tree(path)):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                for node in ast.walk(function):
                    ours = any(t.split(".")[0] in source.APPS for t in targets(node))
                    if ours and source.name(path) != "crm/apps.py":
                        hidden.append(f"{source.name(path)}:{node.lineno}")
    assert not hidden


def test_no_room_for_odds_and_ends():
    names = {path.name for path in source.modules()}
    odds = {"utils.py", "helpers.py", "common.py", "managers.py", "signals.py",
            "mixins.py"}  # fmt: skip
    assert not names & odds
