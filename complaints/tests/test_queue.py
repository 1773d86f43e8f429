"""The queue of complaints: its views, its filters, and what it costs."""

from datetime import timedelta

import pgtrigger
import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.filters import Tab
from complaints.models import Category, Clock, Complaint, Policy
from complaints.panels import clocks
from complaints.tests.complaint_builders import (
    do,
    found,
    fresh,
    make_complaint,
    make_message,
    resolve,
)
from complaints.tests.part_builders import answering, ask
from complaints.tests.part_builders import do as do_part
from crm.testing.builders import make_customer
from crm.testing.cast import NOON

LONG_AGO = timedelta(days=30)


@pytest.fixture
def at():
    """Return when the page is looked at, for it asks the clock itself."""
    return timezone.now()


def codes(client, user, query: str) -> list[str]:
    client.force_login(user)
    answer = client.get(f"/complaints/?{query}")
    assert answer.status_code == 200, answer
    return [row.code for row in answer.context["rows"]]


def test_what_is_due_first_stands_first(client, cast, at):
    late = make_complaint(cast.anna, at=at - LONG_AGO)
    soon = make_complaint(cast.anna, at=at)
    praise = make_complaint(cast.anna, kind="PRAISE", at=at)
    waiting = make_complaint(cast.anna, at=at)
    do("acknowledge", waiting, cast.anna, at=at)
    do("wait", waiting, cast.anna, text="车架号", at=at)
    assert codes(client, cast.anna, "tab=mine") == [
        late.code, soon.code, praise.code, waiting.code
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("tab", "expected"),
    [
        ("mine", {"late", "major", "proposed", "fresh", "told"}),
        ("breaching", {"late"}),
        ("tell", {"proposed"}),
        ("verify", set()),
        ("major", {"major"}),
        ("open", {"late", "major", "proposed", "fresh", "told"}),
        ("all", {"late", "major", "proposed", "fresh", "told", "closed"}),
    ],
)
def test_each_view_holds_what_it_says(client, cast, at, tab, expected):
    made = {
        "late": make_complaint(cast.anna, at=at - LONG_AGO),
        "fresh": make_complaint(cast.anna, at=at),
        "major": make_complaint(cast.anna, severity=4, at=at),
        "proposed": make_complaint(cast.anna, at=at),
        "told": make_complaint(cast.anna, at=at),
        "closed": make_complaint(cast.anna, at=at),
    }
    for step in ("acknowledge", "assess", "investigate"):
        do(step, made["proposed"], cast.anna, at=at)
    do("propose", made["proposed"], cast.anna, at=at, **found())
    resolve(made["told"], cast.anna, at=at)
    do("withdraw", made["closed"], cast.anna, text="电话说不用了", at=at)
    names = {complaint.code: name for name, complaint in made.items()}
    shown = {names[code] for code in codes(client, cast.anna, f"tab={tab}")}
    assert shown == expected


@pytest.mark.parametrize("percent", [5, 60])
def test_what_is_breaching_is_what_the_badges_call_late_or_soon(
    client, cast, monkeypatch, percent
):
    """By the policy's share, whatever clock it is: the page of one says the same."""
    with pgtrigger.ignore("complaints.Policy:in_force_stands"):
        Policy.objects.update(warn_percent=percent)
    for severity in (1, 2, 4):
        make_complaint(cast.anna, at=NOON, severity=severity)
        done = make_complaint(cast.anna, at=NOON, severity=severity)
        do("acknowledge", done, cast.anna, at=NOON + timedelta(minutes=1))
    warned = Clock.objects.running().order_by("warn_at")
    moments = set(warned.values_list("warn_at", flat=True)[:4])
    kinds = set()
    for at in [NOON, *sorted(moments), NOON + timedelta(days=2)]:
        monkeypatch.setattr(timezone, "now", lambda at=at: at)
        client.force_login(cast.anna)
        every = client.get("/complaints/?tab=open").context["rows"]
        near = {row.code for row in every if row.mark.kind in {"late", "soon"}}
        kinds |= {row.mark.kind for row in every}
        page = client.get("/complaints/?tab=breaching").context
        assert {row.code for row in page["rows"]} == near
        counts = {label: count for label, _url, _here, count in page["tabs"]}
        assert counts[Tab.BREACHING.label] == str(len(near))
        for row in every:
            limits = clocks.panel(fresh(row), cast.anna, at)["limits"]
            moods = {limit.mood for limit in limits}
            assert bool(moods & {"LATE", "SOON"}) == (row.code in near)
    assert kinds == {"late", "soon", "ok"}


def in_work(cast, at, *steps, **said):
    """Return one of Anna's that a department was asked about, after `steps`."""
    made = make_complaint(cast.anna, at=at, **said)
    for step in steps:
        do(step, made, cast.anna, at=at)
    ask(made, cast.anna, at=at)
    return made


