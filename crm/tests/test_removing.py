"""Whoever is in the recycle bin is nowhere else, and comes back with everything."""

import re
import uuid

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import AuditEntry, Notice, User
from accounts.refused import Refused
from accounts.services import notices
from complaints.tests.complaint_builders import make_complaint
from crm.services import removing
from crm.testing.builders import make_contact, make_customer, make_plan, make_visit
from crm.testing.cast import NOON
from crm.tests import access, source
from crm.tests.doubles_builders import LATER, remove
from crm.tests.test_merging import digests
from customers.models import Customer, ImportBatch, ImportRow, Purchase, Removal
from customers.services import archive, scanning
from visits.models import FeedbackItem, Visit

# Stands in everything that says who he is.
NAME, PHONE, OTHER_PHONE = "隐金丝雀", "13977770001", "13977770002"
KEYS = re.compile(r'name="(seen|key|submission_key|csrfmiddlewaretoken)" value="[^"]*"')
CANARIES = (NAME, "金丝", "7777", "canary", "jinsi")
LOOKS = [row for row in access.ROWS if row.post is None]
ASKED = ("隐金丝雀", "yjsq", "yinjinsique", PHONE, "0001", "canary@example.cn")


def text(field: str) -> str:
    return f"{NAME}{field}"


def make_canary(cast):
    """Create a customer with his name in everything a customer can have."""
    customer = make_customer(
        cast.anna, name=NAME, phone=PHONE, email="canary@example.cn", city=text("城"),
        wechat="wx_canary", address=text("路"), note=text("注"), birthday=NOON.date(),
    )  # fmt: skip
    make_contact(customer, name=text("友"), phone=OTHER_PHONE)
    told = {"note": text("谈"), "feedback": {"COMPLAINT": text("说")}}
    visit = make_visit(cast.anna, customer=customer, at=timezone.now(), **told)
    make_plan(cast.anna, customer=customer, at=timezone.now())
    make_complaint(cast.anna, customer=customer)
    Purchase.objects.create(
        customer=customer, branch=customer.branch, entered_by=cast.anna, source="x",
        invoice="F1", ordinal=1, item=text("车"), unit_price=1, amount=1,
        bought_at=NOON,
    )  # fmt: skip
    Customer.objects.filter(pk=customer.pk).update(next_contact_on=NOON.date())
    for page in (customer.get_absolute_url(), visit.get_absolute_url()):
        notices.tell(cast.anna, "customers.assigned", key=page, at=NOON, url=page,
                     params={"actor": "x", "how_many": 1, "customer": NAME,
                             "reason": text("因")})  # fmt: skip
    twin = make_customer(cast.anna, name="双胞", phone=PHONE, reason="夫妻")
    scanning.scan(at=NOON)
    file = ImportBatch.objects.create(
        owner=cast.nina, file_name="f.csv", digest="1" * 64, stored_as="x",
        columns=["姓名"], mapping={"姓名": "name"}, step="DONE", for_owner=cast.anna,
        submission_key=uuid.uuid4(), created_at=NOON, for_branch=cast.east,
    )  # fmt: skip
    ImportRow.objects.create(
        batch=file, number=2, cells=[NAME], state="CREATED", customer=customer
    )
    return customer, twin, file


@pytest.fixture(scope="module")
def canary_world(shared_world):
    customer, twin, file = make_canary(shared_world.cast)
    shared_world.canary, shared_world.canary_twin = customer, twin
    shared_world.canary_file = file
    return shared_world


@pytest.fixture
def world(canary_world, undone):
    return canary_world


def traces(client, address: str) -> list[str]:
    answer = client.get(address, follow=True)
    assert answer.status_code < 500, address
    page = b"".join(answer) if answer.streaming else answer.content
    shown = page.decode(errors="ignore").replace("<mark>", "").replace("</mark>", "")
    # The keys and digests of forms have digits of their own.
    shown = KEYS.sub("", shown)
    # What was typed stands in the search box, and in links that keep it.
    return [word for word in CANARIES if word in shown]


