"""The pages of the common pool: who lies in it, who goes there soon, its rule."""

import pytest

from crm.testing.cast import NOON
from customers.models import Customer, Pooling, PoolRule
from customers.tests.pool_builders import DAY, forgotten, lying, way

pytestmark = pytest.mark.django_db
URL = "/customers/pool/"
RULE = "/customers/pool/rule/"


def names(client, tab="pool") -> set[str]:
    page = client.get(f"{URL}?tab={tab}").context["page"]
    return {row.customer.name for row in page.rows}


def test_the_pool_is_of_the_branch_and_the_warned_are_ones_own(client, cast):
    lying(cast.anna, name="东公海")
    lying(cast.dora, name="西公海")
    way(cast.anna, name="安快")
    way(cast.ben, name="本快")
    client.force_login(cast.ben)
    assert names(client) == {"东公海"}
    assert names(client, "leaving") == {"本快"}
    client.force_login(cast.carol)
    assert names(client, "leaving") == {"安快", "本快"}
    client.force_login(cast.dan)
    assert names(client) == {"东公海", "西公海"}


def test_a_name_leads_on_where_one_may_look_and_a_click_takes_him(client, cast):
    row = lying(cast.anna, name="钱公海", phone="13812345678")
    client.force_login(cast.ben)
    page = client.get(URL).content.decode()
    assert "钱公海" in page
    assert row.customer.get_absolute_url() not in page
    assert "13812345678" not in page
    taken = client.post(f"{URL}{row.pk}/claim/")
    assert taken["Location"] == row.customer.get_absolute_url()
    assert Customer.objects.get().owner == cast.ben
    assert client.get(taken["Location"]).status_code == 200
    # The page of the second is stale: he is no longer there for him.
    client.force_login(cast.carol)
    assert client.post(f"{URL}{row.pk}/claim/").status_code == 404


def test_his_own_page_says_where_he_stands(client, cast):
    there, soon = lying(cast.anna), way(cast.anna)
    calm = forgotten(cast.anna)
    client.force_login(cast.max)

    def said(customer) -> list[bool]:
        page = client.get(customer.get_absolute_url()).content.decode()
        return [word in page for word in ("进入公海时间：", "将进入公海")]

    assert said(there.customer) == [True, False]
    assert said(soon.customer) == [False, True]
    assert said(calm) == [False, False]


def test_whoever_had_him_lately_is_told_so(client, cast):
    row = lying(cast.anna)
    Pooling.objects.update(pooled_at=row.warned_at + 49 * DAY + DAY / 2)
    PoolRule.objects.update(lock_days=365)
    client.force_login(cast.anna)
    page = client.post(f"{URL}{row.pk}/claim/", follow=True)
    assert "您曾负责" in page.content.decode()
    assert Pooling.objects.lying().exists()


def test_a_removed_customer_stands_in_no_pool(client, cast):
    row = lying(cast.anna)
    Customer.objects.filter(pk=row.customer_id).update(removed_at=NOON)
    client.force_login(cast.ben)
    assert names(client) == set()


def test_the_manager_changes_the_rule_and_an_empty_box_means_never(client, cast):
    client.force_login(cast.max)
    form = client.get(RULE).context["form"]
    said = {name: form.initial[name] or "" for name in form.fields}
    answer = client.post(RULE, said | {"days_b": "", "days_d": "400"})
    assert answer["Location"] == URL
    assert PoolRule.objects.get().days == {"C": 365, "D": 400}
    assert "400" in client.get(URL).content.decode()
    stale = client.post(RULE, said | {"days_b": "99", "days_d": "500"})
    assert stale.status_code == 422
    assert "400" in str(stale.context["form"].errors["days_d"])
    assert "–" in str(stale.context["form"].errors["days_b"])
    short = client.post(RULE, said | {"days_c": "20", "version": 2})
    assert short.status_code == 422
    assert "days_c" in short.context["form"].errors
    # The trail says it in words.
    client.force_login(cast.dan)
    trail = client.get("/audit/").content.decode()
    assert "公海规则" in trail


def test_who_looks_as_another_sees_veiled_names_and_no_button(client, cast):
    lying(cast.anna, name="钱公海")
    client.force_login(cast.adam)
    client.post(f"/people/{cast.ben.pk}/see-as/", {"reason": "查看"})
    page = client.get(URL).content.decode()
    assert "钱公海" not in page
    assert "/claim/" not in page


def test_the_pool_costs_the_same_for_two_customers_as_for_twelve(
    client, cast, count_queries
):
    client.force_login(cast.max)
    client.get(URL)
    costs = []
    for more in (2, 10):
        for _ in range(more):
            lying(cast.anna)
        costs.append(count_queries(lambda: client.get(URL)))
    assert costs[0] == costs[1]
