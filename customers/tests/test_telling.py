"""Who is told of customers that come and go; and what the history says of an import."""

from datetime import timedelta

import pytest
from django.utils import translation

from accounts.models import AuditEntry, Notice
from crm.testing.builders import make_customer, make_visit
from crm.testing.cast import NOON
from customers import deeds
from customers.models import Customer
from customers.services import ownership
from customers.tests.importing import GOOD, HEAD, done, match, read, undone, work


@pytest.fixture(autouse=True)
def in_english(cast):
    for user in (cast.anna, cast.ben, cast.max, cast.nina):
        user.language = "en"
        user.save()
    with translation.override("en"):
        yield


def names(client, user, url: str) -> set[str]:
    """Return whom the list behind a notice shows `user`."""
    client.force_login(user)
    return {row.name for row in client.get(url).context["page"].rows}


def inbox(client, user) -> str:
    client.force_login(user)
    return client.get("/inbox/").content.decode()


def test_the_new_and_the_old_owner_of_one_customer_are_told(client, cast):
    customer = make_customer(cast.anna, name="欧阳若兰")
    who = {"actor": cast.max, "owner": cast.ben}
    ownership.assign(customer, **who, reason="区域调整", at=NOON)
    assert Notice.objects.count() == 2
    assert Notice.objects.get(user=cast.ben).url == customer.get_absolute_url()
    assert Notice.objects.get(user=cast.anna).url == ""
    got, lost = inbox(client, cast.ben), inbox(client, cast.anna)
    assert "马可思 gave you the customer 欧阳若兰." in got
    assert "马可思 gave your customer 欧阳若兰 to 陈本." in lost
    assert "区域调整" in got
    assert "区域调整" in lost


def test_many_customers_are_one_notice_that_lists_just_them(client, cast):
    make_customer(cast.ben, name="旧客户")
    for number in range(3):
        make_customer(cast.anna, name=f"新客户{number}")
    make_customer(cast.dora, name="外地客户")
    moving = Customer.objects.exclude(owner=cast.ben)
    ownership.assign_all(
        moving, actor=cast.max, owner=cast.ben, reason="区域调整", at=NOON
    )
    told = Notice.objects.get(user=cast.ben)
    assert told.params["how_many"] == 4
    seen = names(client, cast.ben, told.url)
    assert seen == {"新客户0", "新客户1", "新客户2", "外地客户"}
    assert Notice.objects.get(user=cast.anna).params["how_many"] == 3
    assert Notice.objects.get(user=cast.dora).params["how_many"] == 1
    assert "马可思 gave 3 of your customers to 陈本." in inbox(client, cast.anna)
    assert "马可思 gave you 4 customers." in inbox(client, cast.ben)


def test_nobody_is_told_of_what_he_did_himself_or_after_he_left(cast):
    for owner in (cast.max, cast.dora):
        make_customer(owner)
    cast.dora.is_active, cast.dora.deactivated_at = False, NOON
    cast.dora.save()
    everybody = Customer.objects.all()
    ownership.assign_all(
        everybody, actor=cast.max, owner=cast.ben, reason="区域调整", at=NOON
    )
    assert [notice.user for notice in Notice.objects.all()] == [cast.ben]
    own = {"actor": cast.max, "owner": cast.max}
    ownership.assign(Customer.objects.first(), **own, reason="区域调整", at=NOON)
    assert Notice.objects.filter(user=cast.max).count() == 0


def test_customers_that_do_not_change_hands_tell_nobody(cast):
    make_customer(cast.ben)
    same = {"actor": cast.max, "owner": cast.ben, "reason": "区域调整", "at": NOON}
    assert ownership.assign_all(Customer.objects.all(), **same) == 0
    assert not Notice.objects.exists()


