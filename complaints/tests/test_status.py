"""The status page: opened by a secret, told in fixed sentences, nothing else on it."""

import io
import logging
import re
import uuid
from datetime import timedelta

import pytest
from django.db import models
from django.test import Client
from django.utils import timezone

from complaints.models import Complaint, Knock, Line, StatusLink, Telling
from complaints.services import inbound, knocks, links, tellings
from complaints.tests.complaint_builders import (
    do,
    found,
    fresh,
    make_complaint,
    resolve,
)
from crm.logs import JsonLines
from crm.testing.builders import make_customer
from crm.testing.cast import NOON

LANGUAGES = ("zh-hans", "en")


def opened(complaint, client=None, **query):
    """Return the page of a new link of `complaint`, as a stranger sees it."""
    token = links.make(complaint, actor=None, at=timezone.now())
    return (client or Client()).get(f"/c/{token}/", query)


def token_of(complaint) -> str:
    return links.make(complaint, actor=None, at=timezone.now())


def write(token, text="请快一点", **overrides):
    said = {"submission_key": str(uuid.uuid4()), "text": text} | overrides
    return Client().post(f"/c/{token}/write/", said)


def test_the_page_tells_number_stage_dates_and_is_sealed(cast):
    complaint = resolve(make_complaint(cast.anna), cast.anna)
    page = opened(complaint, lang="en")
    assert page.status_code == 200
    text = page.content.decode()
    assert complaint.code in text
    assert "We told you the result" in text
    assert "2026-11-23" in text
    assert page["Referrer-Policy"] == "no-referrer"
    assert {"no-store", "private"} <= set(page["Cache-Control"].split(", "))
    assert page["X-Robots-Tag"].startswith("noindex")
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert not page.cookies


def test_it_leads_nowhere_but_to_itself(cast):
    page = opened(make_complaint(cast.anna)).content.decode()
    leads = set(re.findall(r"(?:href|action|src)=\"([^\"]+)\"", page))
    token = re.search(r"/c/([^/]+)/write/", page)[1]
    ours = {each for each in leads if not each.startswith("/static/")}
    assert ours == {
        "/manifest.webmanifest", f"/c/{token}/write/?lang=zh-hans", "?lang=en",
    }  # fmt: skip


def sentinels(rows, tag: str) -> None:
    """Put a sentinel into every text column of the rows that may hold any text."""
    for field in rows.model._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField)
        free = is_text and not field.choices and not field.unique
        if free and field.name not in {"code", "tier"}:
            value = f"SECRET{tag}{field.name}"[: field.max_length or 99]
            rows.update(**{field.name: value})


STATES = ("REGISTERED", "WAITING", "PROPOSED", "HELD", "TOLD", "CLOSED", "REOPENED")


def brought_to(state: str, cast) -> Complaint:
    secret = "SECRETWORDS 王安娜 13911112222"
    customer = make_customer(cast.anna, name="张保密")
    complaint = make_complaint(
        cast.anna, customer=customer, words=secret, facts=secret, said_by="SECRETBY",
        reply_email="secret@example.com", remedy_words="SECRETREMEDY",
    )  # fmt: skip
    if state == "WAITING":
        do("wait", complaint, cast.anna, text=secret)
    if state in {"PROPOSED", "HELD"}:
        for step, told in (("acknowledge", {}), ("assess", {}), ("investigate", {}),
                           ("propose", found(solution=secret))):  # fmt: skip
            do(step, complaint, cast.anna, **({"text": secret} | told))
    if state == "HELD":
        do("tell", complaint, cast.anna, channel="EMAIL", reaction="UNKNOWN",
           text=secret)  # fmt: skip
    if state in {"TOLD", "CLOSED", "REOPENED"}:
        resolve(complaint, cast.anna, text=secret, found=found(solution=secret))
    if state == "CLOSED":
        do("verify", complaint, cast.anna, reaction="SATISFIED", text=secret)
    if state == "REOPENED":
        do("reopen", complaint, cast.anna, text=secret)
    return fresh(complaint)


