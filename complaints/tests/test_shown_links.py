"""A link that a colleague was shown is not the customer's word for anything."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from complaints.models import Telling
from complaints.services import links, tellings
from complaints.tests.complaint_builders import (
    do,
    found,
    fresh,
    make_complaint,
    resolve,
)
from crm.testing.cast import NOON


def told(cast):
    """Return a complaint whose customer was told, and has not said how he took it."""
    return resolve(make_complaint(cast.anna), cast.anna, reaction="UNKNOWN")


def shown(client, cast, complaint) -> str:
    """Return the secret of a link that its handler made and read."""
    client.force_login(cast.anna)
    url = f"/complaints/{complaint.code}/link/"
    page = client.post(url, {"submission_key": str(uuid.uuid4())})
    return page.context["url"].split("/c/")[1].strip("/")


@pytest.mark.parametrize("content", ["yes", "no"])
def test_the_handler_does_not_judge_for_the_customer(client, cast, content):
    complaint = told(cast)
    token = shown(client, cast, complaint)
    assert f"/c/{token}/judge/" not in Client().get(f"/c/{token}/").content.decode()
    before = fresh(complaint).standing
    answer = Client().post(f"/c/{token}/judge/", {"content": content})
    assert answer.status_code == 409
    assert fresh(complaint).standing == before
    assert Telling.objects.get().reaction == "UNKNOWN"


def test_the_customer_judges_by_the_link_he_was_mailed(cast):
    complaint = told(cast)
    token = links.make(complaint, actor=None, at=timezone.now())
    assert f"/c/{token}/judge/" in Client().get(f"/c/{token}/").content.decode()
    assert Client().post(f"/c/{token}/judge/", {"content": "yes"}).status_code == 302
    assert Telling.objects.get().reaction == "SATISFIED"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "by a link that 王安娜 was shown"), ("zh-hans", "通过王安娜看到过的链接")],
)
def test_what_is_written_by_a_shown_link_says_so(client, cast, language, sentence):
    complaint = told(cast)
    token = shown(client, cast, complaint)
    said = {"submission_key": str(uuid.uuid4()), "text": "没问题了"}
    assert Client().post(f"/c/{token}/write/", said).status_code == 302
    line = complaint.lines.get(deed="ADDED")
    assert (line.actor, line.told["shown_to"]) == (None, cast.anna.name)
    client.cookies["weixi_language"] = language
    page = client.get(complaint.get_absolute_url()).content.decode()
    assert sentence in page


def test_a_shown_link_takes_the_first_mail_its_own_not_away(client, cast):
    complaint = make_complaint(cast.anna, reply_email="zhang@example.com")
    shown(client, cast, complaint)
    mailed = {"channel": "EMAIL", "found": found(), "reaction": "UNKNOWN"}
    do("resolve", complaint, cast.anna, **mailed)
    later = NOON + tellings.HOLD + timedelta(seconds=1)
    assert tellings.deliver(clock=lambda: later) == 1
    token = mail.outbox[0].body.split("/c/")[1].split("/")[0]
    assert Client().post(f"/c/{token}/judge/", {"content": "yes"}).status_code == 302
    assert fresh(complaint).reaction == "SATISFIED"
