"""The pages of leads: who sees what, at what cost, and where each thing leads."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from crm.testing.builders import make_customer
from customers.models import Customer, Lead
from customers.services.leads import campaigns, handing, register, work
from customers.tests.consent_builders import publish_enquiry_text
from customers.tests.lead_builders import (
    PHONE,
    make_campaign,
    make_lead,
    page_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


def sent(client, **said):
    """Send the form of a new lead."""
    form = {"name": "王先生", "phone": PHONE, "channel": "WALK_IN",
            "submission_key": uuid.uuid4()} | said  # fmt: skip
    return client.post("/leads/new/", form)


def test_two_fields_make_a_lead_of_ones_own(client, cast):
    client.force_login(cast.anna)
    page = sent(client, owner=cast.anna.pk)
    lead = Lead.objects.get()
    assert page["Location"] == lead.get_absolute_url()
    assert (lead.owner, lead.consent_given_at) == (cast.anna, None)


def test_consent_is_never_ticked_beforehand_and_kept_with_its_text(client, cast):
    client.force_login(cast.anna)
    box = re.search(r"<input[^>]*has_consented[^>]*>", page_of(client, "/leads/new/"))
    assert "checked" not in box[0]
    sent(client, has_consented="on", read_out=1)
    lead = Lead.objects.get()
    assert lead.consent_given_at
    assert lead.consent_text == "1"


def test_words_that_changed_since_the_form_was_opened_are_read_out_again(client, cast):
    client.force_login(cast.anna)
    publish_enquiry_text(cast.max)
    page = sent(client, has_consented="on", read_out=1)
    assert (page.status_code, Lead.objects.count()) == (422, 0)
    assert "新的说法" in page.content.decode()
    assert 'name="read_out" value="2"' in page.content.decode()
    sent(client, has_consented="on", read_out=2)
    assert Lead.objects.get().consent_text == "2"


def test_what_was_typed_in_the_search_is_carried_over(client, cast):
    client.force_login(cast.anna)
    found = page_of(client, "/search/?q=诸葛无名")
    assert "/leads/new/?name=" in found
    assert 'value="张伟"' in page_of(client, "/leads/new/?name=张伟")
    assert f'value="{PHONE}"' in page_of(client, f"/leads/new/?phone={PHONE}")


def test_words_of_interest_are_chips_of_those_used_before_and_free(client, cast, now):
    make_lead(cast.anna, interests=["SUV", "轿车"], at=now)
    client.force_login(cast.anna)
    assert 'value="SUV"' in page_of(client, "/leads/new/")
    sent(client, interests=["SUV"], more_interests="房车、皮卡")
    assert Lead.objects.latest("pk").interests == ["SUV", "房车", "皮卡"]


def test_a_known_person_is_told_while_typing_within_what_one_may_see(client, cast, now):
    mine = make_customer(cast.anna, phone=PHONE, name="张伟")
    make_lead(cast.dora, phone="13911112222", name="李秘密", at=now)
    client.force_login(cast.anna)
    html = page_of(client, f"/leads/duplicates/?phone={PHONE}")
    assert mine.get_absolute_url() in html
    assert "张伟" in html
    html = page_of(client, "/leads/duplicates/?phone=13911112222")
    assert "赵**" in html
    assert "李秘密" not in html
    assert "/leads/" not in html
    assert page_of(client, "/leads/duplicates/?phone=1391111").strip() == ""


def test_a_known_lead_shows_the_form_again_and_asks_why(client, cast, now):
    make_lead(cast.dora, phone=PHONE, at=now)
    client.force_login(cast.anna)
    page = sent(client, note="从展会来")
    assert page.status_code == 422
    assert "从展会来" in page.content.decode()
    assert sent(client, reason="夫妻共用").status_code == 302


def test_reception_passes_a_walk_in_on_and_is_not_led_to_what_it_cannot_see(
    client, cast
):
    client.force_login(cast.vera)
    page = sent(client, owner="")
    assert page["Location"] == "/leads/"
    assert Lead.objects.get().owner is None


@pytest.mark.parametrize("who", ["anna", "lia"])
def test_a_contact_is_logged_from_the_page_and_double_sending_logs_one(
    client, cast, now, who
):
    lead = make_lead(cast.anna, at=now)
    handing.hand_over(lead, actor=cast.anna, taker=cast.lia, at=now)
    client.force_login(getattr(cast, who))
    said = {"submission_key": uuid.uuid4(), "is_reached": "yes", "channel": "CALL",
            "next_days": "3"}  # fmt: skip
    for _twice in range(2):
        answer = client.post(f"/leads/{lead.pk}/touch/", said)
        assert answer["Location"] == lead.get_absolute_url()
    assert lead.deeds.filter(kind="TOUCHED").count() == 1
    lead.refresh_from_db()
    assert lead.next_contact_on == timezone.localdate() + timedelta(days=3)


def test_what_was_not_answered_is_asked_again_with_what_was_typed(client, cast, now):
    lead = make_lead(cast.anna, at=now)
    client.force_login(cast.anna)
    said = {"submission_key": uuid.uuid4(), "channel": "CALL", "note": "别丢这句"}
    answer = client.post(f"/leads/{lead.pk}/touch/", said)
    assert answer.status_code == 422
    assert "别丢这句" in answer.content.decode()


def test_a_stale_page_is_told_that_somebody_was_quicker(client, cast, now):
    lead = make_lead(cast.anna, at=now)
    seen = lead.standing
    work.lose(lead, actor=cast.max, reason="PRICE", at=now)
    client.force_login(cast.anna)
    answer = client.post(f"/leads/{lead.pk}/win/", {"seen": seen}, follow=True)
    lead.refresh_from_db()
    assert lead.state == "LOST"
    assert len(answer.context["messages"]) == 1


def test_one_tap_makes_the_customer_and_his_timeline_tells_where_he_came_from(
    client, cast, now
):
    lead = make_lead(cast.anna, name="周先生", phone=PHONE, at=now)
    client.force_login(cast.anna)
    assert "周先生" in page_of(client, f"/leads/{lead.pk}/convert/")
    client.post(f"/leads/{lead.pk}/convert/", {"seen": lead.standing})
    customer = Customer.objects.get()
    told = f"{customer.get_absolute_url()}timeline/?type=changes"
    assert "由线索转为客户：线上平台" in page_of(client, told)


def test_a_customer_one_does_not_see_is_no_target_of_a_conversion(client, cast, now):
    other = make_customer(cast.dora, phone=PHONE)
    lead = make_lead(cast.anna, phone=PHONE, at=now)
    client.force_login(cast.anna)
    answer = client.post(f"/leads/{lead.pk}/convert/", {"customer": other.pk})
    assert answer.status_code == 422
    lead.refresh_from_db()
    assert lead.customer is None


@pytest.mark.parametrize("typed", ["13912345", "1391234"])
def test_a_mobile_number_cut_short_is_refused_as_for_a_customer(client, cast, typed):
    client.force_login(cast.anna)
    page = sent(client, phone=typed)
    customer = client.post("/customers/new/", {"name": "王先生", "phone": typed})
    assert page.status_code == 422
    words = page.context["form"].errors["phone"]
    assert words == customer.context["form"].errors["phone"]
    assert Lead.objects.count() == 0
    assert sent(client, phone="65231234").status_code == 302


def test_who_registers_for_himself_is_named_once(client, cast, now):
    own, given = make_lead(cast.anna, at=now), make_lead(cast.anna, actor=cast.max)
    client.force_login(cast.anna)
    assert f"→ {cast.anna.name}" not in page_of(client, own.get_absolute_url())
    assert f"→ {cast.anna.name}" in page_of(client, given.get_absolute_url())


def _main(page: str) -> str:
    return page.partition("<main")[2].partition("</main")[0]


def test_both_buttons_of_a_new_lead_have_one_name(client, cast, now):
    make_lead(cast.dora, phone=PHONE, at=now)
    client.force_login(cast.anna)
    asked = sent(client).content.decode()
    for page, name in ((page_of(client, "/leads/new/"), "保存"), (asked, "仍然登记")):
        buttons = re.findall(
            r'<button class="btn btn-primary[^>]*>([^<]*)<', _main(page)
        )
        assert [words.strip() for words in buttons] == [name, name]


def test_a_field_somebody_else_changed_is_named_before_it_is_written_over(
    client, cast, now
):
    lead = make_lead(cast.anna, name="周先生", note="先前", at=now)
    client.force_login(cast.anna)
    url = f"/leads/{lead.pk}/edit/"
    said = {"name": "周先生", "channel": "ONLINE", "note": "我的",
            "version": lead.version}  # fmt: skip
    told = {"fields": {"note": "别人的"}, "version": lead.version}
    register.correct(lead, actor=cast.max, at=now, **told)
    page = client.post(url, said)
    assert page.status_code == 422
    assert "别人的" in str(page.context["form"].errors["note"])
    again = said | {"version": page.context["form"]["version"].value()}
    assert client.post(url, again).status_code == 302
    lead.refresh_from_db()
    assert lead.note == "我的"


def test_a_campaign_somebody_else_changed_is_told_and_saved_again(client, cast, now):
    fair = make_campaign(cast.max, at=now)
    client.force_login(cast.max)
    url = f"/leads/campaigns/{fair.pk}/"
    said = {name: getattr(fair, name) for name in ("name", "channel", "starts_on")}
    said |= {"cost": 1, "version": fair.version}
    fields = {name: getattr(fair, name) for name in campaigns.EDITABLE} | {"cost": 2}
    told = {"fields": fields, "version": fair.version, "at": now}
    campaigns.correct(fair, actor=cast.dan, **told)
    page = client.post(url, said)
    assert "cost" in page.context["form"].errors
    again = said | {"version": page.context["form"]["version"].value()}
    assert client.post(url, again).status_code == 302
    fair.refresh_from_db()
    assert fair.cost == 1


def test_only_the_stages_a_lead_went_through_are_ticked(client, cast, now):
    lead = make_lead(cast.anna, at=now)
    handing.hand_over(lead, actor=cast.anna, taker=cast.lia, at=now)
    client.force_login(cast.anna)
    steps = client.get(lead.get_absolute_url()).context["steps"]
    assert [state for state, _here, is_behind in steps if is_behind] == ["NEW"]
    handing.give_back(lead, actor=cast.lia, reason="不是我们部门", at=now)
    work.stage(lead, actor=cast.anna, state="QUALIFIED", at=now)
    handing.hand_over(lead, actor=cast.anna, taker=cast.lia, at=now)
    work.win(lead, actor=cast.lia, note="签约", at=now)
    steps = client.get(lead.get_absolute_url()).context["steps"]
    assert [is_behind for *_step, is_behind in steps] == [True] * 4 + [False]


def test_nobody_is_chosen_beforehand_to_get_a_lead(client, cast, now):
    lead = make_lead(cast.anna, at=now)
    client.force_login(cast.carol)
    page = client.get(lead.get_absolute_url())
    for name in ("hand_form", "assign_form"):
        field = {"hand_form": "taker", "assign_form": "owner"}[name]
        value, words = next(iter(page.context[name].fields[field].choices))
        assert (value, words[:3]) == ("", "请选择")


def test_the_form_says_that_one_of_two_numbers_is_needed(client, cast):
    client.force_login(cast.anna)
    page = page_of(client, "/leads/new/")
    assert "手机或微信至少填一项" in page
    label = page.partition('for="id_phone"')[2].partition("</label>")[0]
    assert label
    assert "optional" not in label
