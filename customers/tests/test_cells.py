"""Cells become values; the unclear is named with column, problem and cure."""

from datetime import date

import pytest
from django.utils import translation

from accounts.choices import JobFault
from customers import cells, headings, remarks
from customers.cells import Reading
from customers.choices.imports import ImportFault

TODAY = date(2026, 11, 23)
OWNERS = {"anna": 1, "王安娜": 1}


def told(**by_heading):
    columns = list(by_heading)
    how = Reading(columns, headings.guess(columns), OWNERS, {1: 9}, TODAY)
    return cells.row(list(by_heading.values()), how)


def codes(**by_heading):
    return [one["code"] for one in told(**by_heading).remarks]


def test_a_whole_row_is_understood():
    said = told(
        姓名=" 王  小明 ", 手机="138 0013 8000", 类型="公司", 等级="a级",
        城市="上海", 邮箱="w@example.com", 生日="1985年6月1日", 来源="老客户介绍",
        下次联系="2026.12.1", 联系人="李经理", 联系人电话="021-62345678", 编号="A-1",
        备注="一\n二", 负责人="Anna", 伙伴类型="经销商",
    )  # fmt: skip
    assert said.remarks == []
    assert said.values == {
        "name": "王 小明", "phone": "138 0013 8000", "kind": "ORGANISATION",
        "tier": "A", "city": "上海", "email": "w@example.com",
        "birthday": date(1985, 6, 1), "source": "REFERRAL",
        "next_contact_on": date(2026, 12, 1), "contact_name": "李经理",
        "contact_phone": "021-62345678", "external_key": "A-1", "note": "一\n二",
        "owner": 1, "partner_kind": "DEALER",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["2026-11-22", "2026/11/22", "2026.11.22", "20261122", "2026年11月22日",
     "2026-11-22 00:00:00", "２０２６－１１－２２"],
)  # fmt: skip
def test_dates_as_people_write_them(text):
    assert told(姓名="王", 生日=text).values["birthday"] == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ({"姓名": "", "手机": "13800138000"}, "no_name", "姓名"),
        ({"姓名": "王" * 81}, "too_long", "姓名"),
        ({"姓名": "王", "类型": "神仙"}, "no_word", "类型"),
        ({"姓名": "王", "等级": "Z"}, "no_word", "等级"),
        ({"姓名": "王", "来源": "火星"}, "no_word", "来源"),
        ({"姓名": "王", "伙伴类型": "朋友"}, "no_word", "伙伴类型"),
        ({"姓名": "王", "生日": "昨天"}, "no_date", "生日"),
        ({"姓名": "王", "生日": "1985-02-30"}, "no_date", "生日"),
        ({"姓名": "王", "生日": "11/22/2026"}, "no_date", "生日"),
        ({"姓名": "王", "生日": "2027-01-01"}, "future_date", "生日"),
        ({"姓名": "王", "生日": "1785-01-01"}, "far_date", "生日"),
        ({"姓名": "王", "下次联系": "2206-01-01"}, "far_date", "下次联系"),
        ({"姓名": "王", "下次联系": "0000-00-00"}, "no_date", "下次联系"),
        ({"姓名": "王", "邮箱": "w@"}, "no_email", "邮箱"),
        ({"姓名": "王", "手机": "无"}, "no_phone", "手机"),
        ({"姓名": "王", "手机": "13800138000/13900139000"}, "two_phones", "手机"),
        ({"姓名": "王", "手机": "123"}, "bad_phone", "手机"),
        ({"姓名": "王", "手机": "138001380001"}, "bad_phone", "手机"),
        ({"姓名": "王", "联系人": "李", "联系人电话": "12"}, "bad_phone", "联系人电话"),
        ({"姓名": "王", "负责人": "谁"}, "no_owner", "负责人"),
        ({"姓名": "王", "联系人": "", "联系人电话": "13800138000"},
         "no_contact_name", "联系人"),
        ({"姓名": "王", "编号": "9" * 61}, "too_long", "编号"),
    ],
)  # fmt: skip
def test_what_keeps_a_row_out_names_column_problem_and_cure(row, code, column):
    said = told(**row)
    (remark,) = said.remarks
    assert said.is_stopped
    assert (remark["code"], remark["column"]) == (code, column)
    for language in ("en", "zh-hans"):
        with translation.override(language):
            assert remarks.problem(remark)
            assert remarks.cure(remark)
            assert column in remarks.reason([remark])


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"姓名": "王", "手机": "6380013"}, "short_phone"),
        ({"姓名": "王", "证件号": "310101199001010000"}, "id_check"),
    ],
)
def test_what_is_doubtful_is_kept_and_remarked(row, code):
    said = told(**row)
    assert [one["code"] for one in said.remarks] == [code]
    assert not said.is_stopped


@pytest.mark.parametrize("text", ["021-62345678", "0512 6234 5678", "400-820-8820"])
def test_a_landline_and_a_service_number_are_numbers(text):
    assert codes(姓名="王", 手机=text) == []


def test_what_an_export_hides_says_nothing_and_stops_nothing():
    said = told(姓名="王", 手机="138****8000", 邮箱="w****@example.com")
    assert [one["code"] for one in said.remarks] == ["hidden", "hidden"]
    assert (said.values, said.is_stopped) == ({"name": "王"}, False)


def test_a_true_id_number_passes():
    assert codes(姓名="王", 证件号="11010519491231002X") == []


def test_a_row_with_more_cells_than_headings_is_kept_out():
    how = Reading(["姓名"], {"姓名": "name"}, OWNERS, {}, TODAY)
    said = cells.row(["王", "多"], how)
    assert [one["code"] for one in said.remarks] == ["too_many_cells"]
    assert "2" in remarks.problem(said.remarks[0])


def test_a_column_left_out_is_not_read():
    how = Reading(["姓名", "生日"], {"姓名": "name", "生日": ""}, OWNERS, {}, TODAY)
    assert cells.row(["王", "昨天"], how).remarks == []


def test_remarks_hold_no_full_number():
    phone = "13800138000 或 13900139000"
    said = str(told(姓名="王", 手机=phone, 证件号="310101199001010000").remarks)
    assert "13800138000" not in said
    assert "310101199001010000" not in said


def test_a_cell_from_the_file_of_errors_comes_back_as_it_was():
    assert told(姓名="王", 手机="'+8613800138000").values["phone"] == "+8613800138000"


def test_every_code_has_its_words():
    codes = cells.STOPPING | set(cells.OF_ROWS.values())
    assert remarks.WORDS.keys() >= codes


def test_no_two_faults_share_a_code():
    assert not set(JobFault.values) & set(ImportFault.values)
