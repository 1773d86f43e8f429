"""No page shows a customer's content to somebody who looks as somebody else."""

import base64
import re
import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import ListState, Notice
from complaints.models import Complaint
from complaints.tests.complaint_builders import do, resolve
from complaints.tests.offer_builders import decide_offer
from crm.testing.builders import make_customer, make_visit
from crm.testing.cast import NOON, make_user
from crm.tests import access
from customers.models import Contact, Customer, Purchase
from customers.services import archive, likes, opportunities, own_fields
from customers.services.leads import handing, register, work
from visits.models import Addendum, Visit
from visits.services import plans, reviews

# Stands in every text a customer told or is told of; a veil keeps the first sign.
MARK = "机密词"
BIRTHDAY = date(1967, 1, 19)
BIRTHDAYS = ("1967", "1月19日", "01-19", "1/19", "19 Jan")
PHONE, OTHER_PHONE = "13977771234", "13966661234"
WECHAT, ID_NUMBER = "wx-jimici-88", "310101196701194321"
FORBIDDEN = (MARK, *BIRTHDAYS, PHONE, OTHER_PHONE, "7777", "6666", "jimici", "0101")
READS = [row for row in access.ROWS if row.post is None]
# An address that stands for several pages.
SEVERAL = {"customers:section": ("identity", "numbers", "place", "service", "note")}


def text(field) -> str:
    return f"某{MARK}{field}"


@pytest.fixture(scope="module")
def marked_world(shared_world):
    anna = shared_world.cast.anna
    fill_customer(shared_world)
    fill_facts(shared_world)
    fill_visits(shared_world)
    fill_lead(shared_world)
    fill_complaint(shared_world)
    ListState.objects.create(user=anna, page="customers", query=f"q={MARK}")
    Notice.objects.create(user=anna, kind="crm.handed_over", key="k",
                          params={"from": "x", "how_many": 1, "note": text("通知")},
                          created_at=NOON)  # fmt: skip
    return shared_world


@pytest.fixture
def world(marked_world, undone):
    return marked_world


def fill_customer(world):
    """Write a marker into every field, as an edit, so that the history tells it."""
    words = ("name", "short_name", "salutation", "city", "address", "note")
    fields = {name: text(name) for name in words}
    fields |= {"birthday": BIRTHDAY, "phone": PHONE, "wechat": WECHAT,
               "id_number": ID_NUMBER, "email": "jimici@example.cn"}  # fmt: skip
    anna, customer = world.cast.anna, world.customer
    archive.update(customer, actor=anna, fields=fields, version=1, at=NOON)
    archive.update(Customer.objects.get(pk=customer.pk), actor=anna, version=2,
                   fields={"city": text("再")}, at=NOON)  # fmt: skip
    Customer.objects.filter(pk=customer.pk).update(next_contact_on=NOON.date())
    Contact.objects.filter(pk=world.contact.pk).update(
        name=text("人"), title=text("职"), note=text("注"), birthday=BIRTHDAY,
        phone=OTHER_PHONE, email="jimici@example.cn",
    )  # fmt: skip
    Purchase.objects.create(
        customer=customer, branch=customer.branch, entered_by=anna, source="x",
        invoice="F1", ordinal=1, item=text("车"), unit_price=1, amount=1,
        bought_at=timezone.now(),
    )  # fmt: skip


def fill_lead(world):
    anna, lead, now = world.cast.anna, world.lead, timezone.now()
    fields = {"name": text("名"), "phone": OTHER_PHONE, "wechat": WECHAT}
    fields |= {"interests": [text("趣")], "note": text("记")}
    register.correct(lead, actor=anna, fields=fields, version=lead.version, at=now)
    said = {"channel": "CALL", "is_reached": True, "note": text("聊"), "at": now}
    work.touch(lead, actor=anna, **said)
    handed = {"actor": anna, "taker": world.cast.ben, "note": text("交"), "at": now}
    handing.hand_over(lead, **handed)
    handing.give_back(lead, actor=world.cast.ben, reason=text("还"), at=now)


def fill_facts(world):
    """Write a marker into what is known of him, and into what may come of him."""
    anna, customer = world.cast.anna, world.customer
    likes.note(customer, actor=anna, kind="CHANNEL", text=text("喜"),
               told_by=text("谁"), since=NOON.date(), at=NOON)  # fmt: skip
    own_fields.answer(customer, actor=anna, at=NOON, seen={},
                      answers={world.own_field.key: text("答")})  # fmt: skip
    opportunities.edit(
        world.opportunity, actor=anna, version=1, at=NOON,
        fields={"title": text("机"), "note": text("会"), "next_step": text("步")},
    )  # fmt: skip
    world.visit.feedback.create(
        customer=customer, kind="NEED", text=text("需"), created_at=NOON
    )


