"""Headings people write are recognised, in both languages, each field once."""

import pytest

from customers import headings
from customers.choices.imports import ImportField as F


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
    assert headings.meaning(heading) == field


def test_the_second_column_for_one_field_is_left_out():
    assert headings.guess(["电话", "手机"]) == {"电话": "phone", "手机": ""}


@pytest.mark.parametrize("language", list(headings.TEMPLATES))
def test_every_heading_of_the_template_is_recognised(language):
    first, *examples = headings.TEMPLATES[language]
    guessed = headings.guess(first)
    assert all(guessed.values())
    assert len(set(guessed.values())) == len(first)
    assert {len(row) for row in examples} == {len(first)}


def test_no_word_means_two_fields():
    words = [word for words in headings.WORDS.values() for word in words.split()]
    assert len(words) == len(set(words))
