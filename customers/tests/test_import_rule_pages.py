"""The pages of an import: kinds of files, rules, what changes, taking it back."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from crm.testing.builders import make_customer
from customers import headings, tables
from customers.choices.imports import ImportKind
from customers.models import Customer, ImportBatch
from customers.tests import files
from customers.tests.importing import GOOD, HEAD, checked, done, read, work


@pytest.fixture
def nina(client, cast):
    """Nina's browser: she informs in the east and imports."""
    client.force_login(cast.nina)
    return client


@pytest.mark.parametrize("kind", list(ImportKind))
def test_the_template_opens_in_excel_and_is_understood(nina, tmp_path, kind):
    answer = nina.get(f"/imports/template/?kind={kind}")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert "attachment" in answer["Content-Disposition"]
    path = tmp_path / "stored"
    path.write_bytes(nina.get(f"/imports/template/?kind={kind}&as=xlsx").content)
    table = tables.read(path)
    assert table.encoding == "xlsx"
    assert all(headings.guess(table.columns, kind).values())
    assert len(list(table.rows)) == 2
    path.write_bytes(answer.content)
    assert tables.read(path).columns == table.columns


def test_what_is_in_the_file_is_said_with_it(nina, cast):
    firm = make_customer(cast.anna)
    page = nina.get("/imports/new/?kind=CONTACTS")
    assert page.context["form"]["kind"].value() == "CONTACTS"
    content = files.csv("客户编码,姓名", f"{firm.code},李经理")
    file = SimpleUploadedFile("联系人.csv", content)
    sent = {"file": file, "submission_key": str(uuid.uuid4()), "kind": "CONTACTS"}
    nina.post("/imports/new/", sent)
    batch = ImportBatch.objects.get()
    work(batch)
    page = nina.get(f"/imports/{batch.pk}/match/")
    assert "for_owner" not in page.context["form"].fields
    assert "下次联系" not in page.content.decode()
    chosen = {"column_0": "of_code", "column_1": "name", "known": "SKIP"}
    assert nina.post(f"/imports/{batch.pk}/match/", chosen).url
    work(batch)
    nina.post(f"/imports/{batch.pk}/run/")
    work(batch)
    assert firm.contacts.get().name == "李经理"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"known": "FILL", "empties": "on"}, "empties"),
        ({"is_shared": "on"}, "name"),
        ({"known": "ERASE"}, "known"),
    ],
)
def test_rules_that_make_no_sense_are_not_taken(nina, cast, changed, field):
    batch = read(cast.nina, HEAD, GOOD)
    chosen = {"column_0": "name", "column_1": "phone", "column_2": ""}
    answer = nina.post(f"/imports/{batch.pk}/match/", chosen | changed)
    assert answer.context["form"].errors[field]


def test_contacts_need_a_column_that_says_whose_they_are(nina, cast):
    batch = read(cast.nina, HEAD, GOOD, kind=ImportKind.CONTACTS)
    chosen = {"column_0": "name", "column_1": "phone"}
    answer = nina.post(f"/imports/{batch.pk}/match/", chosen)
    assert answer.context["form"].non_field_errors()


def test_what_changes_is_shown_masked_before_it_is_done(nina, cast):
    heads = "编号,姓名,手机,城市"
    done(cast.nina, cast.anna, heads, "A1,王,13800138000,上海")
    rules = {"known": "OVERWRITE"}
    told = "A1,王,13900139000,苏州"
    batch = checked(cast.nina, heads, told, rules=rules)
    answer = nina.get(batch.get_absolute_url())
    (line,) = answer.context["lines"]
    assert {change[1:] for change in line.changes} == {
        ("138****8000", "139****9000"),
        ("上海", "苏州"),
    }
    assert "13800138000" not in answer.content.decode()


def test_what_changes_is_veiled_to_who_only_looks_on(client, cast):
    heads = "编号,姓名,城市"
    done(cast.nina, cast.anna, heads, "A1,王,上海")
    rules = {"known": "OVERWRITE"}
    batch = checked(cast.nina, heads, "A1,王,苏州", rules=rules)
    client.force_login(cast.adam)
    client.post(f"/see-as/{cast.nina.pk}/")
    page = client.get(batch.get_absolute_url()).content.decode()
    assert "苏州" not in page
    assert "苏**" in page


def test_an_import_is_taken_back_from_its_page(nina, cast):
    batch = done(cast.nina, cast.anna, HEAD, GOOD)
    ImportBatch.objects.filter(pk=batch.pk).update(finished_at=timezone.now())
    assert nina.get(batch.get_absolute_url()).context["undo_left"]
    assert nina.post(f"/imports/{batch.pk}/undo/").url == batch.get_absolute_url()
    work(batch)
    assert not Customer.objects.exists()
    assert not nina.get(batch.get_absolute_url()).context["undo_left"]
    assert nina.get("/imports/").status_code == 200
