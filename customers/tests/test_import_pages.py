"""The pages of an import: its owner's alone, clear at every step."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import AuditEntry
from accounts.refused import Refused
from accounts.services import jobs
from crm.testing.builders import make_customer
from crm.testing.cast import NOON, make_user
from customers import tables
from customers.choices.imports import ImportStep
from customers.models import Customer, ImportBatch
from customers.services import imports
from customers.tests import files
from customers.tests.importing import (
    GOOD,
    HEAD,
    checked,
    done,
    match,
    read,
    started,
    uploaded,
    work,
)

BAD = "=cmd|' /C calc'!A0,13900139000,昨天"
EVERYONE = ["anna", "ben", "carol", "dora", "eve", "max", "dan", "adam", "stray", "lia",
            "cleo", "clara", "sam", "vera", "nina"]  # fmt: skip


@pytest.fixture
def nina(client, cast):
    """Nina's browser: she informs in the east and imports."""
    client.force_login(cast.nina)
    return client


def form(content: bytes, name: str = "名单.csv") -> dict:
    file = SimpleUploadedFile(name, content)
    return {"file": file, "submission_key": str(uuid.uuid4())}


@pytest.mark.parametrize("who", EVERYONE)
@pytest.mark.parametrize("page", ["", "new/", "template/"])
def test_the_pages_of_imports_open_for_those_who_import(client, cast, who, page):
    client.force_login(getattr(cast, who))
    expected = 200 if who == "nina" else 403
    assert client.get(f"/imports/{page}").status_code == expected


@pytest.mark.parametrize(
    ("who", "code"), [("nina", 200), ("nils", 404), ("max", 403), ("adam", 403)]
)
def test_an_import_is_its_owners_alone(client, cast, who, code):
    cast.nils = make_user("nils", "information", branch=cast.east)
    batch = checked(cast.nina, HEAD, GOOD, BAD)
    client.force_login(getattr(cast, who))
    address = f"/imports/{batch.pk}/"
    assert client.get(address).status_code == code
    assert client.get(f"{address}match/").status_code == code
    assert client.post(f"{address}errors/").status_code == code
    for deed in ("run", "discard"):
        answered = client.post(f"{address}{deed}/").status_code
        assert answered == (302 if code == 200 else code)
    if code != 200:
        batch.refresh_from_db()
        assert batch.step == ImportStep.CHECKED
        assert not AuditEntry.objects.filter(action="import.errors_taken").exists()


@pytest.mark.parametrize("deed", ["run", "errors", "discard"])
def test_deeds_are_done_by_post_alone(nina, cast, deed):
    batch = checked(cast.nina, HEAD, GOOD)
    assert nina.get(f"/imports/{batch.pk}/{deed}/").status_code == 405


def test_a_file_goes_from_upload_to_customers(nina, cast):
    answer = nina.post("/imports/new/", form(files.csv(HEAD, GOOD, encoding="gbk")))
    batch = ImportBatch.objects.get()
    assert answer.url == batch.get_absolute_url()
    assert f"/jobs/{batch.job_id}/" in nina.get(answer.url).content.decode()
    work(batch)
    assert nina.get(answer.url).url == f"{answer.url}match/"
    page = nina.get(f"{answer.url}match/").content.decode()
    assert "王小明" in page
    assert "138****8000" in page
    assert "13800138000" not in page
    chosen = {"column_0": "name", "column_1": "phone", "column_2": "birthday"}
    assert nina.post(f"{answer.url}match/", chosen).url == answer.url
    work(batch)
    page = nina.get(answer.url).content.decode()
    assert "王小明" in page
    assert not Customer.objects.exists()
    assert 'name="for_owner"' in page
    owner = {"for_owner": cast.anna.pk}
    assert nina.post(f"{answer.url}run/", owner).url == answer.url
    work(batch)
    customer = Customer.objects.get()
    assert customer.get_absolute_url() in nina.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("名单.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("名单.exe", b"MZ\x90\x00"),
        ("名单.csv", b""),
        ("名单.csv", b"x" * (tables.MOST_BYTES + 1)),
    ],
)
def test_what_can_be_seen_at_once_is_said_at_once(nina, name, content):
    answer = nina.post("/imports/new/", form(content, name))
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not ImportBatch.objects.exists()


