"""The warning while typing: who is alike, told within what the typist may see."""

import pytest
from django.db import connection
from django.utils.translation import override

from accounts.models import AuditEntry, Notice
from crm.services import removing
from crm.testing.builders import make_contact, make_customer
from crm.testing.cast import NOON
from customers.choices.doubles import Likeness
from customers.duplicates import likely
from customers.models import Customer
from customers.sameness import SAMENESSES, Typed
from customers.services import search

PHONE = "13812345678"
HIM = {
    "name": "上海鑫源汽车贸易", "phone": PHONE, "email": "Xin@example.cn",
    "wechat": "wx_XinYuan", "id_number": "91310000ma1k", "city": "上海",
}  # fmt: skip
URL = "/customers/duplicates/"
ASK = "/customers/duplicates/ask/"


@pytest.fixture
def him(cast):
    return make_customer(cast.dora, **HIM)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"phone": "+86 138-1234-5678"}, Likeness.PHONE),
        ({"email": "xin@EXAMPLE.cn"}, Likeness.EMAIL),
        ({"wechat": "WX_xinyuan"}, Likeness.WECHAT),
        ({"id_number": "91310000MA1K"}, Likeness.ID_NUMBER),
        ({"name": HIM["name"]}, Likeness.NAME),
        ({"name": "上海新源汽车贸易", "city": "上海"}, Likeness.SOUND),
        ({"name": "上海鑫源汽车贸行", "city": "上海"}, Likeness.NEAR),
        ({"name": "上海鑫源汽车贸易行", "city": "上海"}, Likeness.NEAR),
    ],
)
def test_each_kind_of_sameness_is_told_while_typing(cast, him, said, kind):
    [match] = likely(cast.anna, **said)
    assert (match.customer, match.kind, match.is_visible) == (him, kind, False)


@pytest.mark.parametrize(
    "said",
    [
        {"phone": "1381234567"},
        {"email": "xin@"},
        {"name": "上海鑫"},
        {"name": "上海新源汽车贸易", "city": "成都"},
        {"name": "上海鑫源汽车租赁", "city": "上海"},
        {},
    ],
)
def test_what_is_half_typed_or_far_off_is_answered_with_nothing(cast, him, said):
    assert likely(cast.anna, **said) == []


def test_the_contact_of_a_customer_is_found_by_his_number(cast, him):
    make_contact(him, name="李四", phone="13700001111")
    [match] = likely(cast.anna, phone="13700001111")
    assert match.kind == Likeness.CONTACT


def test_the_answer_names_nobody_out_of_reach(client, cast, him):
    client.force_login(cast.anna)
    with override("en"):
        page = client.get(URL, HIM | {"name": "别人"}).content.decode()
    for word in (HIM["name"], str(him.pk), him.code, "赵朵拉", PHONE, "KH"):
        assert word not in page
    assert "赵**" in page


def test_the_owner_is_asked_once_with_a_link_and_it_is_recorded(client, cast, him):
    client.force_login(cast.anna)
    for _ in range(2):
        answer = client.post(ASK, {"phone": PHONE}, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        assert str(him.pk) not in answer.content.decode()
    [notice] = Notice.objects.filter(user=cast.dora)
    assert (notice.kind, notice.url) == ("customers.asked", him.get_absolute_url())
    assert AuditEntry.objects.filter(action="customer.asked_about").count() == 1
    client.force_login(cast.dora)
    assert "王安娜" in client.get("/inbox/").content.decode()


@pytest.mark.parametrize("field", ["phone", "email", "wechat", "id_number"])
def test_each_number_of_a_form_is_looked_up_so_many_a_day_and_recorded_once(
    client, cast, him, monkeypatch, field
):
    monkeypatch.setattr(search, "LOOKED_UP_A_DAY", 2)
    client.force_login(cast.anna)
    looked = AuditEntry.objects.filter(action="customer.searched_by_number")
    said = {field: HIM[field]}
    pages = [client.get(URL, said).content.decode() for _ in range(3)]
    assert ["赵**" in page for page in pages] == [True, True, False]
    assert looked.count() == 3
    assert HIM[field] not in str(list(looked.values_list("changes")))


def test_a_whole_form_is_one_look_up_and_a_name_alone_is_none(client, cast, him):
    client.force_login(cast.anna)
    looked = AuditEntry.objects.filter(action="customer.searched_by_number")
    client.get(URL, HIM)
    assert set(looked.get().changes) == {"phone", "email", "wechat", "id_number"}
    client.get(URL, {"name": HIM["name"], "city": HIM["city"], "phone": "138"})
    assert looked.count() == 1


def test_asked_without_scripts_what_was_typed_stays(client, cast, him):
    client.force_login(cast.anna)
    page = client.post(ASK, {"phone": PHONE, "name": "新客户"}).content.decode()
    assert "新客户" in page
    assert Notice.objects.filter(user=cast.dora).count() == 1


@pytest.mark.parametrize(("who", "offered"), [("nina", True), ("anna", False)])
def test_a_removed_customer_is_offered_to_whoever_may_restore_him(
    client, cast, who, offered
):
    him = make_customer(cast.anna, **HIM)
    removing.remove(him, actor=cast.nina, reason="错", at=NOON)
    client.force_login(getattr(cast, who))
    page = client.get(URL, {"phone": PHONE}).content.decode()
    assert (him.get_absolute_url() in page) is offered
    assert (HIM["name"] in page) is offered


def test_a_number_in_the_bin_keeps_nobody_from_creating_a_customer(cast):
    him = make_customer(cast.anna, **HIM)
    removing.remove(him, actor=cast.nina, reason="错", at=NOON)
    assert make_customer(cast.anna, name="新客户", phone=PHONE)


def test_a_warning_costs_the_same_among_many(cast, count_queries):
    said = HIM | {"phone": PHONE}

    def cost():
        user = type(cast.anna).objects.get(pk=cast.anna.pk)
        return count_queries(lambda: likely(user, **said))

    make_customer(cast.anna, **HIM)
    few = cost()
    for _ in range(12):
        make_customer(cast.ben, **HIM | {"reason": "另"})
    assert cost() == few


@pytest.mark.parametrize(
    ("said", "index"),
    [
        ({"email": "a@x.cn"}, "customer_email"),
        ({"wechat": "wx"}, "customer_wechat"),
        ({"id_number": "31"}, "customer_id_number"),
        ({"phone": PHONE}, "customer_phone"),
    ],
)
def test_each_number_is_looked_up_in_an_index(db, said, index):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for each in SAMENESSES:
            condition = each.lookup(Typed(**said))
            if condition is not None:
                rows = Customer.ever.unmerged().folded().filter(condition)
                assert index in rows.order_by().explain()