def every_address(world) -> list[str]:
    pages = [row.address(world) for row in LOOKS]
    pages += [f"/imports/{world.canary_file.pk}/", "/customers/?whose=all&sort=last"]
    pages += ["/customers/?next=due", "/visits/?state=LOGGED", "/visits/?state=PLANNED"]
    his = f"/customers/{world.canary.pk}/"
    parts = ("", "profile/", "contacts/", "purchases/", "history/", "timeline/")
    pages += [f"{his}{part}" for part in parts]
    pages += [visit.get_absolute_url() for visit in Visit.ever.of(world.canary)]
    return pages


@pytest.mark.parametrize("who", access.PEOPLE[:-1])
def test_no_page_shows_a_trace_of_who_was_removed(client, world, who):
    remove(world.canary, world.cast.nina)
    # The bin itself, and his address for whoever may restore him, are the exception.
    may_restore = {
        f"/customers/{world.canary.pk}/{part}"
        for part in ("", "profile/", "contacts/", "purchases/", "history/", "timeline/")
    }
    may_restore.add("/customers/bin/")
    user = User.objects.get(username=who)
    reached = Removal.objects.for_user(user, "REMOVE_CUSTOMERS").exists()
    client.force_login(user)
    for address in every_address(world):
        if not (reached and address in may_restore):
            assert traces(client, address) == [], address


@pytest.mark.parametrize("who", ["anna", "max", "dan", "nina"])
@pytest.mark.parametrize("typed", ASKED)
def test_no_search_list_or_picker_finds_who_was_removed(client, world, who, typed):
    remove(world.canary, world.cast.nina)
    client.force_login(getattr(world.cast, who))
    his = f"/customers/{world.canary.pk}/"
    for address in ("/search/?q={}", "/search/customers/?q={}",
                    "/customers/?whose=all&q={}", "/customers/duplicates/?phone={}",
                    "/customers/duplicates/?name={}"):  # fmt: skip
        page = client.get(address.format(typed)).content.decode()
        offered = who in {"max", "nina"} and "duplicates" in address
        assert his not in page or offered, address


def test_with_his_own_eyes_everybody_sees_the_canary_before(client, world):
    """Else the words could stand nowhere, and the tests above would say nothing."""
    client.force_login(world.cast.nina)
    his, parts = f"/customers/{world.canary.pk}/", ("", "profile/", "contacts/")
    pages = [*(f"{his}{part}" for part in (*parts, "purchases/", "history/"))]
    for address in (*pages, f"/imports/{world.canary_file.pk}/"):
        assert traces(client, address), address
    for who, address in (("anna", "/inbox/"), ("anna", "/today/"),
                         ("max", "/customers/?whose=all"), ("max", "/visits/"),
                         ("max", "/customers/doubles/")):  # fmt: skip
        client.force_login(getattr(world.cast, who))
        assert traces(client, address), address


def test_counts_and_duplicates_of_imports_leave_him_out(world):
    before = Customer.objects.count(), Visit.objects.count()
    remove(world.canary, world.cast.nina)
    assert Customer.objects.count() == before[0] - 1
    assert Visit.objects.count() == before[1] - 2
    assert not FeedbackItem.objects.open().filter(customer=world.canary).exists()
    again = archive.create(actor=world.cast.anna, name="新人", phone=PHONE, at=LATER,
                           reason="夫妻")  # fmt: skip
    assert again.pk


def test_restored_the_database_is_what_it_was(world):
    tells = {"customers_removal"}
    before = {k: v for k, v in digests().items() if k not in tells}
    inbox = list(Notice.objects.order_by("pk").values())
    remove(world.canary, world.cast.anna)
    assert Notice.objects.count() == len(inbox) - 2
    removing.restore(world.canary, actor=world.cast.nina, at=LATER)
    assert {k: v for k, v in digests().items() if k not in tells} == before
    assert list(Notice.objects.order_by("pk").values()) == inbox


