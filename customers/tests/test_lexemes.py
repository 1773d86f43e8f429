"""What a customer is found by."""

import pytest

from customers.lexemes import Known, codes, normal, of_customer, tail, vector

SURNAMES = [
    ("单雄信", "shan", "dan"), ("曾国藩", "zeng", "ceng"), ("仇英", "qiu", "chou"),
    ("解缙", "xie", "jie"), ("查良镛", "zha", "cha"), ("任我行", "ren", "ren"),
    ("区志强", "ou", "qu"), ("朴志英", "piao", "pu"), ("乐毅", "yue", "le"),
    ("盖聂", "ge", "gai"), ("翟天临", "zhai", "di"), ("尉迟恭", "yuchi", "yuchi"),
    ("万俟卨", "moqi", "moqi"), ("覃海洋", "qin", "tan"),
    ("欧阳修", "ouyang", "ouyang"),
]  # fmt: skip


def of(name: str, phone: str = "", email: str = "", **more) -> set[str]:
    return set(of_customer("KH000123", Known(name, phone, email), **more))


@pytest.mark.parametrize(("name", "surname", "dictionary"), SURNAMES)
def test_a_surname_is_found_by_its_own_and_by_the_dictionarys_reading(
    name, surname, dictionary
):
    full = {lexeme[2:] for lexeme in of(name) if lexeme[:2] in {"p:", "q:"}}
    assert any(said.startswith(surname) for said in full)
    assert any(said.startswith(dictionary) for said in full)


def test_a_person_is_found_by_characters_pinyin_initials_number_code_and_address():
    found = of("王小明", "+8613800138000", "Wang.XM@example.com")
    assert found >= {"王", "小", "明", "王小", "小明", "n:王小明"}
    assert found >= {"p:wangxiaoming", "q:xiaoming", "i:wxm", "j:xm"}
    assert found >= {"t:00083100831", "c:kh000123", "c:123", "e:wang.xm"}


def test_the_given_name_of_two_surname_characters_starts_after_them():
    assert of("尉迟恭") >= {"i:ycg", "p:yuchigong", "q:gong"}


def test_a_contact_is_found_but_never_as_the_customers_own_name():
    found = of("华信汽车", contacts=[Known("王小明", "13900001234", "xm@q.com")])
    assert found >= {"王小", "q:wangxiaoming", "j:wxm", "t:43210000931", "e:xm"}
    assert not found & {"n:王小明", "p:wangxiaoming", "i:wxm"}


def test_a_company_is_found_by_the_sound_of_its_middle_but_not_of_its_legal_form():
    found = of("上海华信汽车销售服务有限公司", short_name="华信汽车")
    assert found >= {
        "p:huaxinqiche",
        "i:hxqc",
        "n:华信汽车",
        "q:huaxinqichexiaos",
        "公司",
    }
    assert not any("gongsi" in lexeme for lexeme in found)


def test_u_with_dots_is_found_as_v_and_as_u():
    assert of("吕布") >= {"p:lvbu", "p:lubu", "i:lb"}


def test_latin_names_are_found_by_each_word_without_accents():
    assert of("José Müller 4S") >= {"w:jose", "w:muller", "w:4s", "p:josemuller4s"}


@pytest.mark.parametrize(
    ("phone", "backwards"),
    [
        ("+8613800138000", "00083100831"),
        ("+862162345678", "8765432612"),
        ("021-62345678", "8765432612"),
        ("0086 138 0013 8000", "00083100831"),
        ("1３8００", "00831"),
        ("110", ""),
        ("", ""),
    ],
)
def test_a_number_is_kept_backwards_as_it_is_dialled_at_home(phone, backwards):
    assert tail(phone) == backwards


@pytest.mark.parametrize(
    ("code", "spellings"),
    [
        ("KH000123", {"kh000123", "123"}),
        ("17850", {"17850"}),
        ("A-7", {"a7", "7"}),
        ("KH000000", {"kh000000", "0"}),
        ("甲乙", {"甲乙"}),
    ],
)
def test_a_code_is_typed_whole_or_as_its_number(code, spellings):
    assert codes(code) == spellings


def test_text_is_read_in_half_width_lower_case_without_control_characters():
    assert normal("  ＷＸＭ\x00\u200b　王\t小明\ud800 ") == "wxm 王 小明"


def test_quotes_and_backslashes_stay_inside_their_lexeme():
    assert vector(["o'b\\c"]) == "'o''b\\\\c'"
