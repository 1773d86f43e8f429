"""The laws of notices: every kind that is told has a group, and its own words."""

import ast
import re

import pytest
from django.template.loader import select_template

from accounts import notices
from accounts.choices import GROUP_OF, EventGroup
from accounts.models import Notice
from accounts.tests.telling import reachable, told
from crm.testing.cast import NOON
from crm.tests import source

DAY = NOON.date()
KIND = re.compile(r"[a-z]+\.[a-z_]+")
# Every word a template of a notice reads, whatever the kind.
WORDS = {
    "actor": "李卡萝", "about": "陈本", "deed": "roles", "what": "planned",
    "who": "李卡萝", "customer": "张三丰", "on": "2026-11-23T12:00:00+08:00",
    "reviewer": "李卡萝", "grade": "GOOD", "from": "陈本", "owner": "陈本",
    "file": "客户.csv", "how_many": 1, "year": 2027, "kind": "role", "changes": {},
    "reason": "秘密一", "note": "秘密二", "remark": "秘密三", "words": "秘密四",
    "amount": "500", "days": 30, "verdict": "UNCLEAR", "state": "APPROVED",
    "text": "秘密五", "zh": "配件部", "en": "Parts", "reasons": ["MEDIA"],
}  # fmt: skip


def words_of(node: ast.expr, tree: ast.Module) -> set[str]:
    """Return the kinds an argument may be: said there, or in a table it looks up."""
    if isinstance(node, ast.Subscript):
        table = ast.unparse(node.value)
        node = next(
            (one.value for one in tree.body
             if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == table),
            node,
        )  # fmt: skip
    said = {getattr(each, "value", None) for each in ast.walk(node)}
    return {text for text in said if isinstance(text, str) and KIND.fullmatch(text)}


def kinds_told() -> dict[str, str]:
    """Map each kind that code tells to the line that does."""
    found = {}
    for path in source.modules():
        tree = source.tree(path)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name == "tell":
                for one in node.args.kw_defaults:
                    for text in words_of(one, tree) if one else ():
                        found[text] = f"{source.name(path)}:{node.lineno}"
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            said = [one.value for one in node.keywords if one.arg == "kind"]
            if (
                called.endswith((".tell", ".tell_watchers", "_tell"))
                or called == "tell"
            ):
                told = (words_of(one, tree) for one in (*node.args, *said))
                for text in set().union(*told):
                    found[text] = f"{source.name(path)}:{node.lineno}"
    return found


def test_every_kind_that_is_told_belongs_to_a_group():
    told_kinds = kinds_told()
    assert len(told_kinds) > 10
    assert {k: where for k, where in told_kinds.items() if k not in GROUP_OF} == {}


def test_every_kind_of_a_group_is_told_somewhere():
    assert set(GROUP_OF) - set(kinds_told()) == set()
    assert set(GROUP_OF.values()) <= set(EventGroup)


@pytest.mark.parametrize("kind", sorted(GROUP_OF))
def test_every_kind_has_words_of_its_own(kind):
    chosen = select_template(Notice(kind=kind).templates)
    assert chosen.template.name == f"notices/{kind}.html"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("kind", sorted(GROUP_OF))
def test_no_mail_holds_a_customers_name_or_what_somebody_wrote(kind, language, cast):
    anna = reachable(cast.anna, language=language)
    notice = told(anna, kind, params=WORDS)
    for subject, text in (notices.letter(notice), notices.digest(anna, [notice], DAY)):
        assert "张三丰" not in subject + text
        assert "秘密" not in subject + text
        assert "/visits/7/" in text