def test_a_form_without_a_file_asks_for_one(nina):
    answer = nina.post("/imports/new/", {"submission_key": str(uuid.uuid4())})
    assert answer.context["form"].errors["file"]


@pytest.mark.parametrize(
    "changed",
    [
        {"column_0": ""},
        {"column_0": "name", "column_1": "name"},
        {"column_0": "password"},
    ],
)
def test_a_matching_that_makes_no_sense_is_not_taken(nina, cast, changed):
    batch = read(cast.nina, HEAD, GOOD)
    chosen = {"column_0": "name", "column_1": "phone", "column_2": ""}
    answer = nina.post(f"/imports/{batch.pk}/match/", chosen | changed)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    batch.refresh_from_db()
    assert batch.step == ImportStep.MAPPING


@pytest.mark.parametrize("who", ["", "dora"])
def test_new_customers_are_not_imported_for_nobody_or_a_stranger(nina, cast, who):
    batch = checked(cast.nina, HEAD, GOOD)
    chosen = {"for_owner": getattr(getattr(cast, who, None), "pk", "")}
    nina.post(f"/imports/{batch.pk}/run/", chosen)
    batch.refresh_from_db()
    assert batch.step == ImportStep.CHECKED
    with pytest.raises(Refused):
        imports.start(batch, actor=cast.nina, owner=cast.dora, at=NOON)


def test_nobody_is_asked_for_an_owner_where_no_row_is_new(nina, cast):
    done(cast.nina, cast.anna, "编号,姓名,城市", "A1,王,上海")
    rules = {"known": "OVERWRITE"}
    batch = checked(cast.nina, "编号,姓名,城市", "A1,王,苏州", rules=rules)
    assert "for_owner" not in nina.get(batch.get_absolute_url()).content.decode()
    nina.post(f"/imports/{batch.pk}/run/")
    work(batch)
    assert Customer.objects.get().city == "苏州"


def test_nobody_is_asked_where_every_new_row_names_its_owner(nina, cast):
    heads = "姓名,负责人,城市"
    named = checked(cast.nina, heads, "王,ben,上海", "李,anna,")
    assert nina.get(named.get_absolute_url()).context["start_form"] is None
    unnamed = checked(cast.nina, heads, "赵,ben,", "韩", "张,,上海")
    assert nina.get(unnamed.get_absolute_url()).context["start_form"]
    nina.post(f"/imports/{named.pk}/run/")
    work(named)
    owners = Customer.objects.order_by("pk").values_list("owner__username", flat=True)
    assert list(owners) == ["ben", "anna"]


def test_the_same_file_again_is_recognised_and_said(nina, cast):
    first = done(cast.nina, cast.anna, HEAD, GOOD)
    again = read(cast.nina, HEAD, GOOD)
    page = nina.get(f"/imports/{again.pk}/match/").content.decode()
    assert first.get_absolute_url() in page


def test_another_persons_same_file_is_not_told_of(client, cast):
    done(cast.nina, cast.anna, HEAD, GOOD)
    nils = make_user("nils", "information", branch=cast.east)
    client.force_login(nils)
    again = read(nils, HEAD, GOOD)
    assert client.get(f"/imports/{again.pk}/match/").context["earlier"] is None


def test_a_duplicate_out_of_reach_tells_whom_to_ask_and_no_more(nina, cast):
    make_customer(cast.dora, name="秘密客户", phone="13800138000")
    mine = make_customer(cast.anna, phone="13900139000")
    batch = checked(cast.nina, HEAD, GOOD, "李,13900139000,")
    page = nina.get(batch.get_absolute_url()).content.decode()
    assert "秘密客户" not in page
    assert "赵朵拉" not in page
    assert "赵**" in page
    assert mine.get_absolute_url() in page


