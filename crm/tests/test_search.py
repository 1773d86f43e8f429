"""The search box, its page, and the picker: who finds what, and what is never shown."""

import re

import pytest

from accounts.models import AuditEntry
from crm.testing.builders import make_contact, make_customer
from customers.services import search

PHONE = "13800138000"
LIST = {"HX-Request": "true"}
ADDRESSES = ["/search/", "/search/customers/"]
# Each looked for by somebody who is not the owner and is answered of him.
LOOKED_FOR = pytest.mark.parametrize(
    ("address", "who"), list(zip(ADDRESSES, ["sam", "max"], strict=True))
)
ODD = ["", " ", "%", "_", "\x00", "王\x00小", "😀", "😀王", "x" * 10_000, "王" * 10_000,
       "9" * 10_000, "' & | ! ( ) : * \\", "'", "\\", ":*", "a:*", "<->", "!!", "((((",
       "a'b", "--", "王' | 'i:w", "@", ">", "@@", ">>", "١٢٣٤", "Ａ１", "ﬁ", "a@b",
       "@b.c", "a@", "0000", "+", "()", "&amp;", "<b>", "\u202e王",
       "1" * 20]  # fmt: skip


@pytest.fixture
def ming(cast):
    return make_customer(cast.anna, name="王小明", phone=PHONE)


def found(client, q: str, **params) -> str:
    answer = client.get("/search/", {"q": q} | params, headers=LIST)
    assert answer.status_code == 200
    return text_of(answer)


def text_of(answer) -> str:
    """Return what an answer says, without markup."""
    return re.sub(r"<[^>]*>", "", answer.content.decode())


@pytest.mark.parametrize(
    ("who", "sees"),
    [("anna", True), ("ben", False), ("carol", True), ("dora", False), ("eve", False),
     ("max", True), ("nina", True), ("dan", True), ("stray", False), ("lia", False),
     ("cleo", False), ("clara", False), ("sam", True), ("vera", True)],
)  # fmt: skip
def test_everybody_finds_only_the_customers_he_may_see(client, cast, ming, who, sees):
    client.force_login(getattr(cast, who))
    for q in ("王", "王小", "wxm", "wangxiaoming", "8000", ming.code):
        for headers in ({}, LIST):
            said = text_of(client.get("/search/", {"q": q}, headers=headers))
            assert ("138****8000" in said) == sees, q
            assert ("王小明" in said.replace(f"“{q}”", "")) == sees, q


