"""The inbox: one group a record, each notice once, as its reader chose to hear."""

from datetime import date, timedelta

import pytest

from accounts.choices import EventGroup, Way
from accounts.models import AuditEntry, Availability, ChosenWay, Mail, Notice, User
from accounts.refused import Refused
from accounts.services import notices
from accounts.tests.telling import chosen, reachable, told
from crm.testing.cast import NOON

HALF_A_YEAR = timedelta(days=180)


def inbox(client, user, address="/inbox/"):
    client.force_login(user)
    return client.get(address)


def test_what_is_told_of_one_record_is_one_group_newest_first(client, cast):
    told(cast.anna, subject=cast.ben, about="陈本")
    told(cast.anna, subject=cast.dora, about="赵朵拉")
    last = told(cast.anna, subject=cast.ben, about="陈本")
    groups = inbox(client, cast.anna).context["groups"]
    assert [head.about for head, _told in groups] == ["陈本", "赵朵拉"]
    assert [len(each) for _head, each in groups] == [2, 1]
    assert groups[0][0].pk == last.pk
    assert (groups[0][0].notice_count, groups[0][0].unread_count) == (2, 2)


def test_a_group_is_read_by_itself_and_only_what_stood_there(client, cast):
    seen = told(cast.anna, subject=cast.ben)
    other = told(cast.anna, subject=cast.dora)
    later = told(cast.anna, subject=cast.ben)
    client.force_login(cast.anna)
    said = {"subject": seen.subject, "up_to": seen.pk}
    client.post("/inbox/read/", said)
    unread = Notice.objects.for_user(cast.anna).unread()
    assert set(unread) == {other, later}
    client.post("/inbox/read/", {"up_to": later.pk})
    assert not unread.all().exists()


def test_more_than_ten_of_one_record_stand_on_a_page_of_their_own(client, cast):
    for _each in range(12):
        last = told(cast.anna, subject=cast.ben, about="陈本")
    page = inbox(client, cast.anna)
    ((head, shown),) = page.context["groups"]
    assert (head.notice_count, len(shown)) == (12, 10)
    assert f"/inbox/{last.pk}/" in page.content.decode()
    assert len(client.get(f"/inbox/{last.pk}/").context["page"].rows) == 12


def test_the_page_of_a_record_is_of_its_reader_alone(client, cast):
    mine = told(cast.anna)
    assert inbox(client, cast.ben, f"/inbox/{mine.pk}/").status_code == 404
    assert inbox(client, cast.anna, f"/inbox/{mine.pk}/").status_code == 200


def test_tabs_show_what_is_new_and_what_mentions_me(client, cast):
    told(cast.anna, subject=cast.ben)
    named = {"who": "李卡萝", "customer": "张三丰", "words": "请看"}
    told(cast.anna, "visits.mentioned", params=named, subject=cast.dora)
    notices.read(cast.anna, up_to=Notice.objects.latest("pk").pk, at=NOON)
    told(cast.anna, subject=cast.nina)
    subjects = {
        which: [head.subject for head, _told in
                inbox(client, cast.anna, f"/inbox/?only={which}").context["groups"]]
        for which in ("new", "mentions", "nonsense")
    }  # fmt: skip
    assert subjects["new"] == [notices.subject_of(cast.nina)]
    assert subjects["mentions"] == [notices.subject_of(cast.dora)]
    assert len(subjects["nonsense"]) == 3


def test_a_mention_is_found_whatever_was_told_of_its_record_since(client, cast):
    named = {"who": "李卡萝", "customer": "张三丰", "words": "请看"}
    mention = told(cast.anna, "visits.mentioned", params=named, subject=cast.dora)
    told(cast.anna, subject=cast.dora)
    page = inbox(client, cast.anna, "/inbox/?only=mentions")
    ((head, shown),) = page.context["groups"]
    assert (head, shown) == (mention, [mention])
    assert (head.notice_count, head.unread_count) == (2, 2)


