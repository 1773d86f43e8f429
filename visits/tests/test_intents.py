"""What a customer means to buy becomes an opportunity: one tap, once, his words."""

import pytest

from accounts.refused import Refused
from crm.testing.builders import make_customer, make_visit
from crm.testing.cast import NOON
from customers.models import Opportunity
from visits.models import FeedbackItem
from visits.services import amendments, opportunities

pytestmark = pytest.mark.django_db


def make_intent(owner, text="想换一台商务车", kind="INTENT", **more) -> FeedbackItem:
    return make_visit(owner, feedback={kind: text}, **more).feedback.get()


def test_one_tap_opens_one_with_the_words_and_a_second_tap_the_same(client, cast):
    item = make_intent(cast.anna)
    client.force_login(cast.anna)
    first = client.post(f"/feedback/{item.pk}/opportunity/")
    second = client.post(f"/feedback/{item.pk}/opportunity/")
    made = Opportunity.objects.get()
    assert first.url == second.url == made.get_absolute_url()
    assert (made.title, made.customer_id) == ("想换一台商务车", item.customer_id)
    item.refresh_from_db()
    assert item.taken_up_at is not None
    assert not FeedbackItem.objects.open().exists()


def test_long_words_are_kept_whole_in_the_note(cast):
    item = make_intent(cast.anna, text="要" * 200)
    made = opportunities.take_up(item, actor=cast.anna, at=NOON)
    assert (len(made.title), made.note) == (80, "要" * 200)


def test_other_words_open_none(cast):
    item = make_intent(cast.anna, kind="PRAISE")
    with pytest.raises(Refused):
        opportunities.take_up(item, actor=cast.anna, at=NOON)
    assert not Opportunity.objects.exists()


def test_a_visit_taken_back_opens_none_and_one_taken_up_is_not_taken_back(cast):
    item = make_intent(cast.anna)
    amendments.undo(item.visit, actor=cast.anna, at=NOON)
    with pytest.raises(Refused):
        opportunities.take_up(item, actor=cast.anna, at=NOON)
    other = make_intent(cast.anna)
    opportunities.take_up(other, actor=cast.anna, at=NOON)
    with pytest.raises(Refused):
        amendments.undo(other.visit, actor=cast.anna, at=NOON)


def test_it_is_offered_on_the_visit_and_on_the_customers_page(client, cast):
    customer = make_customer(cast.anna)
    item = make_intent(cast.anna, customer=customer)
    address = f"/feedback/{item.pk}/opportunity/"
    client.force_login(cast.anna)
    for page in (f"/visits/{item.visit_id}/", f"/customers/{customer.pk}/"):
        assert address in client.get(page).text
    client.post(address)
    for page in (f"/visits/{item.visit_id}/", f"/customers/{customer.pk}/"):
        assert address not in client.get(page).text


def test_who_may_not_edit_the_customer_opens_none(client, cast):
    item = make_intent(cast.anna)
    for who, status in (("ben", 404), ("sam", 404), ("dan", 403)):
        client.force_login(getattr(cast, who))
        assert client.post(f"/feedback/{item.pk}/opportunity/").status_code == status
    assert not Opportunity.objects.exists()
