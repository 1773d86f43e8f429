"""What is left of a personal number when it is printed for everybody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import masking


@pytest.mark.parametrize(
    ("phone", "seen"),
    [
        ("+8613800138000", "138****8000"),
        ("138 0013 8000", "138****8000"),
        ("13800138000", "138****8000"),
        ("010-62785001", "010****5001"),
        ("+862162785001", "021****5001"),
        ("0755-88889999", "0755****9999"),
        ("+8675588889999", "0755****9999"),
        ("021-62785001转806", "021****5001"),
        ("021-62785001 ext. 12", "021****5001"),
        ("02162785001,12", "021****5001"),
        ("400-820-8820", "400****8820"),
        ("+447911123456", "+44****3456"),
        ("+44 7911 123456", "+44****3456"),
        ("62785001", "62****01"),
        ("95588", "****"),
        ("110", "****"),
        ("号码不详", "****"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_a_phone_keeps_its_head_and_its_tail(phone, seen):
    assert masking.masked("phone", phone) == seen


@pytest.mark.parametrize(
    ("field", "value", "seen"),
    [
        ("id_number", "310101199001011234", "310****34"),
        ("id_number", "91310000MA1FL0AB2C", "913****2C"),
        ("id_number", "E1234567", "****"),
        ("id_number", "", ""),
        ("email", "anna.wang@example.cn", "a****@example.cn"),
        ("email", "a@example.cn", "****@example.cn"),
        ("email", "no-address", "****"),
        ("email", "", ""),
        ("wechat", "wangxiaoming88", "w****8"),
        ("wechat", "wxm", "****"),
        ("wechat", "", ""),
        ("city", "上海", "上海"),
    ],
)
def test_other_personal_values_keep_a_little_and_the_rest_all(field, value, seen):
    assert masking.masked(field, value) == seen


@given(st.from_regex(r"(\+86)?1[3-9][0-9]{9}", fullmatch=True))
def test_no_mask_of_a_mobile_holds_the_four_digits_in_its_middle(phone):
    seen = masking.masked_phone(phone)
    assert phone[-8:-4] not in seen or phone[-8:-4] in phone[-4:] + phone[-11:-8]
    assert len(seen) == 11
    assert seen[3:7] == "****"


@given(st.sampled_from(sorted(masking.PERSONAL)), st.text(min_size=1, max_size=40))
def test_no_mask_raises_or_lets_a_whole_value_through(field, value):
    assert masking.masked(field, value) != value or "****" in value or value.isspace()


@given(st.text(max_size=80))
def test_a_veil_leaves_one_sign(text):
    assert masking.veiled(text) == (text[:1] + "**" if text else "")
