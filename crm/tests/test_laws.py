"""The laws of the house that can be read from the source alone."""

import ast
import re
import statistics

import pytest

from accounts.permissions.actions import Can
from accounts.permissions.shipped import GRANTS, ROLES
from crm.tests import source

WRITES = re.compile(
    r"\.(save|create|update|delete|bulk_create|bulk_update|get_or_create"
    r"|update_or_create)$"
)
# What ends in such a word and writes no row.
NO_ROW = re.compile(
    r"^(super\(\)|hashlib|digest|context|params|response|request\.session|session"
    r"|archive|default_storage|image|.*\.(session|cache|headers|GET|POST|params|hash))\b"
    r"|hexdigest|\bcopy\(\)\.update$"
)
WRITERS = {"services", "audit", "notices", "demo", "launch"}
CLOCK = {"timezone.now", "timezone.localdate", "timezone.localtime", "datetime.now",
         "date.today", "datetime.date.today", "datetime.datetime.now",
         "time.time"}  # fmt: skip
CLOCK_ROOMS = {"views", "tasks", "management", "admin", "launch", "demo", "middleware",
               "logs", "templatetags", "context"}  # fmt: skip


def functions():
    """Yield (file:line, name, length in lines, room) of every function."""
    for path in source.modules():
        for node in ast.walk(source.tree(path)):
            if isinstance(node, ast.FunctionDef):
                where = f"{source.name(path)}:{node.lineno} {node.name}"
                yield where, node.end_lineno - node.lineno + 1


def test_only_services_write():
    found = []
    for path in source.modules():
        if source.room(path) in WRITERS:
            continue
        for called, line in source.calls(path):
            if WRITES.search(called) and not NO_ROW.search(called):
                found.append(f"{source.name(path)}:{line} {called}")
    assert not found


def test_nobody_compares_roles():
    found = []
    for path in source.modules(skip=frozenset({"launch", "demo"})):
        if source.name(path) == "accounts/permissions/shipped.py":
            continue
        text = path.read_text()
        if "is_superuser" in text:
            found.append(f"{source.name(path)} is_superuser")
        for node in ast.walk(source.tree(path)):
            if isinstance(node, ast.Compare):
                words = [node.left, *node.comparators]
                named = [w.value for w in words if isinstance(w, ast.Constant)]
                role = set(map(str, named)) & set(ROLES)
                about = "role" in ast.unparse(node).lower()
                if role and about:
                    found.append(f"{source.name(path)}:{node.lineno} {role}")
    assert not found


def test_only_doors_read_the_clock():
    found = [
        f"{source.name(path)}:{line} {called}"
        for path in source.modules()
        if source.room(path) not in CLOCK_ROOMS
        for called, line in source.calls(path)
        if called in CLOCK
    ]
    assert not found


def test_every_module_has_a_sign_on_its_door():
    unsigned = [
        source.name(path)
        for path in source.modules()
        if path.read_text().strip() and not ast.get_docstring(source.tree(path))
    ]
    assert not unsigned


def test_no_room_is_larger_than_three_hundred_lines():
    large = {
        source.name(path): lines
        for path in source.modules()
        if (lines := len(path.read_text().splitlines())) > 300
    }
    assert not large


def test_functions_are_short():
    lengths = dict(functions())
    assert not [where for where, lines in lengths.items() if lines > 50]
    assert statistics.quantiles(lengths.values(), n=10)[-1] <= 18


def test_every_text_of_several_lines_counts_as_the_browser_does():
    """`accounts.widgets.Textarea` does; what a model form makes by itself does not."""
    found = [
        f"{source.name(path)}:{line} {called}"
        for path in source.modules()
        if source.name(path) != "accounts/widgets.py"
        for called, line in source.calls(path)
        if called.endswith(".Textarea")
    ]
    assert not found


# Opened by the secret in its address and by no cookie: docs/decisions/0030.
NO_SESSION = {("complaints/views/status.py", "csrf_exempt")}


def test_no_action_at_a_distance():
    found = []
    for path in source.modules(skip=frozenset({"launch"})):
        text = path.read_text()
        for word in ("@receiver", "threading.local", "mark_safe", "csrf_exempt"):
            if word in text and (source.name(path), word) not in NO_SESSION:
                found.append(f"{source.name(path)} {word}")
        if source.room(path) == "models" and re.search(r"def (save|delete)\(", text):
            found.append(f"{source.name(path)} overrides save or delete")
    assert not found


def test_every_action_has_a_cell_for_every_role():
    assert set(GRANTS) == set(Can)
    assert {len(row) for row in GRANTS.values()} == {len(ROLES)}


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a way around escaping", r"\|\s*safe\b|\{%\s*autoescape\s+off"),
        ("an inline script", r"<script(?![^>]*\bsrc=)(?![^>]*application/json)"),
        ("an inline style", r"<style\b|\sstyle\s*="),
        ("an inline handler", r"\son[a-z]+\s*="),
        ("a query", r"\{[{%][^}%]*\.(all|count|exists|first|last)\b[^_]"),
        ("a page of another house", r"(src|href)\s*=\s*[\"'](https?:)?//"),
    ],
)
def test_no_template_holds(what, pattern):
    found = [
        f"{source.name(path)}:{number} {line.strip()}"
        for path in source.templates()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert not found, what


def test_no_template_is_longer_than_eighty_lines():
    long = {
        source.name(path): lines
        for path in source.templates()
        if (lines := len(path.read_text().splitlines())) > 80
    }
    assert not long


def test_every_question_is_asked():
    """A public method of a queryset that nobody calls is dead, or tested in vain."""
    defined = {
        node.name: source.name(path)
        for path in source.modules()
        if "querysets" in path.parts or path.name == "querysets.py"
        for group in ast.walk(source.tree(path))
        if isinstance(group, ast.ClassDef) and group.name.endswith("QuerySet")
        for node in group.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }
    asked = {
        node.attr
        for path in source.modules()
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Attribute)
    }
    assert len(defined) > 50
    assert {name: where for name, where in defined.items() if name not in asked} == {}