def test_the_inbox_costs_the_same_for_two_records_as_for_twelve(
    client, cast, count_queries
):
    client.force_login(cast.anna)
    costs = []
    for people in ([cast.ben, cast.dora], list(User.objects.all())[:12]):
        for person in people:
            for _thrice in range(3):
                told(cast.anna, subject=person)
        costs.append(count_queries(lambda: client.get("/inbox/")))
    assert costs[0] == costs[1]


def test_a_looker_reads_nothing_and_sees_no_name(client, cast):
    told(cast.anna, subject=cast.ben, about="张三丰")
    client.force_login(cast.adam)
    client.post(f"/see-as/{cast.anna.pk}/")
    page = client.get("/inbox/").content.decode()
    assert "张三丰" not in page
    assert "写得清楚" not in page
    assert "张**" in page
    assert 'action="/inbox/read/"' not in page


def test_a_kind_that_belongs_to_no_group_cannot_be_told(cast):
    with pytest.raises(KeyError):
        notices.tell(cast.anna, "some.thing", key="k", at=NOON)
    assert not Notice.objects.exists()


def test_what_was_read_half_a_year_ago_is_forgotten(cast):
    read, fresh, unread = (told(cast.anna) for _each in range(3))
    Notice.objects.filter(pk=read.pk).update(read_at=NOON - HALF_A_YEAR)
    Notice.objects.filter(pk=fresh.pk).update(read_at=NOON)
    at = NOON + timedelta(seconds=1)
    assert notices.forget_old(at=at) == 1
    assert set(Notice.objects.all()) == {fresh, unread}
    assert notices.forget_old(at=at) == 0


def test_what_nobody_read_is_forgotten_after_a_year(cast):
    kept = told(cast.anna)
    old = told(cast.anna)
    year = notices.KEPT_UNREAD
    Notice.objects.filter(pk=old.pk).update(created_at=kept.created_at - year)
    assert notices.forget_old(at=kept.created_at) == 0
    assert notices.forget_old(at=kept.created_at + timedelta(seconds=1)) == 1
    assert list(Notice.objects.all()) == [kept]


@pytest.mark.parametrize(
    ("way", "told_of", "mails", "digest"),
    [
        (Way.NOW, 1, 1, False),
        (Way.DIGEST, 1, 0, True),
        (Way.INBOX, 1, 0, False),
        (Way.OFF, 0, 0, False),
    ],
)
def test_each_group_is_heard_of_as_chosen(cast, way, told_of, mails, digest):
    anna = reachable(cast.anna)
    chosen(anna, ways={EventGroup.CHANGE: way})
    told(anna)
    assert Notice.objects.count() == told_of
    assert Mail.objects.count() == mails
    assert Notice.objects.filter(awaits_digest=True).exists() == digest


def test_as_shipped_little_is_mailed_at_once_and_the_rest_daily(cast):
    ways = ChosenWay.objects.of(cast.anna)
    at_once = {group for group, way in ways.items() if way == Way.NOW}
    assert at_once == {
        EventGroup.MENTION, EventGroup.ASSIGNMENT, EventGroup.DEADLINE,
    }  # fmt: skip
    assert {ways[group] for group in set(EventGroup) - at_once} == {Way.DIGEST}


def test_rights_and_passwords_cannot_be_turned_off(client, cast):
    with pytest.raises(Refused, match="cannot be turned off"):
        chosen(cast.anna, ways={EventGroup.RIGHTS: Way.OFF})
    client.force_login(cast.anna)
    page = client.get("/me/notices/").content.decode()
    assert 'name="way_rights"' in page
    field = page.split('id="div_id_way_rights"')[1].split("</fieldset>")[0]
    assert 'value="OFF"' not in field
    assert not ChosenWay.objects.exists()


def test_who_has_no_address_is_told_in_the_inbox_alone(cast):
    told(cast.anna, "customers.assigned", params={"actor": "x", "how_many": 1})
    assert not Notice.objects.get().awaits_digest
    assert not Mail.objects.exists()


def form(**changes) -> dict:
    ways = {f"way_{group.lower()}": "DIGEST" for group in EventGroup}
    return ways | {"quiet_from": "22:00", "quiet_until": "07:00"} | changes


