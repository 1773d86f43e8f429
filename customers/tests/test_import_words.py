"""What the pages of an import say of a file and of its rows is so."""

import re
import uuid
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from crm.testing.builders import make_customer
from customers.choices.imports import ImportFault, ImportStep
from customers.tests import files
from customers.tests.importing import checked, done, uploaded, work

HEAD = "姓名,手机,生日"


@pytest.fixture
def nina(client, cast):
    client.force_login(cast.nina)
    return client


def test_a_file_that_failed_is_not_being_read(nina, cast):
    batch = uploaded(cast.nina, files.csv("姓名,手机"))
    work(batch)
    assert batch.step == ImportStep.READING
    with translation.override(cast.nina.language):
        reading = str(batch.get_step_display())
        failed = str(batch.job.get_state_display())
    for address in ("/imports/", batch.get_absolute_url()):
        page = nina.get(address).content.decode()
        assert re.search(f'state-late">.*?{failed}</span>', page)
        assert reading not in page


@pytest.mark.parametrize("size", [200, 5000])
def test_random_bytes_are_no_table_and_said_so_at_once(nina, size):
    content = bytes(Random(size).randbytes(size))
    form = {"file": SimpleUploadedFile("名单.csv", content)}
    answer = nina.post("/imports/new/", form | {"submission_key": uuid.uuid4()})
    said = answer.context["form"].errors["file"]
    assert said == [ImportFault.NO_TABLE.label]


def test_a_row_known_already_names_both_and_leads_to_the_one_in_the_archive(nina, cast):
    known = make_customer(cast.nina, name="王小明", phone="13800138000")
    batch = checked(cast.nina, HEAD, "吴测试五,13800138000,")
    page = nina.get(batch.get_absolute_url()).content.decode()
    link = f'<a href="{known.get_absolute_url()}">'
    assert f"{link}王小明</a>" in page
    assert "吴测试五" in page
    assert f"{link}吴测试五" not in page


def test_a_row_imported_leads_to_its_customer_by_its_name(nina, cast):
    batch = done(cast.nina, cast.anna, HEAD, "王小明,13800138000,")
    page = nina.get(batch.get_absolute_url()).content.decode()
    made = batch.rows.get().customer
    assert f'<a href="{made.get_absolute_url()}">王小明</a>' in page


def test_a_number_that_is_wrong_is_shown_whole_a_whole_one_masked(nina, cast):
    lines = ("甲,1380013800,", "乙,12345,", "丙,wxid_abc123,")
    batch = checked(cast.nina, HEAD, *lines)
    page = nina.get(batch.get_absolute_url()).content.decode()
    for typed in ("1380013800", "12345", "wxid_abc123"):
        assert f"“{typed}”" in page
    batch = checked(cast.nina, HEAD, f"戊,13800138000{'x' * 30},")
    assert "13800138000" not in nina.get(batch.get_absolute_url()).content.decode()