@pytest.mark.parametrize(
    ("address", "who", "status"),
    [
        ("/search/", "anna", 200),
        ("/search/", "adam", 200),
        ("/search/customers/", "vera", 200),
        ("/search/customers/", "lia", 403),
        ("/search/customers/", "adam", 403),
    ],
)
def test_who_may_search(client, cast, address, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(address).status_code == status


@pytest.mark.parametrize("address", ADDRESSES)
def test_strangers_are_asked_to_sign_in(client, db, address):
    assert client.get(address).status_code == 302
    assert client.get(address, headers=LIST).status_code == 401


@pytest.mark.parametrize("who", ["anna", "carol", "max", "dan", "vera"])
def test_no_answer_holds_a_full_number(client, cast, ming, who):
    make_contact(ming, name="李雷", phone="13911112222", email="lilei@example.com")
    client.force_login(getattr(cast, who))
    secrets = (PHONE, PHONE[:-4], "13911112222", "lilei@example.com")
    for q in ("wxm", "8000", "0138000", "王小明", "李"):
        for address in ADDRESSES:
            for headers in ({}, LIST):
                page = client.get(address, {"q": q}, headers=headers).content.decode()
                assert not [secret for secret in secrets if secret in page]


def test_a_number_typed_whole_is_repeated_only_where_it_was_typed(client, cast, ming):
    client.force_login(cast.anna)
    assert PHONE not in found(client, PHONE)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("headers", [{}, LIST], ids=["page", "list"])
def test_nothing_typed_breaks_the_search(client, cast, ming, address, headers):
    client.force_login(cast.dan)
    for q in ODD:
        assert client.get(address, {"q": q}, headers=headers).status_code == 200, q
    for q in ("%ED%A0%80", "%FF%FE", "%00", "%", "%u738b"):
        assert client.get(f"{address}?q={q}", headers=headers).status_code == 200, q


@pytest.mark.parametrize("recent", ["1,2", "x", "9" * 30, "²", ",", "-1", "1;drop"])
def test_the_ids_of_recent_customers_are_only_ids(client, cast, recent):
    client.force_login(cast.anna)
    answer = client.get("/search/", {"recent": recent}, headers=LIST)
    assert answer.status_code == 200


def test_recent_customers_come_in_the_order_they_were_opened(client, cast):
    first, second = (make_customer(cast.anna, name=n) for n in ("张一", "李二"))
    foreign = make_customer(cast.dora, name="赵三")
    client.force_login(cast.anna)
    listed = found(client, "", recent=f"{second.pk},{foreign.pk},{first.pk}")
    assert listed.index("李二") < listed.index("张一")
    assert "赵三" not in listed


def test_what_was_typed_is_marked_and_escaped(client, cast):
    make_customer(cast.anna, name="<b>王小明</b>")
    client.force_login(cast.anna)
    page = client.get("/search/", {"q": "小明"}, headers=LIST).content.decode()
    assert "<mark>小明</mark>" in page
    assert "&lt;b&gt;王" in page
    assert "<b>" not in page


def test_the_end_of_a_number_is_marked_within_its_mask(client, cast, ming):
    client.force_login(cast.anna)
    page = client.get("/search/", {"q": "8000"}, headers=LIST).content.decode()
    assert "138****<mark>8000</mark>" in page


def test_a_contact_leads_to_his_customer(client, cast):
    firm = make_customer(cast.anna, name="华信汽车")
    make_contact(firm, name="王小明", phone=PHONE)
    client.force_login(cast.anna)
    for q in ("wxm", "王小明", "8000"):
        page = client.get("/search/", {"q": q}, headers=LIST).content.decode()
        assert 'id="found-contacts"' in page
        assert "华信汽车" in page
        assert "138****" in page


def test_more_than_the_list_shows_leads_to_the_list_of_customers(client, cast):
    for number in range(7):
        make_customer(cast.anna, name=f"王小{'一二三四五六七'[number]}")
    client.force_login(cast.anna)
    page = client.get("/search/", {"q": "wx"}, headers=LIST).content.decode()
    assert len(re.findall(r'id="found-customers-\d+"', page)) == 5


@pytest.mark.parametrize("q", ["王安娜", "@王安娜", "wangan", "wan", "@anna", "安"])
def test_everybody_finds_colleagues_by_name_sound_and_user_name(client, cast, q):
    client.force_login(cast.adam)
    assert "王安娜" in found(client, q)


def test_those_who_left_are_not_found(client, cast):
    cast.ben.is_active, cast.ben.deactivated_at = False, cast.ben.created_at
    cast.ben.save()
    client.force_login(cast.anna)
    page = client.get("/search/", {"q": "@陈本"}, headers=LIST).content.decode()
    assert "found-colleague" not in page


def test_commands_are_those_the_reader_may_use(client, cast):
    client.force_login(cast.anna)
    assert not re.search("Administration|系统管理", found(client, ">"))
    client.force_login(cast.adam)
    assert not re.search("New customer|新建客户", found(client, ">"))


def test_through_anothers_eyes_names_stay_veiled(client, cast, ming):
    client.force_login(cast.adam)
    client.post(f"/see-as/{cast.anna.pk}/")
    said = found(client, ming.code)
    assert "王小明" not in said
    assert "王**" in said
    assert "王**" not in found(client, "wxm")


@pytest.mark.parametrize("address", [*ADDRESSES, "/customers/"])
@pytest.mark.parametrize(
    ("q", "noted"), [("138001380", True), ("138 0013 8000", True), ("8000", False)]
)
def test_looking_for_a_number_is_recorded_without_the_number(
    client, cast, ming, address, q, noted
):
    client.force_login(cast.anna)
    assert client.get(address, {"q": q}).status_code == 200
    rows = AuditEntry.objects.filter(action="customer.searched_by_number")
    assert [row.actor for row in rows] == [cast.anna] * noted
    assert not [row for row in rows if q.replace(" ", "") in str(row.changes)]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("who", ["anna", "carol", "max", "dan"])
def test_a_search_costs_the_same_for_two_customers_as_for_twelve(
    client, cast, count_queries, address, who
):
    client.force_login(getattr(cast, who))
    costs = []
    for more in (2, 10):
        for number in range(more):
            firm = make_customer(cast.anna, name=f"王小{more}{number}")
            make_contact(firm, name="王小军")
        ask = {"q": "wx"}
        costs.append(count_queries(lambda: client.get(address, ask, headers=LIST)))  # noqa: B023
    assert costs[0] == costs[1]


@pytest.mark.parametrize("q", [">theme", ">主题", ">zhuti", ">profile", "> Profile"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_command_is_found_in_either_language_and_by_sound(client, cast, q, language):
    cast.anna.language = language
    cast.anna.save()
    client.force_login(cast.anna)
    page = client.get("/search/", {"q": q}, headers=LIST).content.decode()
    assert 'id="found-me"' in page


def test_who_was_not_found_can_be_created(client, cast):
    client.force_login(cast.anna)
    assert "name=%E5%BC%A0%E4%BC%9F" in created(client, "张伟")
    assert "phone=13911112222" in created(client, "13911112222")
    page = client.get("/customers/new/", {"name": "张伟"}).content.decode()
    assert 'value="张伟"' in page
    client.force_login(cast.dan)
    assert not created(client, "张伟")


def created(client, q: str) -> str:
    page = client.get("/search/", {"q": q}, headers=LIST).content.decode()
    return " ".join(re.findall(r'href="(/customers/new/[^"]*)"', page))


def named(client, address, q: str) -> bool:
    answer = client.get(address, {"q": q}, headers=LIST)
    return "138****8000" in text_of(answer)


@LOOKED_FOR
def test_nobody_feels_his_way_to_a_masked_number(client, cast, ming, address, who):
    """Of part of a number its last four digits count, which the mask shows to all."""
    client.force_login(getattr(cast, who))
    for digit in "0123456789":
        assert named(client, address, f"{digit}8000")
        assert named(client, address, f"7{digit}8000")
    assert named(client, address, PHONE)
    assert not named(client, address, PHONE[:-1] + "1")


@LOOKED_FOR
def test_nobody_feels_his_way_to_an_address(client, cast, address, who):
    address_of_ming = "zhuyanqiu.88@example.com"
    make_customer(cast.anna, name="王小明", phone=PHONE, email=address_of_ming)
    client.force_login(getattr(cast, who))
    for part in ("zhuy", "zhuyanqiu.8", "zhuyanqiu.8 王小明", "zhuy@example.com"):
        assert not named(client, address, part)
    assert named(client, address, "zhuyanqiu.88")


def test_numbers_are_looked_up_so_many_a_day_and_each_is_recorded(
    client, cast, ming, monkeypatch
):
    monkeypatch.setattr(search, "LOOKED_UP_A_DAY", 2)
    client.force_login(cast.ben)
    looked = AuditEntry.objects.filter(action="customer.searched_by_number")
    warned = []
    for _ in range(3):
        page = client.get("/customers/duplicates/", {"phone": PHONE}).content.decode()
        warned.append("王**" in page)
    assert warned == [True, True, False]
    assert looked.filter(actor=cast.ben).count() == 3