def test_what_a_department_is_asked_waits_for_it_alone(client, cast, at):
    waiting = in_work(cast, at, "acknowledge", "assess")
    answered = in_work(cast, at, "acknowledge", "assess", "investigate")
    answering(cast.lia)
    part = answered.parts.get()
    do_part("take", part, cast.lia, at=at)
    do_part("answer", part, cast.lia, answer="是原厂件", at=at)
    in_work(cast, at)
    paused = in_work(cast, at, "acknowledge")
    do("wait", paused, cast.anna, text="等照片", at=at)
    outside = in_work(cast, at, "acknowledge")
    do("send_out", outside, cast.anna, text="已到 12315", at=at)
    found_out = in_work(cast, at, "acknowledge", "assess", "investigate")
    do("propose", found_out, cast.anna, at=at, **found())
    make_complaint(cast.anna, at=at)
    assert codes(client, cast.anna, "tab=parts") == [waiting.code]
    answer = client.get("/complaints/?tab=parts")
    assert ("?tab=parts", True, "1") in [tab[1:] for tab in answer.context["tabs"]]


@pytest.mark.parametrize(("who", "shown"), [("max", "1"), ("anna", None)])
def test_the_queue_leads_whoever_takes_in_messages_to_them(client, cast, who, shown):
    make_message()
    client.force_login(getattr(cast, who))
    answer = client.get("/complaints/?tab=open")
    assert answer.context["messages_new"] == shown
    leads = reverse("complaints:inbound") in answer.content.decode().split("<main")[1]
    assert leads == bool(shown)


def test_what_nobody_handles_waits_for_whoever_leads(client, cast):
    nobodys = make_complaint(cast.nina, customer=None)
    Complaint.objects.filter(pk=nobodys.pk).update(handler=None)
    assert codes(client, cast.carol, "tab=unassigned") == [nobodys.code]


def test_the_database_finds_what_was_closed(client, cast):
    category = Category.objects.get(code="repair-quality")
    closed = make_complaint(cast.anna, category=category)
    resolve(closed, cast.anna)
    do("verify", closed, cast.anna, reaction="SATISFIED")
    make_complaint(cast.anna)
    for query in (
        "state=ended", "ending=RESOLVED", "liability=OURS", f"category={category.pk}",
        f"cause={fresh(closed).cause_id}",
    ):  # fmt: skip
        assert codes(client, cast.anna, f"tab=all&{query}") == [closed.code], query


@pytest.mark.parametrize(
    "q", ["CMP-2026-000001", "cmp-2026-1", "%231", "王小明", "8000"]
)
def test_it_is_found_by_number_by_name_and_by_the_end_of_a_phone(client, cast, q):
    his = make_customer(cast.anna, name="王小明", phone="13800138000")
    wanted = make_complaint(cast.anna, customer=his)
    make_complaint(cast.anna)
    assert codes(client, cast.anna, f"tab=all&q={q}") == [wanted.code]


def test_nobody_finds_what_is_not_his_to_see(client, cast):
    make_complaint(cast.anna)
    assert codes(client, cast.ben, "tab=all") == []
    assert codes(client, cast.dora, "tab=all&q=CMP-2026-000001") == []


def test_whoever_owns_the_customer_or_took_it_in_sees_it(client, cast):
    bens = make_customer(cast.ben)
    taken_in = make_complaint(cast.anna, customer=bens)
    assert codes(client, cast.ben, "tab=all") == [taken_in.code]
    assert codes(client, cast.anna, "tab=all") == [taken_in.code]


def test_the_queue_costs_the_same_for_two_as_for_twelve(client, cast, count_queries):
    client.force_login(cast.max)
    costs = []
    for more in (2, 10):
        for number in range(more):
            made = make_complaint(cast.anna)
            if number % 2:
                resolve(made, cast.anna)
        address = "/complaints/?tab=all"
        client.get(address)
        costs.append(count_queries(lambda address=address: client.get(address)))
    assert costs[0] == costs[1]


def test_the_queue_comes_back_as_it_was_left(client, cast):
    make_complaint(cast.anna)
    codes(client, cast.anna, "tab=all&kind=PRAISE")
    assert client.get("/complaints/").url == "/complaints/?tab=all&kind=PRAISE"


def test_through_anothers_eyes_a_number_finds_and_a_name_does_not(cast):
    made = make_complaint(cast.anna, customer=make_customer(cast.anna, name="王小明"))
    cast.anna.seen_by = cast.adam
    assert list(Complaint.objects.search("王小明", cast.anna)) == []
    assert list(Complaint.objects.search("CMP-2026-1", cast.anna)) == [made]
