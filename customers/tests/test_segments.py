"""Segments: what a rule says, whom it fits, who finds it, who changes it."""

import uuid

import pytest
from django.db import connection

from accounts.models import AuditEntry
from accounts.permissions.actions import Can
from accounts.refused import Conflict, Refused
from accounts.seen import digest, stands
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.models import Customer, Segment, SegmentCount, SegmentPin
from customers.segmenting import looking
from customers.services import segments
from customers.tests.segment_builders import (
    TODAY,
    all_of,
    known,
    make_segment,
)

pytestmark = pytest.mark.django_db


def test_a_shared_segment_shows_each_reader_his_own_customers_only(client, cast):
    known(cast.anna, "安的客户", tier="S")
    known(cast.dora, "朵的客户", tier="S")
    segment = make_segment(cast.nina)
    for reader, sees, not_his in (
        (cast.anna, "安的客户", "朵的客户"), (cast.dora, "朵的客户", "安的客户"),
    ):  # fmt: skip
        client.force_login(reader)
        for page in (segment.get_absolute_url(), f"/customers/?segment={segment.pk}"):
            text = client.get(page).text
            assert sees in text
            assert not_his not in text


def test_what_somebody_keeps_for_himself_is_found_by_nobody_else(client, cast):
    segment = make_segment(cast.nina, shared="MINE", name="秘密")
    mine = Segment.objects.for_user(cast.nina, Can.SEE_SEGMENTS)
    assert list(mine) == [segment]
    client.force_login(cast.max)
    for path in ("", "edit/"):
        assert client.get(f"/segments/{segment.pk}/{path}").status_code == 404
    for path in ("archive/", "restore/", "pin/", "unpin/"):
        assert client.post(f"/segments/{segment.pk}/{path}").status_code == 404
    assert "秘密" not in client.get("/segments/").text
    make_customer(cast.anna, name="可见")
    listed = client.get(f"/customers/?segment={segment.pk}")
    assert "可见" not in listed.text
    assert "秘密" not in listed.text


@pytest.mark.parametrize("asked", ["999", "abc", "0", "-1", "9" * 20, "1%20OR%201"])
def test_a_segment_that_is_not_there_has_nobody_in_it(client, cast, asked):
    make_customer(cast.anna, name="可见")
    client.force_login(cast.anna)
    page = client.get(f"/customers/?segment={asked}")
    assert page.status_code == 200
    assert "可见" not in page.text


def test_an_archived_segment_fits_nobody_until_it_is_used_again(client, cast):
    known(cast.anna, "可见", tier="S")
    segment = make_segment(cast.nina)
    assert segments.archive(segment, actor=cast.nina, at=NOON)
    assert not segments.archive(segment, actor=cast.nina, at=NOON)
    client.force_login(cast.anna)
    address = f"/customers/?segment={segment.pk}"
    assert "可见" not in client.get(address).text
    assert segments.restore(segment, actor=cast.nina, at=NOON)
    assert not segments.restore(segment, actor=cast.nina, at=NOON)
    assert "可见" in client.get(address).text


def test_sent_twice_it_is_made_once(cast):
    key = uuid.uuid4()
    assert make_segment(cast.nina, key=key) == make_segment(cast.nina, key=key)
    assert AuditEntry.objects.filter(action="segment.made").count() == 1


def change(segment, actor, seen, **fields):
    said = {"name": segment.name, "shared": segment.shared, "rule": segment.rule}
    segments.change(segment, actor=actor, seen=seen, at=NOON, **(said | fields))


def seen_of(segment) -> str:
    stored = Segment.objects.get(pk=segment.pk)
    return digest(stands(stored, ("name", "shared", "rule")))