def test_a_removal_needs_a_reason_and_happens_once(world):
    with pytest.raises(Refused):
        remove(world.canary, world.cast.nina, reason="  ")
    remove(world.canary, world.cast.nina)
    with pytest.raises(Refused):
        remove(world.canary, world.cast.nina)
    removing.restore(world.canary, actor=world.cast.nina, at=LATER)
    with pytest.raises(Refused):
        removing.restore(world.canary, actor=world.cast.nina, at=LATER)
    told = AuditEntry.objects.of_customer(world.canary.pk).order_by("-pk")
    assert list(told.values_list("action", flat=True)[:2]) == [
        "customer.restored", "customer.removed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "says"), [("nina", True), ("carol", True), ("anna", False), ("dan", False)]
)
def test_his_address_says_so_to_whoever_may_restore_him(client, world, who, says):
    remove(world.canary, world.cast.nina)
    client.force_login(getattr(world.cast, who))
    answer = client.get(f"/customers/{world.canary.pk}/")
    assert answer.status_code == 404
    assert (f"/customers/{world.canary.pk}/restore/" in answer.content.decode()) is says


def test_the_address_of_a_merged_customer_leads_to_the_other(client, world):
    loser = Customer.ever.get(pk=world.merge.loser_id)
    client.force_login(world.cast.anna)
    for part in ("", "profile/", "history/"):
        answer = client.get(f"/customers/{loser.pk}/{part}", follow=True)
        assert answer.redirect_chain == [(f"/customers/{world.twin.pk}/", 302)]
        assert loser.code in answer.content.decode()
    client.force_login(world.cast.dora)
    assert client.get(f"/customers/{loser.pk}/").status_code == 404


def test_the_bin_says_who_when_and_why_and_brings_him_back(client, world):
    client.force_login(world.cast.nina)
    asked = client.post(f"/customers/{world.canary.pk}/remove/", {"reason": "重名登记"})
    assert asked.url == "/customers/bin/"
    page = client.get("/customers/bin/").content.decode()
    for word in (NAME, "倪娜", "重名登记"):
        assert word in page
    back = client.post(f"/customers/{world.canary.pk}/restore/")
    assert back.url == f"/customers/{world.canary.pk}/"
    assert client.get(back.url).status_code == 200


def test_the_bin_costs_the_same_with_two_rows_and_twelve(client, world, count_queries):
    client.force_login(world.cast.nina)
    costs = []
    for many in (2, 10):
        for _ in range(many):
            remove(make_customer(world.cast.anna), world.cast.nina)
        costs.append(count_queries(lambda: client.get("/customers/bin/")))
    assert costs[0] == costs[1]


def test_a_stale_form_about_a_removed_customer_changes_nothing(world):
    remove(world.canary, world.cast.nina)
    stale = Customer.ever.get(pk=world.canary.pk)
    with pytest.raises(Refused):
        archive.update(stale, actor=world.cast.anna, fields={"city": "x"},
                       version=stale.version, at=LATER)  # fmt: skip
    assert Customer.ever.get(pk=stale.pk).city != "x"


def test_sql_of_our_own_leaves_removed_ones_out():
    """What names the table of customers by itself says which of them it means."""
    silent = []
    for path in source.modules(skip=frozenset({"launch", "demo", "migrations"})):
        text = path.read_text()
        if "customers_customer" in text and "removed_at" not in text:
            silent.append(source.name(path))
    # The ledger counts for whoever bought; a removed customer may come back.
    assert silent == ["customers/services/figures.py"]


@pytest.mark.parametrize(
    "index", ["customer_owner", "customer_name", "customer_search"]
)
def test_the_indexes_hold_no_removed_customer(db, index):
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [index])
        assert "WHERE (removed_at IS NULL)" in cursor.fetchone()[0]
