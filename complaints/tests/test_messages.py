"""What customers write by themselves: by the web form, by mail; registered once."""

import io
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from accounts.refused import Refused
from complaints.forms.says import LEAST_SECONDS, SayForm
from complaints.models import Complaint, ComplaintFile, Inbound
from complaints.services import messages
from complaints.tests.complaint_builders import make_complaint, make_message
from complaints.tests.intake_forms import page, photo, svg, typed
from complaints.tests.letters import letter
from crm.testing.builders import make_customer
from crm.testing.cast import NOON

SAY = "/say/"


def said(**overrides) -> dict:
    """Return the public form as a person fills it in, some seconds after opening it."""
    opened = SayForm(at=timezone.now() - timedelta(seconds=LEAST_SECONDS + 1))
    typed = {"words": "刹车又响了", "name": "王小明", "phone": "13800138000",
             "has_agreed": "on", "submission_key": str(uuid.uuid4()),
             "opened": opened.initial["opened"]}  # fmt: skip
    return typed | overrides


@pytest.fixture
def sams(client, cast):
    client.force_login(cast.sam)
    return client


def test_a_stranger_tells_us_and_is_thanked_without_a_number(client, cast):
    answer = client.post(SAY, said(uploads=[photo()]), follow=True)
    inbound = Inbound.objects.get()
    assert answer.redirect_chain == [("/say/thanks/", 302)]
    assert "CMP-" not in answer.content.decode()
    assert (inbound.way, inbound.state, inbound.words) == ("WEB", "NEW", "刹车又响了")
    assert inbound.files.get().complaint is None
    assert cast.dan.notices.get().kind == "complaints.message"


def test_the_form_sent_twice_is_kept_once(client, cast):
    form = said()
    for _ in range(2):
        assert client.post(SAY, form).url == "/say/thanks/"
    assert Inbound.objects.count() == 1


def test_what_fills_in_every_box_is_thanked_and_forgotten(client, db):
    assert client.post(SAY, said(website="http://spam")).url == "/say/thanks/"
    assert not Inbound.objects.exists()


@pytest.mark.parametrize("opened", ["now", "", "1:forged"])
def test_what_comes_too_fast_is_asked_to_send_it_again(client, db, opened):
    fresh = SayForm(at=timezone.now()).initial["opened"]
    form = said(opened=fresh if opened == "now" else opened)
    answer = client.post(SAY, form)
    assert answer.status_code == 422
    assert "刹车又响了" in answer.content.decode()
    assert not Inbound.objects.exists()


def test_who_was_too_quick_once_waits_from_when_he_opened_the_page(client, db):
    opened = SayForm(at=timezone.now() - timedelta(seconds=LEAST_SECONDS - 2))
    stamp = opened.initial["opened"]
    answer = client.post(SAY, said(opened=stamp))
    assert answer.status_code == 422
    assert stamp in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("has_agreed", ""), ("words", ""), ("phone", ""), ("phone", "12"),
     ("words", "长" * 4001)],
)  # fmt: skip
def test_what_is_missing_is_asked_for_and_nothing_is_lost(client, db, field, value):
    answer = client.post(SAY, said(**{field: value}))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Inbound.objects.exists()


@pytest.mark.parametrize("file", [svg, page])
def test_strangers_bring_no_scripts(client, db, file, media):
    assert client.post(SAY, said(uploads=[file()])).status_code == 422
    assert not Inbound.objects.exists()
    assert not list(media.rglob("*.*"))


