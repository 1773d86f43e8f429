"""Pages where a visit is told, corrected, taken back and reviewed."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from crm.testing.builders import make_customer, make_plan, make_visit
from customers.models import Customer
from visits.models import Addendum, FeedbackItem, Photo, Review, Visit
from visits.services import amendments
from visits.tests.forms import HTMX, WELL

EVIL = "<script>alert(1)</script>&\"'{{ 7|add:7 }}"


def state() -> tuple:
    """Everything a visit's page can change, for comparing before and after."""
    models = (Visit, FeedbackItem, Photo, Addendum, Review, AuditEntry, Customer)
    return tuple(
        sorted(model.objects.values_list("pk", *changing(model))) for model in models
    )


def changing(model) -> list[str]:
    names = {"state", "note", "outcome", "amended_at", "next_contact_on", "grade"}
    return sorted(f.name for f in model._meta.fields if f.name in names)


@pytest.mark.parametrize("name", ["visits:undo", "visits:cancel", "visits:addendum"])
def test_what_changes_something_takes_no_get(client, cast, rows, name):
    client.force_login(cast.anna)
    before = repr(state())
    assert client.get(reverse(name, args=[rows["visit"]])).status_code == 405
    assert repr(state()) == before


def test_a_plan_is_logged_and_undo_offered(client, cast, rows):
    client.force_login(cast.anna)
    answer = client.post(reverse("visits:log", args=[rows["plan"]]), WELL, follow=True)
    assert Visit.objects.get(pk=rows["plan"]).is_logged
    assert f"/visits/{rows['plan']}/undo/" in answer.content.decode()


def test_a_dialog_gets_what_is_useful_back(client, cast, rows):
    client.force_login(cast.anna)
    url = reverse("visits:log", args=[rows["plan"]])

    answer = client.post(url, WELL | {"next_step": "WEEK"}, headers=HTMX)

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "visit-saved" in answer["HX-Trigger"]
    assert "<html" not in text
    assert "机油" in text
    assert reverse("visits:undo", args=[rows["plan"]]) in text
    assert reverse("visits:detail", args=[Visit.objects.latest("pk").pk]) in text


def test_all_errors_come_at_once_and_nothing_typed_is_lost(client, cast, rows):
    client.force_login(cast.anna)
    said = WELL | {"outcome": "", "when": "TODAY", "note": "别丢", "say_need": "轮胎"}

    answer = client.post(
        reverse("visits:create"), said | {"next_step": "PICK"}, headers=HTMX
    )

    text = answer.content.decode()
    assert answer.status_code == 422
    form = answer.context["form"]
    assert {"customer", "outcome"} <= form.errors.keys()
    assert "别丢" in text
    assert "轮胎" in text
    assert Visit.objects.count() == 2


def test_the_second_tab_sees_what_stands_and_keeps_its_words(client, cast, rows):
    client.force_login(cast.anna)
    url = reverse("visits:log", args=[rows["plan"]])
    client.post(url, WELL)

    other = WELL | {"submission_key": str(uuid.uuid4()), "note": "另一页写的话"}
    answer = client.post(url, other, headers=HTMX)

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "聊了保养" in text
    assert "另一页写的话" in text
    assert reverse("visits:edit", args=[rows["plan"]]) in text
    assert Visit.objects.get(pk=rows["plan"]).note == "聊了保养"


def test_the_words_of_a_second_person_become_an_addendum(client, cast, rows):
    url = reverse("visits:log", args=[rows["plan"]])
    client.force_login(cast.anna)
    client.post(url, WELL)
    client.force_login(cast.carol)

    answer = client.post(url, WELL | {"note": "我也写了", "say_need": "还要脚垫"})

    assert answer.status_code == 409
    assert "我也写了" in answer.content.decode()
    assert "还要脚垫" in answer.content.decode()
    assert reverse("visits:addendum", args=[rows["plan"]]) in answer.content.decode()


