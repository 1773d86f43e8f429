"""Files of complaints whose customer is merged, or leaves the archive and returns."""

import uuid

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from complaints.models import ComplaintFile
from complaints.services import messages
from complaints.tests.complaint_builders import make_complaint, make_message
from complaints.tests.part_builders import answering, ask, do
from complaints.tests.test_evidence import upload
from crm.services import merging, removing
from crm.testing.builders import make_customer
from crm.tests.doubles_builders import LATER, make_twins, merge, remove


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def status(user, name: str, *args) -> int:
    return signed_in(user).get(reverse(f"complaints:{name}", args=args)).status_code


@pytest.fixture
def complaint(cast):
    """Return a complaint of anna's customer with a file of his and one of an answer."""
    answering(cast.lia)
    customer = make_customer(cast.anna)
    made = make_complaint(cast.anna, customer=customer, uploads=[upload("身份证.jpg")])
    do("answer", ask(made, cast.anna), cast.lia, answer="见图",
       uploads=[upload("拆检.jpg")])  # fmt: skip
    return made


def addresses(cast, complaint) -> list[tuple]:
    first, last = complaint.files.in_order()
    part = complaint.parts.get()
    return [(cast.anna, "file", complaint.code, first.pk),
            (cast.anna, "file", complaint.code, last.pk),
            (cast.lia, "part_file", part.pk, last.pk)]  # fmt: skip


def test_who_lies_in_the_bin_takes_his_files_along_and_brings_them_back(
    cast, complaint
):
    asked, customer = addresses(cast, complaint), complaint.customer
    assert [status(*each) for each in asked] == [200, 200, 200]
    remove(customer, cast.nina)
    assert [status(*each) for each in asked] == [404, 404, 404]
    shown = signed_in(cast.anna).get(complaint.get_absolute_url()).content.decode()
    assert "身份证" not in shown
    assert "拆检.jpg" not in shown
    part = signed_in(cast.lia).get(complaint.parts.get().get_absolute_url())
    assert "拆检.jpg" not in part.content.decode()
    # As with documents nothing is destroyed: it may be needed as evidence.
    for kept in ComplaintFile.objects.all():
        assert default_storage.exists(kept.stored_as)
    removing.restore(customer, actor=cast.nina, at=LATER)
    assert [status(*each) for each in asked] == [200, 200, 200]


def test_what_came_with_his_message_goes_the_same_way(cast):
    customer = make_customer(cast.anna)
    message = make_message(uploads=[upload("现场.jpg")], branch=cast.east)
    said = {"kind": "COMPLAINT", "channel": "WEB", "words": message.words}
    messages.register(message, customer, actor=cast.anna, said=said, at=LATER,
                      key=uuid.uuid4())  # fmt: skip
    asked = ("inbound_file", message.pk, message.files.get().pk)
    assert status(cast.carol, *asked) == 200
    remove(customer, cast.nina)
    assert status(cast.carol, *asked) == 404
    page = signed_in(cast.carol).get(message.get_absolute_url()).content.decode()
    assert "现场.jpg" not in page


def test_of_who_gave_no_name_the_files_stay(cast):
    made = make_complaint(cast.anna, customer=None, uploads=[upload()])
    assert status(cast.anna, "file", made.code, made.files.get().pk) == 200
    message = make_message(uploads=[upload()], branch=cast.east)
    asked = (message.pk, message.files.get().pk)
    assert status(cast.carol, "inbound_file", *asked) == 200


def test_merged_his_files_are_the_winners_and_parted_his_again(cast):
    winner, loser = make_twins(cast.anna)
    made = make_complaint(cast.anna, customer=loser, uploads=[upload()])
    asked = ("file", made.code, made.files.get().pk)
    done = merge(winner, loser, cast.nina)
    made.refresh_from_db()
    assert made.customer == winner
    assert status(cast.anna, *asked) == 200
    merging.undo(done, actor=cast.nina, at=LATER)
    made.refresh_from_db()
    assert made.customer == loser
    assert status(cast.anna, *asked) == 200
    assert ComplaintFile.objects.get().complaint == made