def test_of_two_editors_the_second_is_told_and_nothing_is_lost(cast):
    segment = make_segment(cast.nina)
    seen = seen_of(segment)
    fleet = all_of(("asset", "IN", ["VEHICLE"]))
    change(segment, cast.nina, seen, rule=fleet)
    change(segment, cast.max, seen, name="改名")
    now = Segment.objects.get()
    assert (now.name, now.rule, now.version) == ("改名", fleet, 3)
    with pytest.raises(Conflict):
        change(segment, cast.max, seen, rule=all_of(("phone", "NO", None)))
    assert Segment.objects.get().rule == fleet
    assert Segment.pgh_event_model.objects.filter(pgh_obj=segment).count() == 2


def test_only_who_made_it_says_who_finds_it(cast):
    segment = make_segment(cast.nina)
    with pytest.raises(Refused):
        change(segment, cast.max, seen_of(segment), shared="MINE", name="别的")
    assert Segment.objects.get().name == segment.name


def test_at_night_each_is_counted_once_through_the_eyes_of_its_owner(cast):
    known(cast.anna, "甲", tier="S")
    known(cast.dora, "乙", tier="S")
    hers = make_segment(cast.cleo, shared="MINE")
    whole = make_segment(cast.nina)
    archived = make_segment(cast.nina)
    segments.archive(archived, actor=cast.nina, at=NOON)
    assert segments.count_all(on=TODAY, at=NOON) == 2
    assert segments.count_all(on=TODAY, at=NOON) == 0
    counts = dict(SegmentCount.objects.values_list("segment", "count"))
    seen = Customer.objects.for_user(cast.nina, Can.SEE_CUSTOMERS).filter(tier="S")
    assert counts == {hers.pk: 0, whole.pk: seen.count()}


def test_what_was_counted_at_night_is_told_its_owner_alone(client, cast):
    known(cast.anna, "甲", tier="S")
    segment = make_segment(cast.nina)
    segments.count_all(on=TODAY, at=NOON)
    known(cast.anna, "乙", tier="S")
    client.force_login(cast.nina)
    before = client.get(segment.get_absolute_url()).context["before"]
    assert (before["size"], before["change"]) == (1, 1)
    client.force_login(cast.dora)
    assert client.get(segment.get_absolute_url()).context["before"] is None


def test_what_takes_too_long_is_cut_off_and_said(client, cast, monkeypatch):
    known(cast.anna, "甲", tier="S")
    segment = make_segment(cast.nina)
    monkeypatch.setattr(looking, "PATIENCE", "1ms")
    rows = Customer.objects.extra(where=["pg_sleep(0.2) IS NOT NULL"])
    assert looking.look(rows).is_slow
    assert Segment.objects.exists(), "the connection is as it was before"
    monkeypatch.setattr(looking, "count_of", lambda rows, most=None: None)
    client.force_login(cast.anna)
    assert "需要太长时间" in client.get(segment.get_absolute_url()).text


def test_the_limit_of_a_look_ends_with_it(cast):
    def limit() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            return cursor.fetchone()[0]

    stood = limit()
    looking.look(Customer.objects.all())
    assert limit() == stood != looking.PATIENCE


def test_beyond_the_limit_it_says_more_than(cast, monkeypatch):
    for _n in range(4):
        make_customer(cast.anna)
    monkeypatch.setattr(looking, "MOST_COUNTED", 3)
    rows = Customer.objects.all()
    assert looking.count_of(rows, 3) == 4
    shown = looking.look(rows)
    assert (shown.size, shown.is_more) == (3, True)


def test_five_tabs_at_most_and_each_once(client, cast):
    made = [make_segment(cast.nina, name=f"客群{n}") for n in range(6)]
    for segment in made[:5]:
        assert segments.pin(segment, user=cast.anna)
    assert not segments.pin(made[0], user=cast.anna)
    with pytest.raises(Refused):
        segments.pin(made[5], user=cast.anna)
    client.force_login(cast.anna)
    tabs = client.get("/customers/?whose=all").text
    assert "客群4" in tabs
    assert "客群5" not in tabs
    segments.archive(made[0], actor=cast.nina, at=NOON)
    assert segments.pin(made[5], user=cast.anna)
    assert segments.unpin(made[5], user=cast.anna)
    assert not segments.unpin(made[5], user=cast.anna)
    assert SegmentPin.objects.count() == 5
