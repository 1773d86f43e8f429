"""Mails: a row first, sent by a worker, never twice, through a real SMTP server."""

from datetime import timedelta
from email.utils import parseaddr

import pytest
from django.core import mail as django_mail
from django.db import transaction

from accounts import notices
from accounts.choices import MailFault, MailState
from accounts.models import AuditEntry, Mail, User
from accounts.querysets import MOST_TRIES
from accounts.refused import Refused
from accounts.services import mails, outbox
from accounts.tests.telling import chosen, reachable, told
from crm.testing import smtp
from crm.testing.cast import NOON

ASSIGNED = {"actor": "李卡萝", "how_many": 1, "customer": "张三丰", "reason": "常来"}


def written(user, **overrides) -> Mail:
    """Let something be given to `user`, of which he reads at once."""
    asked = {"params": ASSIGNED, "url": "/customers/7/", "about": "张三丰"} | overrides
    told(user, "customers.assigned", **asked)
    return Mail.objects.latest("pk")


def deliver(at=NOON) -> int:
    return mails.deliver(clock=lambda: at)


@pytest.fixture
def gateway():
    with smtp.gateway() as server:
        yield server


def test_a_mail_goes_through_smtp_once(cast, gateway):
    mail = written(reachable(cast.anna))
    assert deliver() == 1
    assert deliver() == 0
    (message,) = gateway.taken
    assert parseaddr(message["To"])[1] == "anna@example.com"
    assert message["Message-ID"].startswith(f"<{mail.pk}.")
    assert message["Auto-Submitted"] == "auto-generated"
    assert "http://" in message.get_content()
    mail.refresh_from_db()
    assert (mail.state, mail.sent_at, mail.error) == (MailState.SENT, NOON, "")


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        (
            "en",
            "Weixi CRM: Something is given to me",
            "gave you the customer 张**.",
        ),
        ("zh-hans", "维系客户关系管理系统：", "李卡萝"),
    ],
)
def test_a_mail_speaks_its_readers_language_and_hides_names(
    cast, language, subject, words
):
    mail = written(reachable(cast.anna, language=language))
    assert mail.subject.startswith(subject)
    assert words in mail.text
    assert "王安娜" in mail.text
    assert "/customers/7/" in mail.text
    for hidden in ("张三丰", "常来", "&"):
        assert hidden not in mail.subject + mail.text


def test_what_somebody_typed_is_text_and_no_markup(cast):
    anna = reachable(cast.anna)
    mail = written(anna, params=ASSIGNED | {"actor": "<b>A & B</b>\r\nBcc: x@y.z"})
    assert "<b>A & B</b> Bcc: x@y.z gave you" in mail.text
    assert "\n" not in mail.subject


def test_the_same_notice_twice_is_one_mail(cast):
    anna = reachable(cast.anna)
    for _twice in range(2):
        written(anna, key="same")
    assert Mail.objects.count() == 1


def test_what_is_undone_is_not_mailed(cast, django_capture_on_commit_callbacks):
    anna = reachable(cast.anna)
    with django_capture_on_commit_callbacks() as asked, transaction.atomic():
        written(anna)
        transaction.set_rollback(True)
    assert (Mail.objects.count(), asked) == (0, [])


def test_a_worker_is_told_once_a_transaction(cast, django_capture_on_commit_callbacks):
    anna, ben = reachable(cast.anna), reachable(cast.ben)
    with django_capture_on_commit_callbacks() as asked:
        for user in (anna, ben, anna):
            written(user)
    assert asked == [notices.mails_asked]
    assert Mail.objects.count() == 3


def test_in_quiet_hours_a_mail_waits_for_the_morning(
    cast, django_capture_on_commit_callbacks
):
    night = NOON.replace(hour=23, minute=59)
    with django_capture_on_commit_callbacks() as asked:
        mail = written(reachable(cast.anna), at=night)
    morning = (NOON + timedelta(days=1)).replace(hour=8)
    assert (mail.due_at, asked) == (morning, [])
    assert deliver(morning - timedelta(seconds=1)) == 0
    assert deliver(morning) == 1
    assert len(django_mail.outbox) == 1


def test_quiet_hours_are_those_of_the_reader(cast):
    anna = reachable(cast.anna, time_zone="Europe/Berlin")
    chosen(anna, quiet_on_days_off=False)
    # Noon in Shanghai is five in the morning in Berlin.
    assert written(anna).due_at == NOON.replace(hour=15)


def test_a_refused_address_fails_at_once_and_is_tried_again_by_hand(cast, gateway):
    mail = written(reachable(cast.anna))
    gateway.refusal = "550 no such user"
    assert deliver() == 0
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.FAILED, 1)
    assert "no such user" in mail.error
    gateway.refusal = ""
    mails.retry(mail, actor=cast.adam, at=NOON)
    assert deliver() == 1
    assert AuditEntry.objects.get(action="mail.retried").object_id == mail.pk
    with pytest.raises(Refused, match="has not failed"):
        mails.retry(mail, actor=cast.adam, at=NOON)


def test_a_busy_gateway_is_asked_again_ever_later_and_no_more_after_eight(
    cast, gateway
):
    mail, at, pauses = written(reachable(cast.anna)), NOON, []
    gateway.refusal = "451 try later"
    for _each in range(MOST_TRIES):
        assert deliver(at) == 0
        mail.refresh_from_db()
        if mail.state == MailState.WAITING:
            pauses.append((mail.due_at - at).total_seconds() / 60)
            assert deliver(mail.due_at - timedelta(seconds=1)) == 0
            at = mail.due_at
    assert pauses == sorted(pauses) == list(outbox.PAUSES)
    assert (mail.state, mail.attempts) == (MailState.FAILED, MOST_TRIES)
    assert deliver(at + timedelta(days=9)) == 0
    assert gateway.connections == MOST_TRIES


