"""What is taken back comes back whole, what is withdrawn stays called off."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from accounts.refused import Refused
from crm.testing.builders import make_customer, make_plan, make_visit
from crm.testing.cast import NOON
from customers.models import Customer
from visits.models import FeedbackItem, Photo, Visit
from visits.services import amendments, reviews
from visits.tests.forms import HTMX, KEY, WELL, photo

TOLD = {
    "submission_key": KEY, "when": "YESTERDAY", "time": "00:00", "channel": "PHONE",
    "purpose": "FOLLOW_UP", "outcome": "NOT_MET", "not_met_reason": "BUSY",
    "note": "别丢这句", "say_suggestion": "早点通知", "next_step": "WEEK",
}  # fmt: skip
SHOWN = [name for name in TOLD if name != "submission_key"]


def told_at(client, name: str, pk: int) -> Visit:
    """Log with everything a form can say and two photos, then take it back."""
    pictures = {"photos": [photo(), photo()]}
    answer = client.post(reverse(name, args=[pk]), TOLD | pictures)
    visit = Visit.objects.get(pk=int(answer.url.split("/")[2]))
    assert client.post(reverse("visits:undo", args=[visit.pk])).status_code == 302
    return visit


def shown(client, url: str) -> dict:
    """Return what the form at `url` says, and the ids of the photos it keeps."""
    form = client.get(url, follow=True).context["form"]
    values = {name: str(form[name].value()) for name in SHOWN}
    values["when"] = values["when"].replace("OTHER", "YESTERDAY")
    return values | {"kept": len(form.kept)}


@pytest.fixture
def anna(client, cast, rows):
    client.force_login(cast.anna)
    return cast.anna


@pytest.mark.parametrize("name", ["visits:log", "visits:create_for"])
def test_everything_told_comes_back_and_stays(client, anna, rows, name):
    pk = rows["plan" if name == "visits:log" else "customer_pk"]
    told_at(client, name, pk)
    # Left and come back to, from wherever it is begun.
    for _again in range(2):
        expected = {key: TOLD[key] for key in SHOWN} | {"kept": 2}
        assert shown(client, reverse(name, args=[pk])) == expected


@pytest.mark.parametrize("name", ["visits:log", "visits:create_for"])
def test_told_again_it_is_one_visit_with_its_photos(client, anna, rows, name):
    pk = rows["plan" if name == "visits:log" else "customer_pk"]
    count = Visit.objects.count()
    visit = told_at(client, name, pk)
    was_planned = visit.planned_at

    again = WELL | {"drop": [visit.photos.earliest("pk").pk], "photos": [photo()]}
    answer = client.post(reverse("visits:log", args=[visit.pk]), again)

    after = Visit.objects.get(pk=visit.pk)
    assert answer.url == visit.get_absolute_url()
    assert (after.state, after.outcome, after.note) == (
        "LOGGED",
        "POSITIVE",
        "聊了保养",
    )
    assert after.planned_at == was_planned
    assert after.photos.count() == 2
    # The line that was emptied before telling it again is not said any more.
    assert not FeedbackItem.objects.open().filter(visit=after).exists()
    called_off = Visit.objects.filter(state="CANCELLED").count()
    assert Visit.objects.count() - called_off == count + (name != "visits:log")
    assert "told" not in after.moved


def test_a_second_undo_of_an_unplanned_visit_makes_no_plan_of_it(client, anna, rows):
    visit = told_at(client, "visits:create_for", rows["customer_pk"])
    client.post(reverse("visits:log", args=[visit.pk]), WELL)
    client.post(reverse("visits:undo", args=[visit.pk]))
    assert Visit.objects.get(pk=visit.pk).state == "CANCELLED"


@pytest.mark.parametrize("name", ["visits:log", "visits:create_for"])
def test_discarded_it_is_gone_with_words_and_files(
    client, anna, rows, name, media, django_capture_on_commit_callbacks
):
    pk = rows["plan" if name == "visits:log" else "customer_pk"]
    visit = told_at(client, name, pk)
    files = [media / one.stored_as for one in visit.photos.all()]

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("visits:discard", args=[visit.pk]))

    form = client.get(reverse(name, args=[pk]), follow=True).context["form"]
    blank = [form["note"].value(), form["outcome"].value(), form.kept]
    assert not any(blank)
    assert not any(file.exists() for file in files)
    assert len(files) == 2
    assert AuditEntry.objects.get(action="visit.discarded").changes["photos"] == [2, 0]
    # The page has left its reader's language behind.
    with pytest.raises(Refused, match="没有可以放弃的内容"):
        amendments.discard(visit, actor=anna, at=timezone.now())


def test_what_another_took_back_is_not_mine_to_tell(client, cast, rows):
    client.force_login(cast.anna)
    visit = told_at(client, "visits:create_for", rows["customer_pk"])
    client.force_login(cast.carol)
    assert client.get(reverse("visits:log", args=[visit.pk])).status_code == 302
    answer = client.post(reverse("visits:log", args=[visit.pk]), WELL)
    assert answer.status_code == 409
    assert Visit.objects.get(pk=visit.pk).state == "CANCELLED"


def test_a_new_visit_offers_the_one_taken_back(client, anna, rows):
    visit = told_at(client, "visits:create_for", rows["customer_pk"])
    log = reverse("visits:log", args=[visit.pk])
    assert log in client.get(reverse("visits:create")).content.decode()
    url = f"{reverse('visits:offer')}?customer={rows['customer_pk']}"
    assert log in client.get(url, headers=HTMX).content.decode()
    # As a page it leads to the form, whose part it is.
    assert client.get(url).url == reverse("visits:create")


def test_withdrawn_a_visit_is_called_off_and_the_dates_go_back(cast):
    customer = make_customer(cast.anna, next_contact_on=NOON.date())
    visit = make_visit(cast.anna, customer=customer, next_step="WEEK")
    at = NOON + timedelta(hours=3)

    what = {"actor": cast.anna, "reason": "登记错客户", "at": at}
    amendments.withdraw(visit, **what)

    visit.refresh_from_db()
    after = Customer.objects.get(pk=customer.pk)
    assert (visit.state, visit.cancel_reason) == ("CANCELLED", "登记错客户")
    assert visit.note == "聊了保养"
    assert (after.last_contact_at, after.next_contact_on) == (None, NOON.date())
    assert not Visit.objects.planned().exists()
    entry = AuditEntry.objects.get(action="visit.withdrawn")
    assert (entry.actor, entry.reason) == (cast.anna, "登记错客户")
    with pytest.raises(Refused):
        amendments.withdraw(visit, **what)


@pytest.mark.parametrize(
    ("who", "after", "reason"),
    [("carol", 1, "错"), ("anna", 24, "错"), ("anna", 1, "  "), ("reviewed", 1, "错")],
)
def test_who_when_and_why_a_visit_may_not_be_withdrawn(cast, who, after, reason):
    visit = make_visit(cast.anna)
    if who == "reviewed":
        reviews.review(visit, actor=cast.carol, grade="GOOD", at=NOON)
    actor = getattr(cast, who, cast.anna)
    at = NOON + timedelta(hours=after)
    with pytest.raises(Refused):
        amendments.withdraw(visit, actor=actor, reason=reason, at=at)
    assert Visit.objects.get().is_logged


def test_a_correction_withdraws_and_says_where_the_next_step_is(client, anna, rows):
    visit = make_visit(anna, next_step="WEEK", at=timezone.now())
    url = reverse("visits:edit", args=[visit.pk])
    text = client.get(url).content.decode()
    assert visit.next_visit.get_absolute_url() in text
    withdraw = reverse("visits:withdraw", args=[visit.pk])
    assert withdraw in text

    for headers in ({}, HTMX):
        refused = client.post(withdraw, {"reason": " "}, headers=headers)
        assert refused.status_code == 422
    client.post(withdraw, {"reason": "登记错客户"})

    assert Visit.objects.get(pk=visit.pk).cancel_reason == "登记错客户"


def test_a_correction_removes_a_photo_and_says_so(
    client, anna, rows, media, django_capture_on_commit_callbacks
):
    kept = Photo.objects.get()
    url = reverse("visits:edit", args=[rows["visit"]])
    form = client.get(url).context["form"]
    assert form.kept == [kept]
    said = WELL | {name: form.initial[name] for name in ("when", "day", "time")}
    other = make_visit(anna, at=timezone.now()).pk

    with django_capture_on_commit_callbacks(execute=True):
        what = said | {"seen_at": "", "drop": [kept.pk, "x"]}
        assert client.post(url, what).status_code == 302

    assert not Photo.objects.exists()
    assert not (media / kept.stored_as).exists()
    entry = AuditEntry.objects.get(action="visit.amended")
    assert entry.changes["photos"] == [1, 0]
    assert Visit.objects.get(pk=other).is_logged


def test_photos_of_another_visit_are_not_removed(client, anna, rows):
    mine = make_visit(anna, at=timezone.now())
    form = client.get(reverse("visits:edit", args=[mine.pk])).context["form"]
    said = WELL | {name: form.initial[name] for name in ("when", "day", "time")}
    what = said | {"seen_at": "", "drop": [rows["photo_pk"]]}
    client.post(reverse("visits:edit", args=[mine.pk]), what)
    assert Photo.objects.count() == 1


def test_kept_and_new_photos_together_are_five_at_most(client, anna, rows):
    visit = told_at(client, "visits:log", rows["plan"])
    url = reverse("visits:log", args=[visit.pk])
    four = WELL | {"photos": [photo() for _ in range(4)]}
    answer = client.post(url, four, headers=HTMX)
    assert "photos" in answer.context["form"].errors
    four["photos"] = [photo() for _ in range(4)]
    gone = {"drop": [visit.photos.earliest("pk").pk]}
    assert client.post(url, four | gone).status_code == 302
    assert visit.photos.count() == 5


def test_a_customer_with_an_open_plan_is_asked_about_it(client, anna, rows):
    at = timezone.now()
    far = make_customer(anna, at=at)
    make_plan(anna, customer=far, planned_at=at + timedelta(days=9), at=at)
    take = reverse("visits:take", args=[rows["plan"]])

    def offered(customer) -> str:
        asked = {"customer": customer}
        answer = client.get(reverse("visits:offer"), asked, headers=HTMX)
        return answer.content.decode()

    assert take in offered(rows["customer_pk"])
    assert "/take/" not in offered(far.pk)
    assert "/take/" not in offered("")


def test_taking_the_plan_keeps_what_was_typed_and_writes_nothing(client, anna, rows):
    plan = Visit.objects.get(pk=rows["plan"])
    Visit.objects.filter(pk=plan.pk).update(purpose="SALES")
    typed = WELL | {
        "customer": plan.customer_id,
        "note": "已打的字",
        "say_need": "轮胎",
    }
    entries = AuditEntry.objects.count()

    answer = client.post(
        reverse("visits:take", args=[plan.pk]), typed | {"when": "NOW"}, headers=HTMX
    )

    form = answer.context["form"]
    names = ("note", "say_need", "outcome", "purpose", "when")
    said = [form[name].value() for name in names]
    assert said == ["已打的字", "轮胎", "POSITIVE", "SALES", "NOW"]
    assert (
        f'action="{reverse("visits:log", args=[plan.pk])}"' in answer.content.decode()
    )
    assert form["submission_key"].value() != KEY
    assert AuditEntry.objects.count() == entries
    assert Visit.objects.get(pk=plan.pk).is_planned


def test_a_plan_that_is_one_no_more_leaves_the_form_alone(client, anna, rows):
    url = reverse("visits:take", args=[rows["visit"]])
    assert client.post(url, WELL, headers=HTMX).status_code == 404


def test_the_plan_nearest_to_now_is_meant(cast):
    customer = make_customer(cast.anna)
    days = (1, 3, 6)
    plans = [
        make_plan(cast.anna, customer=customer, planned_at=NOON + timedelta(days=day))
        for day in days
    ]
    at = NOON + timedelta(days=3, hours=5)
    assert Visit.objects.nearest_plan(customer, at) == plans[1]
