"""Headings people write are recognised, in both languages, each field once."""

import pytest

from customers import headings
from customers.choices.imports import ImportField as F
from customers.choices.imports import ImportKind
from customers.kinds import KINDS


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("姓名", F.NAME), ("客户名称（必填）", F.NAME), ("*Full Name", F.NAME),
        ("手机号码", F.PHONE), ("Mobile", F.PHONE), ("Ｐｈｏｎｅ", F.PHONE),
        ("类型", F.KIND), ("等级", F.TIER), ("城市", F.CITY), ("地址", F.ADDRESS),
        ("邮箱", F.EMAIL), ("E-mail", F.EMAIL),
        ("微信号", F.WECHAT), ("生日", F.BIRTHDAY),
        ("备注", F.NOTE), ("来源", F.SOURCE), ("证件号", F.ID_NUMBER),
        ("联系人", F.CONTACT_NAME),
        ("伙伴类型", F.PARTNER_KIND), ("下次联系", F.NEXT_CONTACT), ("编号", F.KEY),
        ("负责人", F.OWNER), ("Account manager", F.OWNER), ("身高", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_heading_means(heading, field):
    assert headings.meaning(heading, ImportKind.CUSTOMERS) == field


def test_the_second_column_for_one_field_is_left_out():
    assert headings.guess(["电话", "手机"]) == {"电话": "phone", "手机": ""}


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_heading_of_a_template_is_recognised(kind, language):
    first, *examples = KINDS[kind].examples[language]
    guessed = headings.guess(first, kind)
    assert all(guessed.values())
    assert len(set(guessed.values())) == len(first)
    assert {len(row) for row in examples} == {len(first)}


@pytest.mark.parametrize("kind", list(KINDS))
def test_no_word_means_two_fields(kind):
    told = KINDS[kind].headings.values()
    words = [word for words in told for word in words.split()]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_word_is_written_as_headings_are_compared(kind):
    for words in KINDS[kind].headings.values():
        assert all(headings.plain(word) == word for word in words.split())


@pytest.mark.parametrize(
    ("kind", "heading", "field"),
    [
        ("CONTACTS", "联系人", F.NAME),
        ("CONTACTS", "客户编号", F.OF_CODE),
        ("CUSTOMERS", "客户编号", F.CODE),
        ("CUSTOMERS", "建档日期", F.WRITTEN_ON),
        ("CUSTOMERS", "Created by", F.AUTHOR),
    ],
)
def test_a_heading_means_what_it_means_in_that_kind_of_file(kind, heading, field):
    assert headings.meaning(heading, kind) == field


def test_headings_are_the_same_in_any_order():
    assert headings.key(["姓名", "手机"]) == headings.key(["手机", "姓名"])
    assert headings.key(["姓名", "手机"]) != headings.key(["姓名", "电话"])