def test_every_message_names_row_column_problem_and_cure(nina, cast):
    batch = checked(cast.nina, HEAD, "李雷,13800138000,昨天")
    (line,) = nina.get(batch.get_absolute_url()).context["lines"]
    ((column, problem, cure),) = line.said
    assert (line.number, column) == (2, "生日")
    assert "昨天" in problem
    assert "2026-11-22" in cure


def test_rows_are_filtered_by_state_and_paged(nina, cast):
    many = [f"客户{n},139{n:08d}," for n in range(30)]
    batch = checked(cast.nina, HEAD, *many, BAD)
    first = nina.get(f"{batch.get_absolute_url()}?state=PENDING")
    assert [line.number for line in first.context["lines"]] == list(range(2, 27))
    rest = nina.get(batch.get_absolute_url() + first.context["older_url"])
    assert [line.number for line in rest.context["lines"]] == list(range(27, 32))
    bad = nina.get(f"{batch.get_absolute_url()}?state=ERROR")
    assert [line.number for line in bad.context["lines"]] == [32]


@pytest.mark.parametrize(
    "query", ["state=WAR", "cursor=x", "cursor=WyJhIiwiOTk5OTk5OTk5OTkiLDFd"]
)
def test_an_address_nobody_made_shows_the_first_page(nina, cast, query):
    batch = checked(cast.nina, HEAD, GOOD)
    page = nina.get(f"{batch.get_absolute_url()}?{query}")
    assert len(page.context["lines"]) == 1


def test_the_file_of_errors_holds_the_rows_and_why_and_no_cell_of_it_runs(nina, cast):
    batch = checked(cast.nina, HEAD, GOOD, BAD)
    answer = nina.post(f"/imports/{batch.pk}/errors/")
    text = b"".join(answer.streaming_content).decode()
    head, row = text.removeprefix("\ufeff").splitlines()
    assert text.startswith("\ufeff姓名,手机,生日,")
    assert head.count(",") == row.count(",") == 3
    assert row.startswith("'=cmd|' /C calc'!A0,13900139000,昨天,")
    assert "attachment" in answer["Content-Disposition"]
    assert AuditEntry.objects.filter(action="import.errors_taken").count() == 1


def test_while_looking_through_anothers_eyes_rows_are_veiled_and_nothing_is_taken(
    client, cast
):
    batch = checked(cast.nina, HEAD, GOOD, BAD)
    client.force_login(cast.adam)
    client.post(f"/see-as/{cast.nina.pk}/")
    page = client.get(batch.get_absolute_url()).content.decode()
    assert "王**" in page
    assert "王小明" not in page
    assert "昨天" not in page
    assert client.post(f"/imports/{batch.pk}/errors/").status_code == 403


@pytest.mark.parametrize("step", ["upload", "check", "run"])
def test_what_is_at_work_or_cancelled_has_a_page(nina, cast, step):
    if step == "upload":
        batch = uploaded(cast.nina, files.csv(HEAD, GOOD))
    elif step == "check":
        batch = match(read(cast.nina, HEAD, GOOD))
    else:
        batch = started(cast.nina, cast.anna, HEAD, GOOD)
    batch.refresh_from_db()
    assert nina.get("/imports/").status_code == 200
    assert nina.get(batch.get_absolute_url()).context["working"] == batch.job
    jobs.cancel(batch.job, actor=cast.nina, at=NOON)
    assert nina.get(batch.get_absolute_url()).status_code == 200
    assert nina.get(batch.get_absolute_url()).context["working"] is None


def test_both_lists_cost_the_same_for_two_rows_as_for_twelve(nina, cast, count_queries):
    index, detail = [], []
    for count in (2, 12):
        for file in range(count // 2):
            rows = [f"客户{n},139{count:02d}{file}{n:05d}," for n in range(count)]
            batch = done(cast.nina, cast.anna, HEAD, *rows)
        index.append(count_queries(lambda: nina.get("/imports/")))
        address = batch.get_absolute_url()
        detail.append(count_queries(lambda address=address: nina.get(address)))
    assert index[0] == index[1]
    assert detail[0] == detail[1]
