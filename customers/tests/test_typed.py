"""Whatever is typed: a valid condition; and every name fits each part of itself."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.pinyin import grams, usual
from customers import typed
from customers.lexemes import MIXED_SYLLABLES, Known, of_customer, quoted, vector
from customers.marking import is_marked, parts, phone_parts

IN_DATABASE = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
# Characters with one reading, with several, and rare ones.
HANZI = st.sampled_from("王小明单曾仇解查任区朴乐盖翟重长行吕绿曹操欧阳尉迟万俟龘一")
NAMES = st.text(HANZI, min_size=1, max_size=6)
PHONES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


def fits(search: str, condition: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [search, condition])
        return cursor.fetchone()[0]


def missing(name: str, queries: set[str], phone: str = "") -> list[str]:
    search = vector(of_customer("KH000001", Known(name, phone)))
    conditions = {q: typed.read(q) for q in queries}
    return [
        q for q, asked in conditions.items()
        if not (asked.initial or fits(search, asked.fits))
    ]  # fmt: skip


@IN_DATABASE
@given(name=NAMES)
def test_a_name_is_found_by_each_of_its_parts(db, name):
    pieces = {name[i:j] for i in range(len(name)) for j in range(i + 1, len(name) + 1)}
    assert not missing(name, pieces | grams(name))


@IN_DATABASE
@given(name=NAMES)
def test_a_name_is_found_by_each_beginning_of_its_sound_and_initials(db, name):
    queries = set()
    for way in usual(name):
        full, initials = "".join(way), "".join(part[0] for part in way if part)
        queries |= {full[:n] for n in range(2, len(full) + 1)}
        queries |= {initials[:n] for n in range(2, len(initials) + 1)}
        queries |= {" ".join(way), "'".join(way)}
        if len(way) <= MIXED_SYLLABLES:
            queries |= {way[0] + initials[1:], initials[0] + "".join(way[1:])}
    assert not missing(name, {q for q in queries if q.isascii()})


@IN_DATABASE
@given(phone=PHONES)
def test_a_number_is_found_by_each_of_its_ends(db, phone):
    ends = {phone[-n:] for n in range(4, 12)}
    assert not missing("某", ends | {f"+86 {phone}", f"0086{phone}"}, phone)


@IN_DATABASE
@given(text=st.text(max_size=80))
def test_every_text_becomes_conditions_that_the_database_reads(db, text):
    asked = typed.read(text)
    for condition in filter(None, (asked.fits, asked.exact, *asked.ranks)):
        fits("'x'", condition)


@IN_DATABASE
@given(text=st.text(max_size=40))
def test_every_lexeme_reads_back_as_itself(db, text):
    text = text.replace("\x00", "").encode("utf8", "ignore").decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tsvector_to_array(%s::tsvector)", [quoted(f"w:{text}")])
        assert cursor.fetchone()[0] == [f"w:{text}"]


@given(name=st.text(max_size=40), text=st.text(max_size=40))
@settings(deadline=None)
def test_marking_loses_no_letter_of_a_name(name, text):
    divided_name = parts(name, typed.read(text).text)
    assert "".join(part for part, _hit in divided_name) == name


@pytest.mark.parametrize(
    ("name", "text", "marked"),
    [
        ("王小明", "wxm", "王小明"),
        ("王小明", "wang", "王"),
        ("王小明", "xiaom", "小明"),
        ("王小明", "小明", "小明"),
        ("王小明", "王xm", "王小明"),
        ("王 小明", "王小明", "王 小明"),
        ("上海华信汽车", "hxqc", "华信汽车"),
        ("曾国藩", "cengg", "曾国"),
        ("吕布", "lyu", "吕"),
        ("José Müller", "muller", "Müller"),
        ("李雷", "wxm", ""),
    ],
)
def test_the_part_that_was_typed_is_marked(name, text, marked):
    divided_name = parts(name, text)
    assert "".join(part for part, hit in divided_name if hit) == marked


@pytest.mark.parametrize(
    ("phone", "text", "is_hit"),
    [
        ("+8613800138000", "8000", True),
        ("+8613800138000", "138 0013 8000", True),
        ("+8613800138000", "+86 138 0013 8000", True),
        ("+862162345678", "021-62345678", True),
        ("+8613800138000", "800", False),
        ("+8613800138000", "8001", False),
        ("", "8000", False),
    ],
)
def test_only_the_last_four_of_a_number_are_ever_marked(phone, text, is_hit):
    divided_phone = phone_parts(phone, text)
    assert is_marked(divided_phone) == is_hit
    assert "".join(hit * part for part, hit in divided_phone) in {"", phone[-4:]}


@pytest.mark.parametrize(
    ("text", "is_number"),
    [("1380013", True), ("138 0013 8000", True), ("138001", False), ("wxm", False)],
)
def test_seven_digits_are_somebodys_number(text, is_number):
    assert typed.read(text).is_number == is_number


@pytest.mark.parametrize("few", ["wj", "wan", "wang", "lü", "88", "880"])
def test_few_letters_are_one_entry_of_the_index(few):
    # A prefix of so few would gather the lists of thousands of longer lexemes.
    assert ":*" not in typed.read(few).fits
