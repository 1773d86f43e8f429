"""Tags: kept by who keeps the fields, put on customers by who edits them."""

from datetime import timedelta

import pytest

from accounts.models import AuditEntry
from accounts.refused import Conflict, Refused
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.models import CustomerTag, Tag
from customers.services import tags
from customers.tests.fact_builders import make_tag

pytestmark = pytest.mark.django_db


def broken(*_asked, **_told):
    raise ZeroDivisionError


def put(customer, chosen, seen=(), actor=None):
    return tags.put(
        customer, actor=actor or customer.owner, tags=chosen,
        seen=[tag.pk for tag in seen], at=NOON,
    )  # fmt: skip


def borne(customer) -> list[str]:
    marks = CustomerTag.objects.filter(customer=customer).for_chips()
    return [mark.tag.name for mark in marks]


def test_a_name_is_used_once_even_when_its_tag_is_archived(cast):
    tag = make_tag(cast.nina, name="车队")
    tags.archive(tag, actor=cast.nina, at=NOON)
    with pytest.raises(Refused, match="同名标签"):
        make_tag(cast.nina, name=" 车队 ")
    assert Tag.objects.count() == 1


def test_a_tag_is_called_by_its_name_in_the_language_of_the_reader(cast, settings):
    tag = make_tag(cast.nina, name="车队", name_en="Fleet")
    plain = make_tag(cast.nina, name="转介绍")
    settings.LANGUAGE_CODE = "en"
    assert (str(tag), str(plain)) == ("Fleet", "转介绍")


def test_tags_are_put_and_taken_and_the_trail_says_which(cast):
    fleet, vip = make_tag(cast.nina, name="车队"), make_tag(cast.nina, name="要客")
    customer = make_customer(cast.anna)
    assert put(customer, [fleet])
    assert put(customer, [vip], seen=[fleet])
    assert borne(customer) == ["要客"]
    last = AuditEntry.objects.filter(action="customer.tagged").latest("pk")
    assert last.changes == {"tags": [["车队"], ["要客"]]}
    assert last.customer_id == customer.pk


def test_sent_twice_it_is_written_once(cast):
    tag, customer = make_tag(cast.nina), make_customer(cast.anna)
    assert put(customer, [tag])
    assert not put(customer, [tag])
    assert AuditEntry.objects.filter(action="customer.tagged").count() == 1


def test_of_two_tabs_neither_undoes_what_the_other_did(cast):
    one, other = make_tag(cast.nina), make_tag(cast.nina)
    customer = make_customer(cast.anna)
    put(customer, [one])
    put(customer, [other])
    assert set(borne(customer)) == {one.name, other.name}


def test_an_archived_tag_is_unseen_until_it_is_used_again(cast):
    tag, customer = make_tag(cast.nina), make_customer(cast.anna)
    put(customer, [tag])
    assert tags.archive(tag, actor=cast.nina, at=NOON)
    assert not tags.archive(tag, actor=cast.nina, at=NOON)
    assert borne(customer) == []
    other = make_customer(cast.anna)
    assert not put(other, [tag])
    tags.restore(tag, actor=cast.nina, at=NOON)
    assert borne(customer) == [tag.name]
    assert borne(other) == []


def test_the_second_of_two_editors_of_a_tag_is_told(client, cast):
    tag = make_tag(cast.nina, name="甲")
    client.force_login(cast.nina)
    page = client.get(f"/tags/{tag.pk}/")
    seen = page.context["form"]["seen"].value()
    said = {"name_en": "", "colour": "BLUE", "icon": "tags", "seen": seen}
    assert client.post(f"/tags/{tag.pk}/", said | {"name": "乙"}).status_code == 302
    late = client.post(f"/tags/{tag.pk}/", said | {"name": "丙"})
    assert late.status_code == 200
    assert late.context["form"].errors["name"]
    tag.refresh_from_db()
    assert tag.name == "乙"
    with pytest.raises(Conflict):
        tags.change(tag, actor=cast.nina, at=NOON, **(said | {"name": "丁"}))


def test_the_form_of_a_customer_puts_tags_and_shows_them_on_his_pages(client, cast):
    tag, customer = make_tag(cast.nina, name="车队"), make_customer(cast.anna)
    client.force_login(cast.anna)
    address = f"/customers/{customer.pk}/tags/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"tags": [tag.pk], "seen": ""}).status_code == 302
    for page in ("", "profile/"):
        assert "车队" in client.get(f"/customers/{customer.pk}/{page}").text
    assert "车队" in client.get("/customers/?whose=all").text
    assert client.post(address, {"tags": [], "seen": str(tag.pk)}).status_code == 302
    assert borne(customer) == []


def test_the_list_is_narrowed_by_a_tag_and_says_so(client, cast):
    tag = make_tag(cast.nina, name="车队")
    his, _other = make_customer(cast.anna, name="甲"), make_customer(cast.anna)
    put(his, [tag])
    client.force_login(cast.anna)
    page = client.get(f"/customers/?tag={tag.pk}")
    assert [row.pk for row in page.context["page"].rows] == [his.pk]
    assert any("车队" in words for words, _url in page.context["filters"])


def test_the_list_with_tags_costs_the_same_for_two_rows_as_for_twelve(
    client, cast, count_queries
):
    client.force_login(cast.anna)
    client.get("/customers/?whose=all")
    costs = []
    for more in (2, 10):
        for _ in range(more):
            put(make_customer(cast.anna), [make_tag(cast.nina)])
        costs.append(count_queries(lambda: client.get("/customers/?whose=all")))
    assert costs[0] == costs[1]


def test_nobody_tags_a_customer_who_is_not_his_to_edit(client, cast):
    customer = make_customer(cast.anna)
    client.force_login(cast.ben)
    assert client.post(f"/customers/{customer.pk}/tags/", {}).status_code == 404
    assert not CustomerTag.objects.exists()


def test_a_trail_that_cannot_be_written_leaves_nothing(cast, monkeypatch):
    tag, customer = make_tag(cast.nina), make_customer(cast.anna)
    monkeypatch.setattr("accounts.audit.record", broken)
    with pytest.raises(ZeroDivisionError):
        put(customer, [tag])
    assert borne(customer) == []
    with pytest.raises(ZeroDivisionError):
        tags.archive(tag, actor=cast.nina, at=NOON + timedelta(days=1))
    tag.refresh_from_db()
    assert not tag.is_archived
