"""What an import says of a row beside its cells: who he may be, what it repeats."""

from datetime import date

import pytest
from django.utils import translation

from accounts.models import AuditEntry
from accounts.refused import Refused
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.models import Customer, ImportRow
from customers.services import imports
from customers.tests import files
from customers.tests.importing import (
    GOOD,
    HEAD,
    checked,
    codes,
    done,
    read,
    states,
    uploaded,
    work,
)

BORN = date(1985, 6, 1)
PLACES = "姓名,手机,城市"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def nina(client, cast):
    cast.nina.language = "en"
    cast.nina.save()
    client.force_login(cast.nina)
    return client


@pytest.mark.parametrize(
    ("known", "lines", "code"),
    [
        ({"birthday": BORN}, (HEAD, GOOD), "likely_birthday"),
        ({"city": "上海"}, (PLACES, "王小明,13800138000,上海"), "likely_city"),
        ({"city": "上海"}, (PLACES, "王小明,,上海"), "likely_city"),
    ],
)
def test_a_namesake_of_the_archive_with_another_number_is_a_warning(
    cast, known, lines, code
):
    customer = make_customer(cast.anna, name="王小明", **known)
    batch = checked(cast.nina, *lines)
    assert (states(batch), codes(batch)) == (["WARNING"], [code])
    assert ImportRow.objects.get().customer == customer


@pytest.mark.parametrize(
    "known",
    [
        {"name": "王小明"},
        {"name": "王小明", "birthday": date(1985, 6, 2)},
        {"name": "王小敏", "birthday": BORN},
    ],
)
def test_a_name_or_a_birthday_alone_is_no_hint(cast, known):
    make_customer(cast.anna, **known)
    assert states(checked(cast.nina, HEAD, GOOD)) == ["PENDING"]


def test_a_city_nobody_knows_is_no_hint(cast):
    make_customer(cast.anna, name="王小明")
    batch = checked(cast.nina, PLACES, "王小明,13800138000,")
    assert states(batch) == ["PENDING"]


def test_the_importer_leaves_a_likely_row_out_or_takes_it_in(nina, cast):
    make_customer(cast.anna, name="王小明", birthday=BORN)
    other = GOOD.replace("138001", "138002")
    batch = checked(cast.nina, HEAD, GOOD, other)
    page = nina.get(f"/imports/{batch.pk}/").content.decode()
    assert "the same name and birthday" in page
    nina.post(f"/imports/{batch.pk}/rows/2/leave-out/")
    assert states(batch) == ["DUPLICATE", "WARNING"]
    entry = AuditEntry.objects.get(action="import.row_left_out")
    assert entry.changes == {"row": [None, 2]}
    nina.post(f"/imports/{batch.pk}/run/", {"for_owner": cast.anna.pk})
    work(batch)
    assert states(batch) == ["DUPLICATE", "CREATED"]
    assert Customer.objects.count() == 2


def test_a_row_that_is_only_unclear_cannot_be_left_out(cast):
    batch = checked(cast.nina, HEAD, "韩梅,6234567,", GOOD)
    for number in (2, 3, 99):
        with pytest.raises(Refused):
            imports.leave_out(batch, number=number, actor=cast.nina, at=NOON)
    assert states(batch) == ["WARNING", "PENDING"]


def test_nothing_is_left_out_once_rows_are_imported(cast):
    make_customer(cast.anna, name="王小明", birthday=BORN)
    batch = done(cast.nina, cast.anna, HEAD, GOOD)
    with pytest.raises(Refused):
        imports.leave_out(batch, number=2, actor=cast.nina, at=NOON)
    assert states(batch) == ["CREATED"]


def test_a_namesake_out_of_reach_tells_whom_to_ask_and_no_more(nina, cast):
    stranger = make_customer(cast.dora, name="王小明", birthday=BORN)
    batch = checked(cast.nina, HEAD, GOOD)
    page = nina.get(f"/imports/{batch.pk}/").content.decode()
    assert "赵** (西城店)" in page
    assert stranger.get_absolute_url() not in page


def test_many_namesakes_cost_one_row_each(cast):
    for _each in range(3):
        make_customer(cast.anna, name="王小明", birthday=BORN)
    found = Customer.objects.alike(
        ["王小明"], [Customer.objects.first().name_key], "birthday", [BORN]
    )
    first = Customer.objects.order_by("pk").first()
    assert list(found) == [("王小明", BORN, first.pk)]


def test_a_number_repeated_in_the_file_is_not_said_to_be_in_the_archive(nina, cast):
    make_customer(cast.anna, phone="13900139000")
    lines = (GOOD, "王小明,13800138000,", "李雷,13900139000,")
    batch = checked(cast.nina, HEAD, *lines)
    page = nina.get(f"/imports/{batch.pk}/")
    labels = [str(line.label) for line in page.context["lines"]]
    assert labels == [
        "to be imported",
        "repeated in the file, left out",
        "known already, left out",
    ]
    assert ("Left out", 2) in [(tab[0], tab[3]) for tab in page.context["tabs"]]


def test_an_empty_name_is_counted_as_empty_and_not_as_unclear_too(cast):
    batch = checked(cast.nina, HEAD, GOOD, ",13900139000,")
    counts = {"filled": 1, "empty": 1, "unclear": 0}
    assert batch.report["columns"]["姓名"] == counts


def test_a_workbook_is_called_one_and_a_text_says_its_encoding(nina, cast):
    rows = [line.split(",") for line in (HEAD, GOOD)]
    batch = read(cast.nina, HEAD, GOOD)
    page = nina.get(f"/imports/{batch.pk}/match/").content.decode()
    assert "characters read as utf-8" in page
    batch = uploaded(cast.nina, files.xlsx(rows), name="名单.xlsx")
    work(batch)
    page = nina.get(f"/imports/{batch.pk}/match/").content.decode()
    assert "1 row of an Excel workbook." in page
    assert "characters read as" not in page
