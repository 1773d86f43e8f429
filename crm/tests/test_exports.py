"""Lists as files: who may stand in them, who may take them, what they hold."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from accounts.models import (
    AuditEntry,
    Export,
    ExportedPerson,
    Grant,
    Job,
    Notice,
    User,
)
from accounts.refused import Refused
from accounts.services import exports as records
from accounts.services import people
from crm.exports import SHEETS
from crm.services import exports
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from crm.tests.doubles_builders import LATER, merge, remove
from crm.tests.export_builders import (
    ABOUT_PERSONS,
    MAY,
    PHONE,
    asked,
    made,
    make,
    pass_on,
    rows,
    served,
    standing_on,
    text,
    wish,
)
from customers.choices.consent import ConsentState
from customers.tests.consent_builders import say

# What is asked by a way, and as a whole; the guard is asked of all in its own tests.
USES = [("MARKETING", "SMS"), ("REMINDERS", "SMS"), ("PARTNERS", "WHOLE")]


pytestmark = pytest.mark.usefixtures("media")


@pytest.mark.parametrize("slug", ABOUT_PERSONS)
@pytest.mark.parametrize(("purpose", "channel"), USES, ids=str)
def test_no_file_for_a_purpose_holds_who_did_not_agree_to_it(
    cast, slug, purpose, channel
):
    names = ("同意者", "沉默者", "拒绝者", "撤回者", "别的")
    rows = [standing_on(slug, cast.anna, name) for name in names]
    agreed = {one.pk for one in rows[0]}
    for yes, _silent, no, gone, other in zip(*rows, strict=True):
        say(yes, purpose, channel)
        say(no, purpose, channel, ConsentState.REFUSED)
        say(gone, purpose, channel)
        say(gone, purpose, channel, ConsentState.WITHDRAWN)
        for use in USES:
            if use != (purpose, channel):
                say(other, *use)
    export = made(cast.nina, wish(slug, purpose=purpose, channel=channel))
    told = text(export)
    assert "同意者" in told
    assert not [name for name in ("沉默者", "拒绝者", "撤回者", "别的") if name in told]
    n = len(agreed)
    assert export.left_out == {"": 2 * n, "REFUSED": n, "WITHDRAWN": n}
    held = ExportedPerson.objects.filter(export=export)
    assert set(held.values_list("customer_id", flat=True)) == agreed


@pytest.mark.parametrize("slug", ABOUT_PERSONS)
def test_a_file_for_own_work_rests_on_the_contract(cast, slug):
    standing_on(slug, cast.anna, "沉默者")
    export = made(cast.nina, wish(slug))
    assert "沉默者" in text(export)
    assert export.left_out == {}


@pytest.mark.parametrize("slug", ABOUT_PERSONS)
def test_no_file_holds_whom_its_asker_does_not_reach(cast, slug):
    standing_on(slug, cast.anna, "东城客"), standing_on(slug, cast.dora, "西城客")
    told = text(made(cast.nina, wish(slug)))
    assert "东城客" in told
    assert "西城客" not in told


@pytest.mark.parametrize("slug", SHEETS)
def test_every_list_can_leave_in_either_format_with_its_headings(cast, slug):
    standing_on("doubles", cast.anna, "客户甲")
    pass_on(cast)
    people.update_user(cast.anna, actor=cast.adam, language="en", at=NOON)
    actor = getattr(cast, MAY[slug])
    for language, format in (("en", "csv"), ("zh-hans", "xlsx")):
        with override(language):
            export = made(actor, wish(slug), format=format)
            heads = [str(column.label) for column in SHEETS[slug].columns]
        assert export.state == "READY"
        assert export.row_count >= export.counted > 0
        if format == "csv":
            assert text(export).splitlines()[1] == ",".join(heads)


def test_headings_are_of_the_language_of_the_asker(cast):
    served(cast.anna, "客户甲")
    heads = {}
    for language in ("en", "zh-hans"):
        with override(language):
            heads[language] = text(made(cast.nina)).splitlines()[1]
    assert heads["en"].startswith("Name,Customer code,Tier")
    assert "客户编号,等级,类型" in heads["zh-hans"]


def test_the_file_says_whose_it_is_when_why_and_which(cast):
    served(cast.anna, "客户甲")
    export = made(cast.nina, reason="年度盘点")
    line = text(export).splitlines()[0]
    assert line.startswith("\ufeff")
    for word in (str(export.pk), cast.nina.name, "2026-11-23 12:00", "年度盘点"):
        assert word in line


def test_no_cell_of_a_customer_runs_in_excel(cast):
    make_customer(cast.anna, name="=HYPERLINK(1)", city="＝1+1", note="\t@x")
    (row,) = rows(made(cast.nina))
    assert "'=HYPERLINK(1)" in row
    assert "'＝1+1" in row


def test_numbers_are_masked_unless_whoever_may_asks_for_them(cast):
    make_customer(cast.anna, phone=PHONE, email="wang@example.cn")
    masked, full = text(made(cast.nina)), text(made(cast.nina, is_full=True))
    assert "139****2222" in masked
    assert "wang@" not in masked
    assert "13911112222" in full.replace(" ", "")
    assert "wang@example.cn" in full


def test_full_numbers_are_those_the_asker_may_reveal(cast):
    """Who reveals only his own gets the others masked, though he asked for all."""
    Grant.objects.filter(role__code="information", action="REVEAL_NUMBERS").update(
        reach="OWN"
    )
    make_customer(cast.anna, phone=PHONE)
    assert "139****2222" in text(made(cast.nina, is_full=True))
    Grant.objects.filter(role__code="information", action="REVEAL_NUMBERS").delete()
    with pytest.raises(Refused):
        asked(User.objects.get(pk=cast.nina.pk), is_full=True)


def test_the_filters_of_the_list_are_those_of_the_file(cast):
    make_customer(cast.anna, name="甲", tier="A"), make_customer(cast.anna, name="乙")
    with override("en"):
        export = made(cast.nina, wish(query="tier=A"))
    assert [row[0] for row in rows(export)] == ["甲"]
    assert export.told == ["Tier is A"]


def test_withdrawal_bites_at_the_next_request(cast):
    stays, goes = served(cast.anna, "留下者"), served(cast.anna, "离开者")
    say(stays), say(goes)
    export = made(cast.nina, wish(purpose="MARKETING", channel="SMS"))
    file = export.stored_as
    assert "离开者" in text(export)
    say(goes, state=ConsentState.WITHDRAWN)
    with pytest.raises(Refused, match="1"):
        exports.fetch(export, actor=cast.nina, at=NOON)
    export.refresh_from_db()
    assert (export.state, export.stored_as) == ("MAKING", "")
    make(export)
    assert export.stored_as != file
    assert "离开者" not in text(export)
    assert exports.fetch(export, actor=cast.nina, at=NOON)
    held = ExportedPerson.objects.filter(export=export)
    assert [one.customer_id for one in held] == [stays.pk]


@pytest.mark.parametrize("slug", ABOUT_PERSONS)
@pytest.mark.parametrize("use", [("CARE", ""), ("MARKETING", "SMS")], ids=str)
@pytest.mark.parametrize("is_merged", [False, True])
def test_who_left_the_archive_leaves_a_finished_file(cast, slug, use, is_merged):
    purpose, channel = use
    here, leaving = (
        standing_on(slug, cast.anna, name) for name in ("留下者", "离开者")
    )
    stays, goes = here[0], leaving[0]
    for one in (*here, *leaving):
        say(one, purpose, channel) if channel else None
    export = made(cast.nina, wish(slug, purpose=purpose, channel=channel))
    file = export.stored_as
    merge(stays, goes, cast.max) if is_merged else remove(goes, cast.max)
    with pytest.raises(Refused, match="1"):
        exports.fetch(export, actor=cast.nina, at=LATER)
    export.refresh_from_db()
    assert (export.state, export.stored_as) == ("MAKING", "")
    make(export)
    assert export.stored_as != file
    held = ExportedPerson.objects.filter(export=export)
    assert {one.customer_id for one in held} == {one.pk for one in here}
    assert exports.fetch(export, actor=cast.nina, at=LATER)


def test_an_expired_file_is_not_made_again_whoever_withdrew(cast):
    goes = served(cast.anna, "离开者")
    say(goes)
    export = made(cast.nina, wish(purpose="MARKETING", channel="SMS"))
    say(goes, state=ConsentState.WITHDRAWN)
    for over in (False, True):
        if over:
            records.expire(at=export.expires_at)
            export.refresh_from_db()
        with pytest.raises(Refused, match="文件已不存在"):
            exports.fetch(export, actor=cast.nina, at=NOON + records.KEPT)
    assert export.state == "EXPIRED"
    assert Job.objects.count() == 1


def test_a_file_is_made_again_once_however_often_one_clicks(cast):
    stays, goes = served(cast.anna, "留下者"), served(cast.anna, "离开者")
    say(stays), say(goes)
    tabs = [made(cast.nina, wish(purpose="MARKETING", channel="SMS"))]
    tabs.append(Export.objects.get())
    say(goes, state=ConsentState.WITHDRAWN)
    for tab in tabs:
        with pytest.raises(Refused, match="1"):
            exports.fetch(tab, actor=cast.nina, at=NOON)
    assert Job.objects.count() == 2
    assert AuditEntry.objects.filter(action="export.renewed").count() == 1


def test_withdrawal_between_asking_and_making_bites_too(cast):
    goes = served(cast.anna, "离开者")
    say(goes), say(served(cast.anna, "留下者"))
    export = asked(cast.nina, wish(purpose="MARKETING", channel="SMS"))
    say(goes, state=ConsentState.WITHDRAWN)
    assert "离开者" not in text(make(export))


def test_a_list_of_nobody_who_agreed_is_no_file(cast):
    served(cast.anna, "沉默者")
    with pytest.raises(Refused):
        asked(cast.nina, wish(purpose="MARKETING", channel="SMS"))
    assert not Export.objects.exists()
    assert not AuditEntry.objects.filter(action="export.asked").exists()


class TestAsking:
    @pytest.fixture(autouse=True)
    def two_rows_are_much(self, monkeypatch):
        monkeypatch.setattr(records, "FREE_ROWS", 1)

    def test_more_than_the_limit_waits_for_another(self, cast):
        served(cast.anna, "甲"), served(cast.anna, "乙")
        export = asked(cast.nina)
        assert (export.state, export.job) == ("ASKED", None)
        told = Notice.objects.get(kind="accounts.export_asked")
        assert (told.user, told.url) == (cast.dan, f"/exports/{export.pk}/")
        assert told.subject == f"accounts.export:{export.pk}"
        records.decide(export, actor=cast.dan, is_allowed=True, at=NOON)
        assert "甲" in text(make(export))
        kinds = set(
            Notice.objects.filter(user=cast.nina).values_list("kind", flat=True)
        )
        assert kinds == {"accounts.export_allowed", "accounts.export_ready"}

    def test_small_ones_in_a_row_come_to_the_limit_too(self, cast):
        make_customer(cast.anna)
        assert asked(cast.nina).state == "MAKING"
        assert asked(cast.nina).state == "ASKED"
        later = NOON + timedelta(days=1, minutes=1)
        assert asked(cast.nina, at=later).state == "MAKING"

    def test_what_was_asked_for_and_never_made_is_not_counted(self, cast):
        make_customer(cast.anna, tier="A"), make_customer(cast.anna, tier="B")
        export = asked(cast.nina)
        assert asked(cast.nina, wish(query="tier=A")).state == "MAKING"
        Export.objects.filter(state="MAKING").delete()
        records.take_back(export, actor=cast.nina, at=NOON)
        assert asked(cast.nina, wish(query="tier=A")).state == "MAKING"

    def test_the_trail_of_settings_holds_no_customers_and_waits_for_nobody(self, cast):
        for who in (cast.anna, cast.ben, cast.dora):
            people.update_user(who, actor=cast.adam, language="en", at=NOON)
        for _ in range(2):
            asked(cast.dan, wish("settings"))
        assert set(Export.objects.values_list("state", flat=True)) == {"MAKING"}