def test_one_refused_mail_holds_up_no_other(cast, gateway):
    first = written(reachable(cast.anna))
    gateway.refusal, gateway.refused = "550 no such user", b"anna"
    second = written(reachable(cast.ben))
    assert deliver() == 1
    states = {each.pk: each.state for each in Mail.objects.all()}
    assert states == {first.pk: MailState.FAILED, second.pk: MailState.SENT}


def test_a_silent_gateway_costs_one_try_and_loses_nothing(cast, gateway):
    mailed = [written(reachable(user)) for user in (cast.anna, cast.ben)]
    gateway.is_silent = True
    assert deliver() == 0
    assert gateway.connections == 1
    tries = Mail.objects.order_by("pk").values_list("state", "attempts")
    assert list(tries) == [(MailState.WAITING, 1), (MailState.WAITING, 0)]
    gateway.is_silent = False
    assert deliver(NOON + timedelta(minutes=1)) == len(mailed)


def test_a_dead_gateway_delays_no_page(client, cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    written(reachable(cast.anna))
    client.force_login(cast.anna)
    assert client.get("/inbox/").status_code == 200
    assert deliver() == 0
    assert Mail.objects.get().state == MailState.WAITING


def test_two_workers_send_a_mail_once(cast):
    mail = written(reachable(cast.anna))
    assert outbox.claim(Mail, mail.pk, at=NOON).pk == mail.pk
    assert outbox.claim(Mail, mail.pk, at=NOON) is None
    assert deliver() == 0


def test_a_mail_whose_worker_died_is_tried_after_the_lease_as_the_same(cast):
    mail = written(reachable(cast.anna))
    notices.send(outbox.claim(Mail, mail.pk, at=NOON))
    assert deliver(NOON + outbox.LEASE - timedelta(seconds=1)) == 0
    assert deliver(NOON + outbox.LEASE) == 1
    ids = {each.extra_headers["Message-ID"] for each in django_mail.outbox}
    assert (len(django_mail.outbox), len(ids)) == (2, 1)


def test_a_mail_that_takes_every_worker_down_is_given_up(cast):
    mail = written(reachable(cast.anna))
    Mail.objects.filter(pk=mail.pk).update(attempts=MOST_TRIES)
    assert deliver() == 0
    mail.refresh_from_db()
    assert (mail.state, mail.error) == (MailState.FAILED, MailFault.BROKEN)


@pytest.mark.parametrize(
    "gone", [{"email": ""}, {"is_active": False, "deactivated_at": NOON}]
)
def test_who_cannot_be_reached_any_more_is_not_tried(cast, gone):
    mail = written(reachable(cast.anna))
    User.objects.filter(pk=cast.anna.pk).update(**gone)
    assert deliver() == 0
    mail.refresh_from_db()
    assert (mail.state, mail.error) == (MailState.FAILED, MailFault.NO_ADDRESS)
    assert not django_mail.outbox


def test_what_was_sent_is_forgotten_after_a_month(cast):
    old, new = written(reachable(cast.anna)), written(reachable(cast.ben))
    deliver()
    Mail.objects.filter(pk=new.pk).update(sent_at=NOON + timedelta(days=1))
    at = NOON + mails.KEPT + timedelta(seconds=1)
    assert mails.forget_old(at=at) == 1
    assert list(Mail.objects.all()) == [new]
    assert mails.forget_old(at=at) == 0
    assert old.state == MailState.WAITING


def test_what_failed_is_forgotten_after_a_year(cast):
    failed, waiting = written(reachable(cast.anna)), written(reachable(cast.ben))
    Mail.objects.filter(pk=failed.pk).update(state=MailState.FAILED)
    at = failed.created_at + mails.KEPT_FAILED
    assert mails.forget_old(at=at) == 0
    assert mails.forget_old(at=at + timedelta(seconds=1)) == 1
    assert list(Mail.objects.all()) == [waiting]


def test_failed_mails_are_tried_again_so_many_at_a_time(cast, monkeypatch):
    monkeypatch.setattr(mails, "MOST_RETRIED", 2)
    for user in (cast.anna, cast.ben, cast.carol):
        written(reachable(user))
    Mail.objects.update(state=MailState.FAILED)
    counts = [mails.retry_all(actor=cast.adam, at=NOON) for _press in range(3)]
    assert counts == [2, 1, 0]
    assert AuditEntry.objects.filter(action="mail.retried").count() == 3


def test_an_administrator_sees_what_failed_and_sends_it_again(client, cast):
    mail = written(reachable(cast.anna))
    written(reachable(cast.ben))
    Mail.objects.update(state=MailState.FAILED, error=MailFault.NO_ADDRESS)
    client.force_login(cast.adam)
    page = client.get("/admin/accounts/mail/").content.decode()
    assert mail.subject in page
    assert "张" not in page
    client.post(f"/admin/accounts/mail/{mail.pk}/retry/")
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.WAITING, 0)
    client.post("/admin/accounts/mail/retry/")
    assert not Mail.objects.failed().exists()
    assert AuditEntry.objects.filter(action="mail.retried").count() == 2
    client.force_login(cast.anna)
    assert client.post("/admin/accounts/mail/retry/").status_code == 403
