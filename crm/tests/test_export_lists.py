"""What is peculiar to each list as a file: leads, pairs, the register, colleagues."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from accounts.models import Export, ExportedPerson
from accounts.refused import Refused
from accounts.services import exports as records
from accounts.services import people
from crm import adoption
from crm.exports import SHEETS
from crm.services import exports
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from crm.tests.doubles_builders import LATER
from crm.tests.export_builders import (
    ABOUT_PERSONS,
    asked,
    made,
    make,
    paired,
    pass_on,
    rows,
    served,
    standing_on,
    text,
    wish,
)
from customers.choices.consent import ConsentState
from customers.services import documents
from customers.services.leads import conversion, pool
from customers.tests.asset_builders import VIN, make_asset
from customers.tests.consent_builders import enquiry_text, say
from customers.tests.document_builders import file_document
from customers.tests.fact_builders import make_opportunity
from customers.tests.lead_builders import make_lead, make_waiting

OFFER = {"purpose": "MARKETING", "channel": "SMS"}
ANSWER = {"purpose": "ENQUIRY", "channel": "PHONE"}


pytestmark = pytest.mark.usefixtures("media")


def test_whatever_is_not_about_colleagues_is_about_persons():
    about_colleagues = {"handovers", "adoption", "settings"}
    assert set(SHEETS) - set(ABOUT_PERSONS) == about_colleagues


class TestLeads:
    def test_who_is_no_customer_yet_is_in_by_what_he_agreed_to_himself(self, cast):
        make_lead(cast.anna, name="同意者", agreed_to=enquiry_text())
        make_lead(cast.anna, name="沉默者")
        export = made(cast.nina, wish("leads", **ANSWER))
        assert [row[0] for row in rows(export)] == ["同意者"]
        assert export.left_out == {"": 1}
        assert not ExportedPerson.objects.exists()

    @pytest.mark.parametrize(
        ("purpose", "channel"),
        [("ENQUIRY", "SMS"), ("ENQUIRY", "WECHAT"), ("MARKETING", "PHONE"),
         ("REMINDERS", "PHONE"),
         ("SURVEYS", "SMS"), ("CLUB", "PHONE"), ("PARTNERS", "WHOLE"),
         ("PROFILING", "WHOLE")],
    )  # fmt: skip
    def test_he_agreed_to_an_answer_by_what_he_left_and_to_no_more(
        self, cast, purpose, channel
    ):
        make_lead(cast.anna, agreed_to=enquiry_text())
        with pytest.raises(Refused):
            asked(cast.nina, wish("leads", purpose=purpose, channel=channel))

    def test_who_left_his_wechat_may_be_written_to_there(self, cast):
        make_lead(cast.anna, name="甲", agreed_to=enquiry_text(), wechat="weixin_a")
        export = made(cast.nina, wish("leads", purpose="ENQUIRY", channel="WECHAT"))
        assert [row[0] for row in rows(export)] == ["甲"]

    def test_a_customer_speaks_for_the_lead_he_was(self, cast):
        lead = make_lead(cast.anna, agreed_to=enquiry_text())
        customer = conversion.convert(lead, actor=cast.anna, at=NOON)
        assert len(rows(made(cast.nina, wish("leads", **ANSWER)))) == 1
        say(customer, *ANSWER.values(), ConsentState.WITHDRAWN)
        with pytest.raises(Refused):
            asked(cast.nina, wish("leads", **ANSWER))

    def test_who_became_a_customer_since_leaves_a_finished_file(self, cast):
        lead = make_lead(cast.anna, name="改口者", agreed_to=enquiry_text())
        make_lead(cast.anna, name="留下者", agreed_to=enquiry_text())
        export = made(cast.nina, wish("leads", **ANSWER))
        assert exports.fetch(export, actor=cast.nina, at=NOON)
        customer = conversion.convert(lead, actor=cast.anna, at=LATER)
        assert exports.fetch(export, actor=cast.nina, at=LATER)
        say(customer, *ANSWER.values(), ConsentState.WITHDRAWN)
        with pytest.raises(Refused, match="1"):
            exports.fetch(export, actor=cast.nina, at=LATER)
        export.refresh_from_db()
        make(export)
        assert "改口者" not in text(export)
        Export.objects.filter(pk=export.pk).update(made_at=LATER)
        export.refresh_from_db()
        assert exports.fetch(export, actor=cast.nina, at=LATER)

    def test_the_tab_and_the_filters_of_the_list_are_those_of_the_file(self, cast):
        make_lead(cast.anna, name="甲"), make_waiting(cast, name="乙")
        make_waiting(cast, name="丙", channel="PHONE")
        with override("en"):
            export = made(cast.nina, wish("leads", "tab=unassigned&channel=ONLINE"))
        assert [row[0] for row in rows(export)] == ["乙"]
        assert export.told == ["Nobody's", "Channel: online platform"]

    def test_the_common_pool_is_that_of_the_branch(self, cast):
        for who, name in ((cast.anna, "东城池"), (cast.dora, "西城池")):
            pool.put(make_lead(who, name=name), actor=who, at=NOON)
        make_lead(cast.anna, name="有主的")
        told = text(made(cast.nina, wish("leads", "tab=pool")))
        assert "东城池" in told
        assert "西城池" not in told
        assert "有主的" not in told

    def test_a_number_is_whole_for_whoever_works_on_the_lead(self, cast):
        make_lead(cast.anna, phone="13911112222")
        masked = text(made(cast.nina, wish("leads")))
        full = text(made(cast.nina, wish("leads"), is_full=True))
        assert "139****2222" in masked
        assert "13911112222" in full.replace(" ", "")

    def test_they_count_towards_the_limit_of_a_day(self, cast, monkeypatch):
        monkeypatch.setattr(records, "FREE_ROWS", 1)
        make_lead(cast.anna)
        assert asked(cast.nina, wish("leads")).state == "MAKING"
        assert asked(cast.nina, wish("leads")).state == "ASKED"

    def test_who_may_not_export_alone_waits_for_another(self, cast):
        make_lead(cast.anna)
        assert asked(cast.carol, wish("leads")).state == "ASKED"


class TestPairs:
    def test_one_of_two_who_did_not_agree_keeps_the_pair_out(self, cast):
        one, other = paired(served(cast.anna, "甲"), served(cast.anna, "乙"))
        say(one, "MARKETING", "SMS")
        with pytest.raises(Refused):
            asked(cast.nina, wish("doubles", **OFFER))
        say(other, "MARKETING", "SMS")
        export = made(cast.nina, wish("doubles", **OFFER))
        held = ExportedPerson.objects.filter(export=export)
        assert {each.customer_id for each in held} == {one.pk, other.pk}

    def test_one_of_another_branch_keeps_the_pair_out(self, cast):
        paired(served(cast.anna, "甲"), served(cast.dora, "乙"))
        with pytest.raises(Refused):
            asked(cast.nina, wish("doubles"))

    def test_each_tab_is_a_list(self, cast):
        standing_on("doubles", cast.anna, "甲")
        with override("en"):
            assert made(cast.nina, wish("doubles")).told == ["State: to decide"]
        for state in ("apart", "merged", "x"):
            with pytest.raises(Refused):
                asked(cast.nina, wish("doubles", f"state={state}"))


def test_the_register_leaves_as_it_is_narrowed_without_what_was_removed(cast):
    customer = make_customer(cast.anna)
    file_document(customer, title="甲", shelf="A1")
    gone = file_document(customer, title="乙", shelf="A1")
    file_document(customer, title="丙", shelf="B2")
    documents.remove(gone, actor=cast.anna, reason="登记错误", at=NOON)
    with override("en"):
        export = made(cast.nina, wish("documents", "view=scan&shelf=A1&kind=CONTRACT"))
    assert [row[0] for row in rows(export)] == ["甲"]
    assert export.told == ["Papers to scan", "Type: contract", "Shelf: A1"]


def test_opportunities_leave_as_they_are_narrowed(cast):
    day = NOON.date()
    make_opportunity(cast.anna, title="甲", next_on=day)
    make_opportunity(cast.anna, title="乙", next_on=day + timedelta(days=9))
    make_opportunity(cast.dora, title="丙", next_on=day)
    with override("en"):
        export = made(cast.nina, wish("opportunities", "whose=all&only=due"))
    assert [row[0] for row in rows(export)] == ["甲"]
    assert export.told == ["Only: next step due"]


def test_plates_are_masked_unless_whoever_may_asks_for_them(cast):
    make_asset(make_customer(cast.anna), plate="京A12345", vin=VIN)
    masked = text(made(cast.nina, wish("assets")))
    full = text(made(cast.nina, wish("assets"), is_full=True))
    assert "京****2345" in masked
    assert VIN not in masked
    assert "京A12345" in full
    assert VIN in full


def test_the_monitor_of_use_leaves_as_its_page_says(cast):
    shown = adoption.of_people([cast.anna], NOON, reader=cast.nina)[0]
    export = made(cast.nina, wish("adoption"))
    told = {row[0]: row for row in rows(export)}
    assert set(told) == {one.name for one in adoption.watched(cast.nina)}
    assert told["王安娜"][3:5] == [str(shown.active), str(shown.working)]
    with override("en"), pytest.raises(Refused, match="may not export this list"):
        asked(cast.anna, wish("adoption"))


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        ("/leads/?tab=all", "leads"),
        ("/opportunities/?whose=all", "opportunities"),
        ("/visits/?whose=all&state=LOGGED", "visits"),
        ("/documents/", "documents"),
        ("/customers/doubles/", "doubles"),
        ("/handovers/", "handovers"),
        ("/adoption/", "adoption"),
    ],
)
def test_the_button_stands_on_every_list_for_who_may_export_it(
    client, cast, address, slug
):
    standing_on("doubles", cast.anna, "客户甲"), pass_on(cast)
    for who, is_there in (("nina", True), ("anna", False)):
        client.force_login(getattr(cast, who))
        page = client.get(address).content.decode()
        assert (f"/exports/new/?list={slug}" in page) is is_there, who


def test_the_trail_of_settings_leaves_from_its_page(client, cast):
    people.update_user(cast.anna, actor=cast.adam, language="en", at=NOON)
    client.force_login(cast.dan)
    assert "/exports/new/?list=settings" in client.get("/audit/").content.decode()


def test_a_form_leads_to_the_other_lists_of_the_same_customers(client, cast):
    client.force_login(cast.nina)
    page = client.get("/exports/new/?list=customers&tier=A").content.decode()
    for slug in ("contacts", "purchases", "assets"):
        assert f'href="?list={slug}&amp;tier=A"' in page
