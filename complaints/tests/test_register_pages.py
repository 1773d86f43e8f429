"""Taking a complaint in, as a browser without scripts sends it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notice, User
from complaints.models import Category, Complaint, ComplaintFile, Line
from complaints.services import steps
from complaints.tests.complaint_builders import fresh, make_complaint
from complaints.tests.intake_forms import page, photo, svg, typed
from crm.testing.builders import make_customer, make_visit
from crm.testing.cast import NOON


@pytest.fixture
def her(cast):
    return make_customer(cast.anna, name="王小明")


def url_for(customer) -> str:
    return reverse("complaints:create_for", args=[customer.pk])


@pytest.fixture
def hers(client, cast):
    client.force_login(cast.anna)
    return client


def test_a_complaint_is_registered_and_its_number_shown(hers, cast, her):
    answer = hers.post(url_for(her), typed(), follow=True)
    complaint = Complaint.objects.get()
    assert answer.redirect_chain[-1][0].endswith(f"/{complaint.code}/registered/")
    assert complaint.code in answer.content.decode()
    assert (complaint.customer, complaint.handler) == (her, cast.anna)


def test_whom_it_is_about_neither_gets_it_nor_hears_of_it(hers, cast, her):
    live = reverse("complaints:live")
    said = typed(about_user=cast.anna.pk, facts="当天由她交车")
    foreseen = hers.post(live, said | {"customer": her.pk}).context["handler"]
    assert foreseen not in (None, cast.anna)
    assert hers.post(live, typed(customer=her.pk)).context["handler"] == cast.anna
    hers.post(url_for(her), said)
    complaint = Complaint.objects.get()
    assert (complaint.about_user, complaint.handler) == (cast.anna, foreseen)
    assert complaint.facts == "当天由她交车"
    assert not Notice.objects.filter(user=cast.anna).exists()


def test_who_is_complained_of_does_not_reach_it_by_that(client, cast, her):
    client.force_login(cast.anna)
    client.post(url_for(her), typed(about_user=cast.ben.pk))
    complaint = Complaint.objects.get()
    client.force_login(cast.ben)
    assert client.get(complaint.get_absolute_url()).status_code == 404
    assert complaint.code not in client.get("/complaints/?tab=all").content.decode()
    assert client.get(her.get_absolute_url()).status_code == 404
    assert not Notice.objects.filter(user=cast.ben).exists()


def test_only_colleagues_at_work_are_complained_of(hers, cast, her):
    gone = {"is_active": False, "deactivated_at": NOON}
    User.objects.filter(pk=cast.ben.pk).update(**gone)
    answer = hers.post(url_for(her), typed(about_user=cast.ben.pk))
    assert answer.status_code == 422
    assert not Complaint.objects.exists()


def test_the_form_sent_twice_registers_once(hers, her):
    form = typed()
    first, second = (hers.post(url_for(her), form) for _ in range(2))
    assert first.url == second.url
    assert Complaint.objects.count() == 1


def test_the_same_form_with_other_words_shows_what_stands_and_keeps_them(hers, her):
    form = typed()
    hers.post(url_for(her), form)
    answer = hers.post(url_for(her), form | {"words": "还有：漆面也有划痕"})
    assert answer.status_code == 409
    assert "漆面也有划痕" in answer.content.decode()
    assert Complaint.objects.get().code in answer.content.decode()


def test_a_category_says_how_grave_it_is_until_somebody_does(hers, her):
    promise = Category.objects.get(code="contract-promise")
    hers.post(url_for(her), typed(category=promise.pk))
    assert Complaint.objects.get().severity == 3
    assert Complaint.objects.get().department == promise.department
    hers.post(url_for(her), typed(category=promise.pk, severity=2))
    assert Complaint.objects.latest("pk").severity == 2


@pytest.mark.parametrize("missing", ["agency", "agency_received_on"])
def test_what_a_regulator_sends_on_says_from_whom_and_since_when(hers, her, missing):
    form = typed(channel="REGULATOR", agency="12315", agency_number="A-1",
                 agency_received_on="2026-11-20")  # fmt: skip
    answer = hers.post(url_for(her), form | {missing: ""})
    assert answer.status_code == 422
    assert missing in answer.context["form"].errors
    hers.post(url_for(her), form)
    assert Complaint.objects.get().agency == "12315"


def test_who_does_not_say_who_he_is_is_heard_too(hers, cast):
    answer = hers.post(reverse("complaints:create"), typed())
    assert "customer" in answer.context["form"].errors
    hers.post(reverse("complaints:create"), typed(is_anonymous="on"))
    complaint = Complaint.objects.get()
    assert (complaint.customer, complaint.branch) == (None, cast.anna.branch)


def test_another_teams_customer_is_no_choice(hers, cast):
    his = make_customer(cast.dora)
    form = typed(customer=his.pk)
    answer = hers.post(reverse("complaints:create"), form)
    assert answer.status_code == 422
    assert hers.get(url_for(his)).status_code == 404
    assert not Complaint.objects.exists()


def test_while_typing_one_sees_who_gets_it_and_until_when(hers, cast, her):
    said = {"words": "等了两个小时，排队太久", "customer": her.pk}
    answer = hers.post(reverse("complaints:live"), said)
    text = answer.content.decode()
    waiting = Category.objects.get(code="waiting-time")
    assert answer.context["hinted"][0] == waiting
    assert cast.anna.name in text
    assert answer.context["reply_at"] is not None
    assert not Complaint.objects.exists()


def test_what_was_shown_is_what_is_promised(hers, her, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    shown = hers.post(reverse("complaints:live"), typed(customer=her.pk)).context
    hers.post(url_for(her), typed())
    due = dict(Complaint.objects.get().clocks.values_list("metric", "due_at"))
    assert (shown["receipt_at"], shown["reply_at"], shown["resolve_at"]) == (
        due["ACKNOWLEDGE"], due["REPLY"], due["RESOLVE"],
    )  # fmt: skip


def test_what_is_open_is_offered_and_added_to_in_one_click(hers, cast, her):
    stands = make_complaint(cast.anna, customer=her)
    shown = hers.get(url_for(her))
    assert f'value="{stands.code}"' in shown.content.decode()
    form = typed(words="今天又响了", add_to=stands.code)
    for _ in range(2):
        hers.post(url_for(her), form)
    assert Complaint.objects.count() == 1
    line = Line.objects.get(deed="ADDED")
    assert (line.complaint, line.text, line.place) == (stands, "今天又响了", 2)


def test_what_was_closed_meanwhile_takes_no_more_and_the_words_stay(hers, cast, her):
    stands = make_complaint(cast.anna, customer=her)
    now = fresh(stands)
    steps.withdraw(now, actor=cast.anna, standing="", at=NOON, text="不用了")
    form = typed(words="今天又响了", add_to=stands.code)
    answer = hers.post(url_for(her), form)
    assert answer.status_code == 409
    assert "今天又响了" in answer.content.decode()
    assert not Line.objects.filter(deed="ADDED").exists()


def test_nothing_is_added_to_another_customers_complaint(hers, cast, her):
    other = make_complaint(cast.anna)
    answer = hers.post(url_for(her), typed(add_to=other.code))
    assert answer.status_code == 409
    assert Line.objects.count() == 1


def test_the_handler_is_told_what_others_add(client, cast, her):
    stands = make_complaint(cast.anna, customer=her)
    client.force_login(cast.carol)
    client.post(url_for(her), typed(add_to=stands.code))
    assert cast.anna.notices.get().kind == "complaints.added"


def test_receipt_is_confirmed_on_the_page_of_the_number(hers, cast, her):
    hers.post(url_for(her), typed())
    complaint = Complaint.objects.get()
    url = reverse("complaints:receipt", args=[complaint.code])
    for _ in range(2):
        hers.post(url, {"standing": complaint.standing})
    assert fresh(complaint).state == "ACKNOWLEDGED"
    assert fresh(complaint).line_count == 2


def test_the_number_is_shown_to_whoever_took_it_in_alone(client, cast, her):
    complaint = make_complaint(cast.anna, customer=her)
    client.force_login(cast.carol)
    for name in ("registered", "receipt"):
        url = reverse(f"complaints:{name}", args=[complaint.code])
        assert client.post(url).status_code == 404
    assert fresh(complaint).state == "REGISTERED"


def test_evidence_comes_with_the_complaint(hers, her):
    hers.post(url_for(her), typed(uploads=[photo(), photo("b.jpg")]))
    complaint = Complaint.objects.get()
    assert [file.place for file in complaint.files.all()] == [1, 1]


@pytest.mark.parametrize("file", [svg, page])
def test_what_may_hold_a_script_is_refused_by_name(hers, her, file, media):
    answer = hers.post(url_for(her), typed(uploads=[photo(), file()]))
    assert answer.status_code == 422
    assert file().name in str(answer.context["form"].errors["uploads"])
    assert not Complaint.objects.exists()
    assert not ComplaintFile.objects.exists()
    assert not list(media.rglob("*.*"))


def test_words_that_are_a_script_are_shown_as_words(hers, her):
    script = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    hers.post(url_for(her), typed(words=script))
    complaint = Complaint.objects.get()
    assert complaint.words == script
    pages = [hers.get(complaint.get_absolute_url()), hers.get(url_for(her))]
    for answer in pages:
        assert script not in answer.content.decode()
        assert "&lt;script&gt;alert(1)" in answer.content.decode()


def test_the_form_costs_the_same_for_any_number_of_customers(
    hers, cast, her, count_queries
):
    for _ in range(2):
        make_complaint(cast.anna, customer=her)
    hers.get(url_for(her))
    few = count_queries(lambda: hers.get(url_for(her)))
    for _ in range(10):
        make_complaint(cast.anna, customer=her)
        make_customer(cast.anna)
    assert count_queries(lambda: hers.get(url_for(her))) == few


def test_a_form_begun_in_a_visit_keeps_its_channel_and_the_visit(hers, cast, her):
    visit = make_visit(cast.anna, customer=her, channel="WECHAT")
    url = f"{url_for(her)}?visit={visit.pk}"
    assert hers.get(url).context["form"].initial["channel"] == "WECHAT"
    hers.post(url, typed())
    assert Complaint.objects.get().visit == visit


def test_another_customers_visit_is_left_out(hers, cast, her):
    visit = make_visit(cast.anna)
    hers.post(f"{url_for(her)}?visit={visit.pk}", typed())
    assert Complaint.objects.get().visit is None


def test_no_time_that_is_over_is_promised_to_the_customer(client, cast):
    client.force_login(cast.anna)
    now = timezone.now()
    for since, is_promised in ((0, True), (90, False)):
        at = now - timedelta(days=since)
        complaint = make_complaint(cast.anna, at=now, received_at=at)
        page = client.get(reverse("complaints:registered", args=[complaint.code]))
        assert (page.context["promised_at"] is not None) == is_promised
        assert complaint.code in page.content.decode().split("intake-done")[1]