def test_an_import_tells_each_owner_once_how_many_he_got(client, cast):
    make_customer(cast.anna, name="旧客户")
    lines = ("姓名,手机,负责人", "甲,13800138001,anna", "乙,13800138002,ben",
             "丙,13800138003,", "丁,13800138004,nina")  # fmt: skip
    batch = done(cast.nina, cast.anna, *lines)
    notices = {notice.user: notice for notice in Notice.objects.all()}
    counts = {user: notice.params["how_many"] for user, notice in notices.items()}
    assert counts == {cast.anna: 2, cast.ben: 1}
    assert names(client, cast.anna, notices[cast.anna].url) == {"甲", "丙"}
    assert f"倪娜 imported 2 customers for you from {batch.file_name}." in inbox(
        client, cast.anna
    )
    work(batch)
    assert Notice.objects.count() == 2


def test_an_import_taken_back_is_told_of_no_more(client, cast):
    lines = ("姓名,手机,负责人", "甲,13800138001,anna", "乙,13800138002,anna",
             "丙,13800138003,ben")  # fmt: skip
    batch = done(cast.nina, cast.anna, *lines)
    assert Notice.objects.count() == 2
    # Who was called since stays.
    stays = Customer.objects.get(name="甲")
    make_visit(cast.anna, customer=stays)
    undone(batch)
    (told,) = Notice.objects.filter(kind="customers.imported")
    assert (told.user, told.params["how_many"]) == (cast.anna, 1)
    assert names(client, cast.anna, told.url) == {"甲"}


def test_an_import_in_ones_own_name_tells_nobody(cast):
    done(cast.nina, cast.nina, HEAD, GOOD)
    assert Customer.objects.get().owner == cast.nina
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    "query", ["given=x", "given=1~x", "given=1~2026-11-23", "given=9e9~",
              "given=99999999999999999999~2026-11-23T12:00:00%2B08:00",
              "imported=x", "imported=0", "imported=99999999999999999999"]
)  # fmt: skip
def test_a_deed_nobody_did_narrows_nothing(client, cast, query):
    make_customer(cast.anna, name="甲")
    assert names(client, cast.anna, f"/customers/?{query}") == {"甲"}


def test_a_list_of_one_deed_holds_no_other_deed(client, cast):
    earlier = NOON - timedelta(minutes=1)
    for name, actor, at in (("甲", cast.max, NOON), ("乙", cast.max, earlier),
                            ("丙", cast.dan, NOON)):  # fmt: skip
        who = {"actor": actor, "owner": cast.ben, "reason": "x", "at": at}
        ownership.assign(make_customer(cast.anna, name=name), **who)
    deed = deeds.written(cast.max, NOON).replace("+", "%2B")
    assert names(client, cast.ben, f"/customers/?given={deed}") == {"甲"}


def test_a_list_of_one_deed_shows_no_more_than_one_may_see(client, cast):
    make_customer(cast.dora, name="外地客户")
    ownership.assign_all(
        Customer.objects.all(), actor=cast.dan, owner=cast.eve, reason="x", at=NOON
    )
    deed = deeds.written(cast.dan, NOON).replace("+", "%2B")
    assert names(client, cast.dan, f"/customers/?given={deed}") == {"外地客户"}
    assert names(client, cast.max, f"/customers/?given={deed}") == set()


def test_the_history_and_the_timeline_say_which_file_a_customer_came_from(client, cast):
    batch = match(read(cast.nina, HEAD, GOOD, name="imp.csv"))
    work(batch)
    from_file = "imported the customer from imp.csv"
    client.force_login(cast.nina)
    client.post(f"/imports/{batch.pk}/run/", {"for_owner": cast.anna.pk})
    work(batch)
    customer = Customer.objects.get()
    entry = AuditEntry.objects.get(action="customer.imported")
    assert (entry.actor, entry.customer_id) == (cast.nina, customer.pk)
    client.force_login(cast.anna)
    history = client.get(f"/customers/{customer.pk}/history/").content.decode()
    assert from_file in history
    assert "倪娜" in history
    assert "No changes yet" not in history
    timeline = client.get(f"/customers/{customer.pk}/").content.decode()
    assert f"倪娜 {from_file}" in timeline
