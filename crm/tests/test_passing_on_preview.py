"""The preview before customers are passed on: what hangs on them, for whose eyes."""

import uuid

from django.urls import reverse

from accounts.models import Grant, Role
from accounts.permissions.actions import Can
from crm.testing.builders import make_customer, make_plan, make_visit
from customers.models import Handover


def test_the_preview_tells_what_hangs_on_the_customers(client, cast):
    make_plan(cast.anna)
    make_visit(cast.anna, note="想换七座车")
    client.force_login(cast.max)
    page = client.get(reverse("handovers:create"), {"giver": cast.anna.pk})
    assert page.context["visit_count"] == 1
    assert "想换七座车" in page.content.decode()
    url = f"{reverse('handovers:create')}?giver={cast.anna.pk}"
    typed = {"kind": "LEAVE", "taker": cast.ben.pk, "submission_key": uuid.uuid4()}
    refused = client.post(url, typed)
    assert set(refused.context["form"].errors) == {"until"}
    made = client.post(url, typed | {"kind": "TRANSFER"})
    assert made.url == Handover.objects.get().get_absolute_url()


def test_what_a_visit_said_is_read_by_whoever_may_see_visits(client, cast):
    make_visit(cast.anna, note="想换七座车")
    role = Role.objects.create(code="mover", name_zh="调度", name_en="Mover")
    for can in (Can.USE_PRODUCT, Can.SEE_CUSTOMERS, Can.ASSIGN_CUSTOMERS):
        Grant.objects.create(role=role, action=can, reach="ALL")
    cast.max.roles.set([role])
    client.force_login(cast.max)
    page = client.get(reverse("handovers:create"), {"giver": cast.anna.pk})
    assert page.context["best"]
    assert "想换七座车" not in page.content.decode()


def test_the_preview_counts_the_tiers_from_the_highest_on(client, cast):
    for tier in "BSDA":
        make_customer(cast.anna, tier=tier)
    client.force_login(cast.max)
    page = client.get(reverse("handovers:create"), {"giver": cast.anna.pk})
    assert [tier for tier, _count in page.context["by_tier"]] == ["S", "A", "B", "D"]