def test_the_page_keeps_what_is_chosen_and_says_so_in_the_trail(client, cast):
    client.force_login(cast.anna)
    said = form(way_change="OFF", away_from="2026-11-24", away_until="2026-11-27",
                substitute=cast.ben.pk)  # fmt: skip
    assert client.post("/me/notices/", said).status_code == 302
    stored = Availability.objects.of(cast.anna)
    assert (stored.quiet_from.hour, stored.quiet_on_days_off) == (22, False)
    assert stored.stand_in(date(2026, 11, 27)) == cast.ben
    assert ChosenWay.objects.of(cast.anna)[EventGroup.CHANGE] == Way.OFF
    changes = AuditEntry.objects.get(action="user.notices_changed").changes
    assert changes["CHANGE"] == ["DIGEST", "OFF"]
    assert changes["substitute"] == ["", "陈本"]
    client.post("/me/notices/", said)
    assert AuditEntry.objects.filter(action="user.notices_changed").count() == 1


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ({"away_from": "2026-11-24"}, "away_until"),
        ({"away_until": "2026-11-24"}, "away_from"),
        ({"away_from": "2026-11-24", "away_until": "2026-11-23"}, "away_until"),
        ({"away_from": "2026-11-24", "away_until": "2026-11-25"}, "substitute"),
        ({"quiet_from": "25:00"}, "quiet_from"),
        ({"way_change": "LOUD"}, "way_change"),
    ],
)
def test_half_an_absence_is_refused_at_its_field(client, cast, said, about):
    client.force_login(cast.anna)
    answer = client.post("/me/notices/", form(**said))
    assert answer.status_code == 422
    assert about in answer.context["form"].errors
    assert not Availability.objects.exists()


def test_nobody_stands_in_for_himself(cast):
    with pytest.raises(Refused, match="somebody else"):
        chosen(cast.anna, away_from=date(2026, 11, 23), away_until=date(2026, 11, 23),
               substitute=cast.anna)  # fmt: skip


def away(cast) -> None:
    """Let dora stand in for anna today."""
    day = NOON.date()
    chosen(cast.anna, away_from=day, away_until=day, substitute=cast.dora)


def test_a_substitute_is_told_too_marked_and_without_names(client, cast):
    away(cast)
    told(cast.anna)
    copy = Notice.objects.get(user=cast.dora)
    assert copy.for_user == cast.anna
    page = inbox(client, cast.dora).content.decode()
    assert "王安娜" in page
    assert "张三丰" not in page
    assert "写得清楚" not in page
    assert "张三丰" in inbox(client, cast.anna).content.decode()


def test_a_substitute_is_told_once_and_only_on_those_days(cast):
    away(cast)
    for _twice in range(2):
        told(cast.anna, key="same")
    told(cast.anna, at=NOON + timedelta(days=1))
    told(cast.anna, at=NOON - timedelta(days=1))
    assert Notice.objects.filter(user=cast.dora).count() == 1
    assert Notice.objects.filter(user=cast.anna).count() == 3


def test_a_substitute_never_hears_of_rights_nor_of_what_is_turned_off(cast):
    chosen(cast.anna, ways={EventGroup.CHANGE: Way.OFF}, away_from=NOON.date(),
           away_until=NOON.date(), substitute=cast.dora)  # fmt: skip
    told(cast.anna, "accounts.password_reset", params={"actor": "管亚当"})
    told(cast.anna)
    assert not Notice.objects.filter(user=cast.dora).exists()


def test_who_left_stands_in_for_nobody(cast):
    away(cast)
    User.objects.filter(pk=cast.dora.pk).update(is_active=False, deactivated_at=NOON)
    told(cast.anna)
    assert not Notice.objects.filter(user=cast.dora).exists()


def test_a_substitute_may_no_more_than_before(client, cast):
    away(cast)
    told(cast.anna)
    client.force_login(cast.dora)
    assert client.get("/visits/7/").status_code == 404