@pytest.mark.parametrize("state", STATES)
def test_no_page_ever_holds_what_anybody_typed(cast, state):
    complaint = brought_to(state, cast)
    sentinels(Complaint.objects.filter(pk=complaint.pk), "C")
    names = [cast.anna.name, complaint.customer.name, cast.carol.name, "SECRET",
             "secret@", "13911112222", complaint.branch.name]  # fmt: skip
    for language in LANGUAGES:
        page = opened(complaint, lang=language).content.decode()
        assert complaint.code in page
        assert [name for name in names if name in page] == []


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("REGISTERED", "We have received it"),
        ("WAITING", "please call us, or write to us below"),
        ("PROPOSED", "A solution is found"),
        ("HELD", "A solution is found"),
        ("TOLD", "We told you the result"),
        ("CLOSED", "It is closed"),
        ("REOPENED", "We are looking into it"),
    ],
)
def test_the_stage_is_a_fixed_sentence(cast, state, sentence):
    page = opened(brought_to(state, cast), lang="en").content.decode()
    assert sentence in page


def test_wrong_expired_and_revoked_are_answered_alike(cast):
    complaint = make_complaint(cast.anna)
    token = token_of(complaint)
    old = links.make(complaint, actor=None, at=timezone.now() - links.VALID)
    links.revoke_all(complaint, actor=cast.anna, at=timezone.now())
    pages = [Client().get(f"/c/{each}/") for each in (token, old, "nothing")]
    assert [page.status_code for page in pages] == [404, 404, 404]
    assert len({page.content for page in pages}) == 1
    assert pages[0]["Referrer-Policy"] == "no-referrer"


def test_the_token_has_256_bits_and_only_its_digest_is_stored(cast):
    token = token_of(make_complaint(cast.anna))
    assert len(token) == 43
    link = StatusLink.objects.get()
    assert token not in str(vars(link))
    assert link.expires_at - link.created_at == timedelta(days=180)


def test_opening_is_counted(cast):
    complaint = make_complaint(cast.anna)
    token = token_of(complaint)
    for _twice in range(2):
        Client().get(f"/c/{token}/")
    link = StatusLink.objects.get()
    assert link.opened_count == 2
    assert link.last_opened_at is not None


def test_who_tries_wrong_addresses_waits_and_nobody_with_him(cast):
    token = token_of(make_complaint(cast.anna))
    for _each in range(links.MOST_KNOCKS):
        assert Client().get("/c/wrong/").status_code == 404
    busy = Client().get("/c/wrong/")
    assert busy.status_code == 429
    assert int(busy["Retry-After"]) > 0
    assert Client().get("/c/wrong/", REMOTE_ADDR="10.9.8.7").status_code == 404
    # A neighbour behind the same address has a link that is right.
    assert Client().get(f"/c/{token}/").status_code == 200
    assert write(token).status_code == 302
    gone = knocks.forget_old(at=timezone.now() + knocks.WINDOW)
    assert gone == links.MOST_KNOCKS + 1
    assert not Knock.objects.exists()


def test_no_log_and_no_history_holds_the_token(cast, settings):
    told = io.StringIO()
    handler = logging.StreamHandler(told)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        complaint = resolve(make_complaint(cast.anna), cast.anna)
        token = token_of(complaint)
        Client().get("/c/no-such-token-here/")
        Client().get(f"/c/{token}/write/")
        do("verify", complaint, cast.anna, reaction="SATISFIED")
        assert write(token).status_code == 302
    finally:
        logger.removeHandler(handler)
    assert "c/<str:token>" in told.getvalue()
    for secret in (token, "no-such-token-here"):
        assert secret not in told.getvalue()
        events = complaint.events.values_list("pgh_context", flat=True)
        assert secret not in str(list(events))
    assert fresh(complaint).state == "INVESTIGATING"