def test_so_many_come_from_one_address_then_it_waits(client, cast):
    for _ in range(messages.MOST):
        assert client.post(SAY, said()).status_code == 302
    answer = client.post(SAY, said(words="第十一条"))
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "第十一条" in answer.content.decode()
    elsewhere = client.post(SAY, said(), REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 302
    assert Inbound.objects.count() == messages.MOST + 1


def test_from_where_it_came_is_forgotten_after_a_month(cast):
    inbound = make_message(ip="203.0.113.9")
    assert messages.forget_addresses(at=NOON + timedelta(days=29)) == 0
    assert messages.forget_addresses(at=NOON + timedelta(days=31)) == 1
    assert messages.forget_addresses(at=NOON + timedelta(days=31)) == 0
    inbound.refresh_from_db()
    assert inbound.ip is None


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_strangers_read_it_in_both_languages(client, db, language):
    client.cookies["weixi_language"] = language
    assert f'lang="{language}"' in client.get(SAY).content.decode().lower()


def test_it_opens_the_form_with_everything_filled_in(sams, cast):
    customer = make_customer(cast.anna, name="王小明", phone="13800138000")
    inbound = make_message(email="wang@example.com", words="刹车失灵，差点事故")
    url = reverse("complaints:inbound_register", args=[inbound.pk])
    form = sams.get(url).context["form"]
    assert form.initial["customer"] == customer
    assert form.initial["words"] == "刹车失灵，差点事故"
    assert (form.initial["channel"], form.initial["said_by"]) == ("WEB", "王小明")
    assert f'value="{customer.pk}" checked' in sams.get(url).content.decode()


def test_whom_two_share_is_suggested_to_nobody(sams, cast):
    for name in "甲乙":
        make_customer(cast.anna, name=name, email="wang@example.com")
    inbound = make_message(phone="", email="WANG@example.com")
    url = reverse("complaints:inbound_register", args=[inbound.pk])
    assert sams.get(url).context["form"].initial["customer"] is None


def test_registered_its_clocks_run_since_it_came_and_its_files_come_along(sams, cast):
    customer = make_customer(cast.anna)
    sams.logout()
    sams.post(SAY, said(uploads=[photo()]))
    inbound = Inbound.objects.get()
    sams.force_login(cast.sam)
    url = reverse("complaints:inbound_register", args=[inbound.pk])
    form = typed(customer=customer.pk, words=inbound.words, channel="WEB")
    first = sams.post(url, form)
    complaint = Complaint.objects.get()
    assert first.url.endswith(f"{complaint.code}/registered/")
    assert complaint.received_at == inbound.received_at
    assert complaint.files.get().place == 1
    inbound.refresh_from_db()
    assert (inbound.state, inbound.complaint) == ("REGISTERED", complaint)
    # A second tab finds it done.
    assert sams.post(url, form).url == inbound.get_absolute_url()
    assert Complaint.objects.count() == 1


def test_of_two_who_register_a_message_one_is_told(cast):
    inbound, customer = make_message(), make_customer(cast.anna)
    what = {"said": {"kind": "COMPLAINT", "channel": "WEB", "words": "响"}, "at": NOON}
    messages.register(inbound, customer, actor=cast.sam, key=uuid.uuid4(), **what)
    with pytest.raises(Refused):
        messages.register(inbound, customer, actor=cast.max, key=uuid.uuid4(), **what)
    with pytest.raises(Refused):
        messages.dismiss(inbound, actor=cast.max, reason="广告", at=NOON)
    assert Complaint.objects.count() == 1


def test_a_message_is_added_to_what_is_open(sams, cast):
    stands = make_complaint(cast.anna)
    for number in range(2):
        inbound = make_message(words=f"又响了{number}")
        url = reverse("complaints:inbound_register", args=[inbound.pk])
        form = typed(customer=stands.customer_id, words=inbound.words)
        sams.post(url, form | {"add_to": stands.code})
    assert stands.messages.count() == 2
    assert stands.lines.filter(deed="ADDED").count() == 2
    assert Complaint.objects.count() == 1


def test_what_is_none_of_our_matter_is_laid_aside_with_a_reason(sams, cast):
    inbound = make_message()
    url = reverse("complaints:inbound_dismiss", args=[inbound.pk])
    assert sams.post(url, {"reason": ""}).status_code == 422
    sams.post(url, {"reason": "广告"})
    inbound.refresh_from_db()
    assert (inbound.state, inbound.reason, inbound.done_by) == (
        "DISMISSED", "广告", cast.sam,
    )  # fmt: skip
    shown = sams.get("/complaints/inbound/?state=DISMISSED")
    assert inbound.words in shown.content.decode()


def test_messages_of_another_branch_are_not_found(client, cast):
    inbound = make_message(branch=cast.anna.branch)
    client.force_login(cast.dora)
    assert client.get(inbound.get_absolute_url()).status_code == 404
    assert inbound.words not in client.get("/complaints/inbound/").content.decode()


def test_the_list_costs_the_same_for_any_number(sams, cast, count_queries):
    for _ in range(2):
        make_message()
    sams.get("/complaints/inbound/")
    few = count_queries(lambda: sams.get("/complaints/inbound/"))
    for _ in range(10):
        make_message()
    assert count_queries(lambda: sams.get("/complaints/inbound/")) == few


def bring(client, mail, name="mail.eml"):
    file = SimpleUploadedFile(name, mail, "message/rfc822")
    return client.post("/complaints/inbound/", {"mail": file})


def test_a_mail_is_brought_once_with_the_files_that_are_fit(sams, cast):
    files = [("刹车.jpg", photo().read()), ("a.svg", svg().read())]
    mail = letter(files=files).as_bytes()
    first, second = bring(sams, mail), bring(sams, mail)
    inbound = Inbound.objects.get()
    assert first.url == second.url == inbound.get_absolute_url()
    assert (inbound.name, inbound.email) == ("王小明", "wang@example.com")
    assert inbound.files.get().name == "刹车.jpg"
    assert inbound.left_out == ["a.svg"]


def test_what_is_no_mail_is_told(sams, cast):
    assert bring(sams, b"PK\x03\x04").status_code == 422
    assert not Inbound.objects.exists()


def piped(monkeypatch, content: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    call_command("take_mail", stdout=io.StringIO())


def test_a_mail_server_pipes_a_mail_in_once(cast, monkeypatch):
    for _ in range(2):
        piped(monkeypatch, letter().as_bytes())
    inbound = Inbound.objects.get()
    assert (inbound.way, inbound.branch) == ("MAIL", None)


def test_a_mail_server_learns_what_to_send_back(db, monkeypatch):
    with pytest.raises(CommandError) as error:
        piped(monkeypatch, b"")
    assert error.value.returncode == 65


def test_what_a_stranger_writes_is_shown_as_words(sams, cast):
    script = "<script>alert(1)</script>"
    make_message(words=script, name=script, subject=script)
    for url in ("/complaints/inbound/", Inbound.objects.get().get_absolute_url()):
        text = sams.get(url).content.decode()
        assert script not in text
        assert "&lt;script&gt;" in text


def test_the_name_of_a_file_is_shown_as_words_and_no_header(sams, cast):
    name = 'a"\r\nX-Evil: 1<img src=x onerror=alert(1)>.jpg'
    bring(sams, letter(files=[("b.jpg", photo().read())]).as_bytes())
    ComplaintFile.objects.update(name=name)
    inbound, kept = Inbound.objects.get(), ComplaintFile.objects.get()
    assert "<img src=x" not in sams.get(inbound.get_absolute_url()).content.decode()
    url = reverse("complaints:inbound_file", args=[inbound.pk, kept.pk])
    answer = sams.get(url)
    assert answer.status_code == 200
    assert "X-Evil" not in answer.headers