def test_back_and_send_again_makes_one_visit(client, cast, rows):
    client.force_login(cast.anna)
    url = reverse("visits:create_for", args=[rows["customer_pk"]])
    first, second = client.post(url, WELL), client.post(url, WELL)
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert Visit.objects.count() == 3


def test_back_change_and_send_again_offers_a_correction(client, cast, rows):
    client.force_login(cast.anna)
    url = reverse("visits:create_for", args=[rows["customer_pk"]])
    made = client.post(url, WELL).url

    answer = client.post(url, WELL | {"note": "改过的话"})

    assert answer.status_code == 409
    assert "改过的话" in answer.content.decode()
    edit = f"{made}edit/"
    assert edit in answer.content.decode()
    shown = answer.context["form"]
    said = {name: shown[name].value() for name in ("when", "day", "time", "seen_at")}
    said = WELL | said | {"note": "改过的话"}
    assert client.post(edit, said).status_code == 302
    assert Visit.objects.latest("pk").note == "改过的话"
    assert Visit.objects.count() == 3


def test_a_correction_keeps_the_moment_it_did_not_touch(client, cast, rows):
    client.force_login(cast.anna)
    visit = Visit.objects.get(pk=rows["visit"])
    url = reverse("visits:edit", args=[visit.pk])
    form = client.get(url).context["form"]
    said = WELL | {name: form.initial[name] for name in ("when", "day", "time")}

    assert client.post(url, said | {"seen_at": ""}).status_code == 302

    after = Visit.objects.get(pk=visit.pk)
    assert (after.happened_at, after.note) == (visit.happened_at, "聊了保养")


def test_nothing_typed_is_ever_markup(client, cast):
    at = timezone.now()
    customer = make_customer(cast.anna, name=EVIL, at=at)
    visit = make_visit(
        cast.anna, customer=customer, note=EVIL, feedback={"NEED": EVIL}, at=at
    )
    amendments.add(
        visit, actor=cast.anna, text=EVIL, submission_key=uuid.uuid4(), at=at
    )
    make_plan(cast.anna, customer=customer, at=at)
    client.force_login(cast.anna)
    pages = [
        visit.get_absolute_url(),
        reverse("visits:edit", args=[visit.pk]),
        reverse("visits:plan"),
        reverse("visits:create_for", args=[customer.pk]),
        "/visits/?whose=mine",
    ]
    for url in pages:
        text = client.get(url).content.decode()
        assert "<script>alert" not in text, url
        assert "&lt;script&gt;alert(1)" in text, url
        assert "14" not in text.split("&lt;script&gt;alert(1)")[1][:60], url


def test_undo_takes_back_and_brings_the_words_back(client, cast, rows):
    client.force_login(cast.anna)
    url = reverse("visits:create_for", args=[rows["customer_pk"]])
    client.post(url, WELL | {"note": "别丢这句"})
    visit = Visit.objects.latest("pk")

    answer = client.post(reverse("visits:undo", args=[visit.pk]), follow=True)

    assert "别丢这句" in answer.content.decode()
    assert not Visit.objects.get(pk=visit.pk).is_logged


def test_a_review_goes_on_to_the_next_one_waiting(client, cast, rows):
    at = timezone.now()
    older = make_visit(cast.ben, at=at - timedelta(minutes=5))
    client.force_login(cast.carol)
    said = {"grade": "GOOD", "remark": "好"}

    answer = client.post(reverse("visits:review", args=[rows["visit"]]), said)

    waiting = reverse("visits:review", args=[older.pk]) + "?review=waiting"
    assert answer.url == waiting
    last = client.post(answer.url, said)
    assert last.url == reverse("visits:index") + "?review=waiting"
    assert Review.objects.count() == 2


def test_ones_own_visit_shows_no_place_for_a_grade(client, cast, rows):
    visit = make_visit(cast.carol, customer=Customer.objects.get(), at=timezone.now())
    client.force_login(cast.carol)
    url = reverse("visits:review", args=[visit.pk])
    assert 'name="grade"' not in client.get(url).content.decode()
    client.post(url, {"grade": "GOOD"})
    assert not Review.objects.exists()
