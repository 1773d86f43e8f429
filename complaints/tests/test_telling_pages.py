"""What is told, on the page of the complaint: undo, retry, reaction, status link."""

import re
import uuid
from datetime import timedelta

from django.utils import timezone

from complaints.choices import Ending, State
from complaints.models import Complaint, StatusLink, Telling
from complaints.services import links, tellings
from complaints.tests.complaint_builders import do, found, fresh, make_complaint
from complaints.tests.telling_builders import told
from crm.testing.cast import NOON


def mailed(cast, **said) -> Telling:
    """Tell the result by e-mail just now."""
    complaint = make_complaint(cast.anna, reply_email="zhang@example.com", **said)
    mail = {"channel": "EMAIL", "reaction": "UNKNOWN", "found": found()}
    do("resolve", complaint, cast.anna, at=timezone.now(), **mail)
    return Telling.objects.get(complaint=complaint)


def act(client, telling, verb: str, **said):
    page = telling.complaint.get_absolute_url()
    return client.post(f"{page}tellings/{telling.pk}/{verb}/", said)


def test_what_was_just_told_is_undone_from_the_page(client, cast):
    telling = mailed(cast)
    client.force_login(cast.anna)
    page = client.get(telling.complaint.get_absolute_url()).content.decode()
    undo = f"/tellings/{telling.pk}/take-back/"
    assert undo in page
    assert act(client, telling, "take-back").status_code == 302
    assert fresh(telling.complaint).state == "REGISTERED"
    assert undo not in client.get(telling.complaint.get_absolute_url()).content.decode()
    act(client, telling, "take-back")
    assert telling.complaint.lines.filter(deed="TAKEN_BACK").count() == 1


def test_what_had_better_not_be_said_is_pointed_out_beside_the_undo(client, cast):
    complaint = make_complaint(cast.anna, reply_email="zhang@example.com")
    mail = {"channel": "EMAIL", "reaction": "UNKNOWN", "text": "我们保证不再发生"}
    do("resolve", complaint, cast.anna, found=found(), at=timezone.now(), **mail)
    client.force_login(cast.anna)
    page = client.get(complaint.get_absolute_url())
    (shown,) = page.context["tellings"]
    assert len(shown["concerns"]) == 1
    assert "alert-warning" in page.content.decode()


def test_the_reaction_is_filled_in_on_the_page(client, cast):
    telling = mailed(cast)
    client.force_login(cast.anna)
    said = {"reaction": "ACCEPTED", "submission_key": str(uuid.uuid4())}
    act(client, telling, "react", **said)
    assert fresh(telling.complaint).reaction == "UNKNOWN"
    later = timezone.now() + tellings.HOLD
    tellings.deliver(clock=lambda: later)
    # The page reads the clock: what went out a moment ago is answered after that.
    tellings.react(telling, actor=cast.anna, reaction="ACCEPTED", at=later)
    assert fresh(telling.complaint).reaction == "ACCEPTED"
    assert act(client, telling, "react", **said).status_code == 302


def test_a_link_is_shown_once(client, cast):
    complaint = make_complaint(cast.anna)
    client.force_login(cast.anna)
    address = f"{complaint.get_absolute_url()}link/"
    said = {"submission_key": str(uuid.uuid4())}
    page = client.post(address, said)
    token = re.search(r"/c/([\w-]{43})/", page.content.decode())[1]
    assert "no-store" in page["Cache-Control"]
    assert client.get(f"/c/{token}/").status_code == 200
    again = client.post(address, said, follow=True).content.decode()
    assert token not in again
    assert StatusLink.objects.count() == 1
    client.post(f"{address}revoke/")
    assert client.get(f"/c/{token}/").status_code == 404


def test_through_anothers_eyes_the_words_are_veiled_and_nothing_is_offered(
    client, cast
):
    telling = mailed(cast)
    client.force_login(cast.adam)
    client.post(f"/see-as/{cast.anna.pk}/")
    page = client.get(telling.complaint.get_absolute_url()).content.decode()
    assert telling.text not in page
    assert "/take-back/" not in page


def test_the_page_costs_the_same_for_few_and_many_messages(client, cast, count_queries):
    complaint = make_complaint(cast.anna)
    client.force_login(cast.anna)
    costs = []
    for more in (2, 10):
        for _each in range(more):
            told(complaint, cast.anna)
        costs.append(count_queries(lambda: client.get(complaint.get_absolute_url())))
    assert costs[0] == costs[1]


def test_the_status_page_follows_a_merge_and_tells_only_his_own(cast, client):
    main = make_complaint(cast.anna)
    do("acknowledge", main, cast.anna)
    told(main, cast.anna)
    mine = make_complaint(cast.anna)
    Complaint.objects.filter(pk=mine.pk).update(
        state=State.CLOSED, ending=Ending.MERGED, merged_into=main, closed_at=NOON
    )
    token = links.make(mine, actor=None, at=timezone.now())
    page = client.get(f"/c/{token}/?lang=en").content.decode()
    assert mine.code in page
    assert "handled together" in page
    assert "confirmed receipt" in page
    assert main.code not in page
    assert "What we told you" not in page
    said = {"submission_key": str(uuid.uuid4()), "text": "我也是"}
    client.post(f"/c/{token}/write/", said)
    assert main.lines.filter(deed="ADDED").count() == 1
    assert fresh(mine).state == "CLOSED"


def test_the_words_of_a_receipt_name_the_day_he_hears_next(cast):
    complaint = make_complaint(cast.anna, reply_email="zhang@example.com")
    do("acknowledge", complaint, cast.anna, channel="EMAIL")
    promised = fresh(complaint).clocks.promised().first().promised_at
    assert promised > NOON + timedelta(hours=2)
    assert f"{promised:%Y-%m-%d}" in Telling.objects.get().text