def fill_visits(world):
    anna, customer, now = world.cast.anna, world.customer, timezone.now()
    Visit.objects.filter(pk=world.visit.pk).update(note=text("谈"), outcome="PROBLEM")
    world.visit.feedback.create(
        customer=customer, kind="COMPLAINT", text=text("说"), created_at=now
    )
    words = {"text": text("补"), "submission_key": uuid.uuid4(), "created_at": now}
    Addendum.objects.create(visit=world.visit, author=anna, **words)
    off = plans.plan(customer, actor=anna, owner=anna, at=now,
                     planned_at=now + timedelta(days=2))  # fmt: skip
    plans.cancel(off, actor=anna, reason=text("因"), at=now)
    read = make_visit(anna, customer=customer, note=text("读"))
    graded = {"grade": "GOOD", "remark": text("评"), "at": now}
    reviews.review(read, actor=world.cast.carol, **graded)


def fill_complaint(world):
    """Write a marker into what was said of anna's complaint, told and noted."""
    anna, complaint = world.cast.anna, world.complaint
    do("acknowledge", complaint, anna, text=text("告"))
    do("assess", complaint, anna, text=text("估"))
    decide_offer(world.offer, world.cast.max, decision=text("准"))
    resolve(complaint, anna, text=text("果"))
    Complaint.objects.filter(pk=complaint.pk).update(
        words=text("诉"), facts=text("实"), said_by=text("人"), reply_phone=PHONE,
        remedy="OTHER", remedy_words=text("求"), solution=text("解"),
    )  # fmt: skip


def addresses(row, world):
    """Return the address of the row, once for each section where it has several."""
    address = row.address(world)
    if row.url not in SEVERAL:
        return [address]
    return [address.replace("identity", name) for name in SEVERAL[row.url]]


def look(client, world, who):
    """Let the administrator's browser look as `who`."""
    client.force_login(world.cast.adam)
    target = make_user("second", "admin") if who == "adam" else getattr(world.cast, who)
    assert client.post(f"/see-as/{target.pk}/").url == "/today/"


def shown(answer) -> str:
    """Return the page as one reads it: a mark on what was found divides no word."""
    page = b"".join(answer) if answer.streaming else answer.content
    return re.sub("</?mark[^>]*>", "", page.decode(errors="ignore"))


def leaks(answer) -> list[str]:
    page = shown(answer)
    return [word for word in FORBIDDEN if word in page]


@pytest.mark.parametrize("row", READS, ids=str)
def test_no_page_shows_a_looker_what_it_should_veil(client, world, row):
    look(client, world, row.reader())
    for address in addresses(row, world):
        answer = client.get(address, follow=True)
        assert answer.status_code in {200, 403, 404}, address
        assert leaks(answer) == [], address


@pytest.mark.parametrize("who", ["anna", "carol", "max", "dan", "nina"])
def test_no_list_or_day_shows_it_to_whoever_looks_as_a_superior(client, world, who):
    look(client, world, who)
    pages = ["/today/", "/customers/?whose=all", "/visits/?state=LOGGED"]
    pages += ["/search/?q=mjm", "/search/customers/?q=mjm", "/leads/?tab=all"]
    for address in [*pages, f"/customers/{world.customer.pk}/"]:
        assert leaks(client.get(address)) == [], address


def test_the_same_pages_show_it_to_whoever_looks_with_his_own_eyes(client, world):
    """Else the markers could stand nowhere, and the tests above would say nothing."""
    client.force_login(world.cast.anna)
    his, visit = f"/customers/{world.customer.pk}/", f"/visits/{world.visit.pk}/"
    parts = ("", "profile/", "contacts/", "profile/identity/", "purchases/", "history/")
    pages = ["/customers/", "/visits/", "/inbox/", "/search/?q=mjm", visit]
    pages += ["/leads/", f"/leads/{world.lead.pk}/", "/today/"]
    pages += [f"{visit}edit/", *(f"{his}{part}" for part in parts)]
    for address in pages:
        assert MARK in shown(client.get(address, follow=True)), address


def ids_on(answer) -> set[int]:
    return {int(pk) for pk in re.findall(r"/customers/(\d+)/", answer.content.decode())}


@pytest.mark.parametrize("address", ["/search/?q={}", "/customers/?whose=all&q={}"])
@pytest.mark.parametrize("typed", [MARK, "mouji", "mjm", "jimici", PHONE, PHONE[-4:]])
def test_nobody_reads_a_veiled_name_by_asking_for_it(client, world, address, typed):
    pk = world.customer.pk
    client.force_login(world.cast.anna)
    fits = pk in ids_on(client.get(address.format(world.customer.code)))
    assert fits, "a code finds"
    look(client, world, "anna")
    assert pk not in ids_on(client.get(address.format(typed)))
    assert pk in ids_on(client.get(address.format(world.customer.code)))


def test_no_page_of_veiled_names_ends_at_a_readable_one(client, world):
    for number in range(30):
        make_customer(world.cast.anna, name=f"{MARK}{number}")
    look(client, world, "anna")
    page = client.get("/customers/?whose=all&sort=name").content.decode()
    cursors = re.findall(r"cursor=([\w-]+)", page)
    assert cursors
    told = [base64.urlsafe_b64decode(cursor + "==").decode() for cursor in cursors]
    assert not [each for each in told if "ji mi ci" in each]
