"""The pages of exports: asking, deciding, fetching; nobody reaches another's file."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEntry, Export, User
from accounts.services import exports as records
from crm.testing.builders import make_customer
from crm.tests.export_builders import asked, made, waiting_export, wish
from customers.choices.consent import ConsentState
from customers.tests.consent_builders import say

NEW = "/exports/new/?list=customers"


pytestmark = pytest.mark.usefixtures("media")


def english(user) -> User:
    User.objects.filter(pk=user.pk).update(language="en")
    return User.objects.get(pk=user.pk)


def form_of(client, address=NEW, **said) -> dict:
    """Return what the form sends as it is opened, and `said`."""
    form = client.get(address).context["form"]
    sent = {"columns": form.initial["columns"], "format": "csv", "reason": "季度回顾"}
    sent["submission_key"] = str(form.initial["submission_key"])
    return sent | {"purpose": "CARE", "channel": ""} | said


def body(answer) -> str:
    return b"".join(answer.streaming_content).decode()


def test_a_list_is_asked_for_and_fetched(client, cast):
    make_customer(cast.anna, name="王小明"), make_customer(cast.anna, name="李大")
    client.force_login(cast.nina)
    assert f'href="{NEW}' in client.get("/customers/?whose=all").content.decode()
    address = f"{NEW}&q=王小明"
    made_at = client.post(address, form_of(client, address)).url
    page = client.get(made_at)
    assert page.context["is_fetchable"]
    answer = client.post(f"{made_at}file/")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    told = body(answer)
    assert told.startswith("\ufeff")
    assert "王小明" in told
    assert "李大" not in told
    assert Export.objects.get().download_count == 1


def test_a_double_click_makes_one_export(client, cast):
    make_customer(cast.anna)
    client.force_login(cast.nina)
    sent = form_of(client)
    assert client.post(NEW, sent).url == client.post(NEW, sent).url
    assert Export.objects.count() == 1


@pytest.mark.parametrize("who", ["max", "carol", "dan", "adam", "anna", "dora", "lia"])
def test_nobody_fetches_what_another_asked_for(client, cast, who):
    make_customer(cast.anna)
    export = made(cast.nina)
    client.force_login(getattr(cast, who))
    assert client.post(f"/exports/{export.pk}/file/").status_code == 404
    assert client.post(f"/exports/{export.pk}/take-back/").status_code == 404
    seen = client.get(f"/exports/{export.pk}/").status_code
    assert seen == (200 if who == "dan" else 404)
    assert not AuditEntry.objects.filter(action="export.downloaded").exists()


def test_a_file_is_fetched_by_post_alone(client, cast):
    make_customer(cast.anna)
    export = made(cast.nina)
    client.force_login(cast.nina)
    assert client.get(f"/exports/{export.pk}/file/").status_code == 405


def test_who_looks_through_anothers_eyes_takes_nothing_with_him(client, cast):
    make_customer(cast.anna)
    export = made(cast.nina)
    client.force_login(cast.adam)
    client.post(f"/see-as/{cast.nina.pk}/")
    assert client.get(f"/exports/{export.pk}/").status_code == 200
    assert client.post(f"/exports/{export.pk}/file/").status_code in {403, 404}
    assert client.post(NEW, {"format": "csv"}).status_code in {403, 404}
    assert Export.objects.get().download_count == 0


def test_the_button_stands_where_one_may_export(client, cast):
    make_customer(cast.anna)
    for who, is_there in (("nina", True), ("carol", True), ("anna", False)):
        client.force_login(getattr(cast, who))
        page = client.get("/customers/?whose=all").content.decode()
        assert (f'href="{NEW}' in page) is is_there, who


def test_a_list_without_customers_is_its_readers(client, cast):
    client.force_login(cast.dan)
    page = client.get("/exports/new/?list=settings")
    assert "purpose" not in page.context["form"].fields
    assert "is_full" not in page.context["form"].fields
    client.force_login(cast.nina)
    assert client.get("/exports/new/?list=settings").status_code == 403
    client.force_login(cast.adam)
    assert client.get("/exports/new/?list=customers").status_code == 403
    assert client.get("/exports/new/?list=secrets").status_code == 404


def test_the_count_tells_who_is_left_out_and_makes_nothing(client, cast):
    say(make_customer(cast.anna)), make_customer(cast.anna)
    say(make_customer(cast.anna), state=ConsentState.REFUSED)
    client.force_login(english(cast.nina))
    use = {"purpose": "MARKETING", "channel": "SMS"}
    page = client.post(NEW, form_of(client, count="1", **use))
    told = page.content.decode()
    for words in ("1 rows would", "1 left out: never asked", "1 left out: refused"):
        assert words in told
    assert not Export.objects.exists()


def test_the_count_asks_for_the_way_as_the_export_does(client, cast):
    make_customer(cast.anna)
    client.force_login(english(cast.nina))
    page = client.post(NEW, form_of(client, count="1", purpose="REMINDERS"))
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"channel"}
    assert "rows would" not in page.content.decode()


def test_one_is_told_beforehand_when_a_second_person_decides(client, cast, monkeypatch):
    make_customer(cast.anna), make_customer(cast.anna)
    waits = "This export will wait until a second person allows it."
    client.force_login(english(cast.nina))
    assert "Up to 1,000 rows about customers" in client.get(NEW).content.decode()
    for limit, is_told in ((2, False), (1, True)):
        monkeypatch.setattr(records, "FREE_ROWS", limit)
        told = client.post(NEW, form_of(client, count="1")).content.decode()
        assert (waits in told) is is_told
    client.force_login(english(cast.carol))
    told = client.get(NEW).content.decode()
    assert "A second person has to allow this export" in told
    client.force_login(english(cast.dan))
    told = client.get("/exports/new/?list=settings").content.decode()
    assert "second person" not in told


@pytest.mark.parametrize(
    "said",
    [
        {"reason": ""},
        {"columns": []},
        {"columns": ["secret"]},
        {"format": "exe"},
        {"purpose": "MARKETING"},
        {"purpose": "X"},
        {"submission_key": "x"},
    ],
    ids=str,
)
def test_a_form_that_says_too_little_comes_back_with_its_words(client, cast, said):
    make_customer(cast.anna)
    client.force_login(cast.nina)
    page = client.post(NEW, form_of(client, **said))
    assert page.status_code == 422
    assert not Export.objects.exists()


@pytest.mark.parametrize("number", ["13911112222", "京A·12345", "LSVAA49J132047371"])
def test_a_list_found_by_a_number_is_not_counted_nor_exported(client, cast, number):
    make_customer(cast.anna, phone="13911112222")
    client.force_login(cast.nina)
    page = client.get(f"{NEW}&q={number}")
    assert page.context["is_by_number"]
    assert "list_size" not in page.context


@pytest.mark.parametrize("q", ["!!!", "€", "%ED%A0%80"])
def test_a_list_that_can_find_nobody_is_shown_as_empty(client, cast, q):
    make_customer(cast.anna)
    client.force_login(cast.nina)
    page = client.get(f"{NEW}&q={q}")
    assert page.status_code == 200
    assert (page.context["list_size"], page.context["is_exact"]) == (0, True)


def test_a_purpose_without_ways_needs_no_choice_of_one(client, cast):
    say(make_customer(cast.anna), "PARTNERS", "WHOLE")
    client.force_login(cast.nina)
    assert client.post(NEW, form_of(client, purpose="PARTNERS")).status_code == 302
    assert Export.objects.get().channel == "WHOLE"


def test_the_second_person_decides_on_the_page(client, cast):
    make_customer(cast.anna)
    export = asked(cast.carol)
    client.force_login(cast.dan)
    shown = client.get("/exports/").context["waiting"]
    assert [row["export"] for row in shown] == [export]
    page = f"/exports/{export.pk}/decide/"
    assert client.post(page, {"decision": "deny"}).status_code == 409
    assert client.post(page, {"decision": "allow"}).url == "/exports/"
    assert client.post(page, {"decision": "allow"}).status_code == 409
    export.refresh_from_db()
    assert (export.state, export.decided_by) == ("MAKING", cast.dan)


def test_who_asks_sees_that_it_waits_and_takes_it_back(client, cast):
    make_customer(cast.anna)
    export = asked(cast.carol)
    client.force_login(cast.carol)
    page = client.get(f"/exports/{export.pk}/")
    assert not page.context["may_decide"]
    assert client.post(f"/exports/{export.pk}/take-back/").status_code == 302
    export.refresh_from_db()
    assert export.state == "TAKEN_BACK"


def test_withdrawal_before_the_download_is_told_and_the_file_made_again(client, cast):
    stays, goes = make_customer(cast.anna), make_customer(cast.anna, name="离开者")
    say(stays), say(goes)
    export = made(cast.nina, wish(purpose="MARKETING", channel="SMS"))
    say(goes, state=ConsentState.WITHDRAWN)
    client.force_login(cast.nina)
    answer = client.post(f"/exports/{export.pk}/file/", follow=True)
    assert "离开者" not in answer.content.decode()
    export.refresh_from_db()
    assert (export.state, export.download_count) == ("MAKING", 0)


def test_what_has_expired_is_not_offered(client, cast):
    make_customer(cast.anna)
    export = made(cast.nina)
    past = timezone.now() - timedelta(minutes=1)
    Export.objects.filter(pk=export.pk).update(expires_at=past)
    client.force_login(cast.nina)
    assert not client.get(f"/exports/{export.pk}/").context["is_fetchable"]
    assert client.post(f"/exports/{export.pk}/file/").status_code == 302


def test_the_customers_page_counts_the_files_he_stands_in(client, cast):
    customer = make_customer(cast.anna)
    made(cast.nina)
    client.force_login(english(cast.anna))
    page = client.get(f"/customers/{customer.pk}/consent/").content.decode()
    assert re.search(r"In 1 exported file\.\s+Downloads of them: 0\.", page)


def test_the_list_costs_the_same_for_two_rows_as_for_twelve(
    client, cast, count_queries
):
    client.force_login(cast.dan)
    costs = []
    for more in (2, 10):
        for _ in range(more):
            waiting_export(cast.nina), waiting_export(cast.dan)
        costs.append(count_queries(lambda: client.get("/exports/")))
    assert costs[0] == costs[1]
