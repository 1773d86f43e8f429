"""How moments, money and numbers are written, in both languages."""

import datetime

import pytest
import time_machine
from django.utils import timezone, translation

from accounts.templatetags import formats
from crm.testing.cast import NOON

ZH, EN = "zh-hans", "en"
MINUTES, HOURS, DAYS = (
    datetime.timedelta(minutes=1),
    datetime.timedelta(hours=1),
    datetime.timedelta(days=1),
)


@pytest.mark.parametrize(
    ("language", "how", "value", "written"),
    [
        (ZH, "money", 1234.5, "¥1,234.50"),
        (EN, "money", 1234.5, "CN¥1,234.50"),
        (EN, "money", -3, "-CN¥3.00"),
        (ZH, "number", 1234567, "1,234,567"),
        (ZH, "big_number", 1234567, "123.5万"),
        (ZH, "big_number", 99999, "99,999"),
        (ZH, "big_number", 1000000, "100万"),
        (ZH, "big_number", 123456789, "1.2亿"),
        (EN, "big_number", 1234567, "1.23M"),
        (EN, "big_number", 123456, "123.5K"),
        (EN, "big_number", 12345, "12,345"),
        (ZH, "big_money", -1234567, "-¥123.5万"),
        (ZH, "percent", 0.925, "92.5%"),
        (EN, "percent", 0.925, "92.5 %"),
        (EN, "points", 0.013, "+1.3 pts"),
        (EN, "duration", 200, "3 h 20 m"),
        (EN, "duration", 120, "2 h"),
        (EN, "duration", 20, "20 m"),
    ],
)
def test_numbers_are_written_as_the_language_asks(language, how, value, written):
    with translation.override(language):
        assert getattr(formats, how)(value) == written


@pytest.mark.parametrize(
    "how",
    ["number", "money", "big_number", "big_money", "percent", "points", "duration"]
    + ["moment", "list_moment", "relative"],
)
def test_a_missing_value_is_a_dash_and_never_zero(how):
    assert getattr(formats, how)(None) == "–"


@pytest.mark.parametrize(
    ("language", "whole", "in_list"),
    [
        (ZH, "2026-11-23 12:00", "11-23 12:00"),
        (EN, "23 Nov 2026, 12:00", "23 Nov 12:00"),
    ],
)
def test_a_moment_of_this_year_needs_no_year_in_a_list(language, whole, in_list):
    with translation.override(language), time_machine.travel(NOON, tick=False):
        assert formats.moment(NOON) == whole
        assert formats.list_moment(NOON) == in_list


def test_another_years_moment_keeps_its_year():
    with translation.override(EN), time_machine.travel(NOON, tick=False):
        assert formats.list_moment(NOON - 365 * DAYS) == "23 Nov 2025"


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (0 * MINUTES, "just now"),
        (1 * MINUTES, "1 minute ago"),
        (59 * MINUTES, "59 minutes ago"),
        (3 * HOURS, "3 hours ago"),
        (23 * HOURS, "23 hours ago"),
        (25 * HOURS, "yesterday"),
        (3 * DAYS, "3 days ago"),
        (7 * DAYS, "7 days ago"),
        (8 * DAYS, "15 Nov 12:00"),
        (-2 * HOURS, "14:00"),
        (-1 * DAYS, "tomorrow"),
        (-6 * DAYS, "in 6 days"),
    ],
)
def test_a_moment_is_counted_for_a_week_and_dated_after(ago, said):
    with translation.override(EN), time_machine.travel(NOON, tick=False):
        assert formats.relative(NOON - ago) == said


def test_a_day_is_counted_in_the_readers_zone():
    late_in_london = NOON.replace(hour=1)
    with (
        translation.override(EN),
        time_machine.travel(late_in_london, tick=False),
        timezone.override("Europe/London"),
    ):
        assert formats.relative(datetime.date(2026, 11, 22)) == "today"
        assert formats.relative(datetime.date(2026, 11, 23)) == "tomorrow"


def test_a_personal_field_is_written_masked():
    assert formats.masked_field("+8613800138000", "phone") == "138****8000"


def test_a_field_spelt_wrong_prints_nothing_rather_than_the_whole_number():
    with pytest.raises(ValueError, match="fone"):
        formats.masked_field("+8613800138000", "fone")


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("王安娜", "娜"),
        ("王", "王"),
        ("Boss", "B"),
        ("anna wang", "A"),
        (" Zoë Weber ", "Z"),
        ("Émile", "É"),
        ("3号店长", "长"),
        ("", ""),
    ],
)
def test_one_letter_stands_for_a_person(name, letter):
    assert formats.initial(name) == letter