def test_what_the_customer_writes_stands_in_the_history_once(cast):
    complaint = make_complaint(cast.anna)
    token, key = token_of(complaint), str(uuid.uuid4())
    for _twice in range(2):
        assert write(token, submission_key=key).status_code == 302
    line = Line.objects.get(deed="ADDED")
    assert (line.actor, line.text, line.complaint) == (None, "请快一点", complaint)
    assert cast.anna.notices.filter(kind="complaints.added").count() == 1


def test_his_answer_ends_the_waiting(cast):
    complaint = make_complaint(cast.anna)
    do("wait", complaint, cast.anna, text="请补发票")
    write(token_of(complaint))
    now = fresh(complaint)
    assert now.waiting_since is None
    assert not now.pauses.filter(ended_at=None).exists()


def test_what_he_writes_of_a_closed_one_opens_it_again(cast):
    complaint = resolve(make_complaint(cast.anna), cast.anna)
    do("verify", complaint, cast.anna, reaction="SATISFIED")
    write(token_of(complaint))
    assert (fresh(complaint).state, fresh(complaint).reopened_count) == (
        "INVESTIGATING", 1,
    )  # fmt: skip


def test_too_many_messages_and_empty_or_long_ones_are_refused(cast):
    complaint = make_complaint(cast.anna)
    token = token_of(complaint)
    assert write(token, text="  ").status_code == 422
    assert write(token, text="长" * (inbound.LONGEST + 1)).status_code == 422
    answers = [write(token).status_code for _each in range(inbound.MOST + 1)]
    assert answers == [302] * inbound.MOST + [422]
    assert Line.objects.filter(deed="ADDED").count() == inbound.MOST


def test_satisfied_is_written_down_and_dissatisfied_opens_it_one_level_up(cast):
    for content, state, reaction in (
        ("yes", "TOLD", "SATISFIED"), ("no", "INVESTIGATING", "DISSATISFIED"),
    ):  # fmt: skip
        complaint = make_complaint(cast.anna, reply_email="zhang@example.com")
        told = {"channel": "EMAIL", "found": found(), "reaction": "UNKNOWN"}
        do("resolve", complaint, cast.anna, **told)
        token = token_of(complaint)
        judge = f"/c/{token}/judge/"
        assert Client().post(judge, {"content": content}).status_code == 409
        tellings.deliver(clock=lambda: NOON + tellings.HOLD)
        assert Client().post(judge, {"content": content}).status_code == 302
        assert Client().post(judge, {"content": "yes"}).status_code == 409
        now = fresh(complaint)
        telling = Telling.objects.get(complaint=complaint)
        assert (now.state, telling.reaction) == (state, reaction)
    assert (now.level, now.handler) == (1, cast.carol)


def test_nobody_is_told_that_somebody_else_looks_who_does_not(cast):
    for actor, said in ((cast.anna, "somebody else looks"), (cast.dan, "again.<")):
        customer = make_customer(cast.anna)
        complaint = make_complaint(actor, customer=customer)
        resolve(complaint, actor, reaction="UNKNOWN")
        Complaint.objects.filter(pk=complaint.pk).update(handler=actor)
        judge = f"/c/{token_of(complaint)}/judge/?lang=en"
        page = Client().post(judge, {"content": "no"}, follow=True)
        assert said in page.content.decode()


def test_the_language_is_switched_by_the_address_alone(cast):
    complaint = make_complaint(cast.anna)
    token = token_of(complaint)
    english = Client().get(f"/c/{token}/?lang=en")
    assert 'lang="en"' in english.content.decode()
    assert "We have received it" in english.content.decode()
    chinese = Client().get(f"/c/{token}/?lang=nonsense")
    assert 'lang="zh-hans"' in chinese.content.decode()


def test_a_form_needs_no_cookie_and_no_origin(cast):
    """A browser told to send no referrer says of a form that it came from nowhere."""
    token = token_of(make_complaint(cast.anna))
    said = {"submission_key": str(uuid.uuid4()), "text": "你好"}
    client = Client(enforce_csrf_checks=True)
    answer = client.post(f"/c/{token}/write/", said, headers={"origin": "null"})
    assert answer.status_code == 302
