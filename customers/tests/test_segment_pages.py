"""Pages of segments: the builder, the list, and the segment where lists are asked."""

import pytest
from django.http import QueryDict

from accounts.permissions.actions import Can
from crm.exports import SHEETS
from crm.exports.door import Wish, consenting, left_out
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.choices.consent import Channel, Purpose
from customers.filters import CustomerFilter
from customers.models import Customer, Segment
from customers.segmenting import rules
from customers.segmenting.carried import carried
from customers.segmenting.facts import Asked
from customers.services import segments
from customers.tests.consent_builders import say
from customers.tests.fact_builders import make_own_field, make_tag
from customers.tests.segment_builders import all_of, any_of, fits, make_segment

pytestmark = pytest.mark.django_db
KEY = "7f1d6f2e-0000-4000-8000-000000000001"


def sent(**more) -> dict:
    """Return what the builder sends of one condition: the tier is S."""
    return {
        "name": "重点", "shared": "MINE", "submission_key": KEY, "any-0": "all",
        "0-0-fact": "tier", "0-0-is": "IN", "0-0-value": ["S"],
    } | more  # fmt: skip


def make_best(owner, name: str) -> Customer:
    customer = make_customer(owner, name=name)
    Customer.objects.filter(pk=customer.pk).update(tier="S")
    return customer


def test_a_rule_is_built_condition_by_condition_without_javascript(client, cast):
    client.force_login(cast.nina)
    assert client.get("/segments/new/").status_code == 200
    begun = {"name": "", "any-0": "all", "new-0": "contacted", "act": "add-0"}
    page = client.post("/segments/new/", begun)
    assert 'name="0-0-fact" value="contacted"' in page.text
    assert not page.context["form"].errors
    more = {"0-0-fact": "contacted", "0-0-is": "LONG_NOT", "0-0-value": "45"}
    page = client.post("/segments/new/", begun | more | {"new-0": "phone"})
    assert 'name="0-1-fact" value="phone"' in page.text
    assert not Segment.objects.exists()
    kept = {"0-1-fact": "phone", "0-1-is": "NO"}
    whole = sent(**more, **kept)
    made = client.post("/segments/new/", whole)
    assert made.status_code == 302
    rule = all_of(("contacted", "LONG_NOT", 45), ("phone", "NO", None))
    assert Segment.objects.get().rule == rule
    client.post("/segments/new/", whole)
    assert Segment.objects.count() == 1


def test_a_second_group_and_how_the_groups_are_joined(client, cast):
    client.force_login(cast.nina)
    page = client.post("/segments/new/", sent(act="group"))
    assert 'name="any-1"' in page.text
    second = {"any-1": "any", "1-0-fact": "phone", "1-0-is": "NO", "any": "any"}
    client.post("/segments/new/", sent(**second))
    one, two = all_of(("tier", "IN", ["S"])), any_of(("phone", "NO", None))
    joined = {"any": True, "groups": one["groups"] + two["groups"]}
    assert Segment.objects.get().rule == joined


def test_what_a_condition_lacks_is_said_in_its_row_and_nothing_is_kept(client, cast):
    client.force_login(cast.nina)
    page = client.post("/segments/new/", sent(**{"0-0-value": []}))
    assert page.status_code == 200
    assert page.context["builder"].rows[0].form.errors["value"]
    page = client.post("/segments/new/", sent(**{"0-0-fact": "owner__password"}))
    assert page.context["builder"].rows[0].lost
    page = client.post("/segments/new/", sent(act="drop-0-0"))
    assert page.context["builder"].rows == []
    none = {name: value for name, value in sent().items() if "0-0" not in name}
    assert client.post("/segments/new/", none).context["form"].errors["rule"]
    assert not Segment.objects.exists()


def test_the_builder_counts_and_samples_whom_the_reader_sees(client, cast):
    seen = make_best(cast.anna, "可见客户")
    make_best(cast.dora, "别处客户")
    client.force_login(cast.max)
    page = client.post("/segments/new/", sent(act="count"))
    assert page.context["look"].size == 1
    assert seen.name in page.text
    assert "别处客户" not in page.text
    assert seen.phone not in page.text
    assert "等级为 S" in page.text


def test_two_editors_of_one_rule_the_second_is_told_both(client, cast):
    segment = make_segment(cast.nina)
    address = f"/segments/{segment.pk}/edit/"
    client.force_login(cast.nina)
    seen = client.get(address).context["form"]["seen"].value()
    first = sent(name="重点客户", shared="ALL", seen=seen)
    assert client.post(address, first).status_code == 302
    second = client.post(address, first | {"0-0-value": ["B"]})
    assert second.status_code == 200
    assert "等级为 S" in second.context["form"].errors["rule"][0]
    again = second.context["form"]["seen"].value()
    assert client.post(address, first | {"0-0-value": ["B"], "seen": again})
    segment.refresh_from_db()
    assert segment.rule == all_of(("tier", "IN", ["B"]))


def test_a_known_segment_opens_with_its_conditions_and_saving_it_changes_nothing(
    client, cast
):
    field = make_own_field(cast.nina, type="DATE")
    rule = all_of(
        ("total", "LEAST", "50000.5"), (f"own_{field.key}", "SINCE", "2026-01-02"),
        ("owner", "IN", [str(cast.anna.pk)]),
    )  # fmt: skip
    segment = make_segment(cast.nina, rule=rule)
    client.force_login(cast.nina)
    address = f"/segments/{segment.pk}/edit/"
    form = client.get(address).context["form"]
    data = {"name": segment.name, "shared": "ALL", "any-0": "all"}
    for row in form.builder.rows:
        for bound in row.form:
            data[bound.html_name] = bound.value()
    data["seen"] = form["seen"].value()
    assert client.post(address, data).status_code == 302
    segment.refresh_from_db()
    assert (segment.rule, segment.version) == (rule, 1)


def test_a_name_is_text_wherever_it_stands(client, cast):
    segment = make_segment(cast.nina, name="<script>alert(1)</script>")
    segments.pin(segment, user=cast.nina)
    client.force_login(cast.nina)
    for page in (
        "/segments/", segment.get_absolute_url(), f"/segments/{segment.pk}/edit/",
        f"/customers/?segment={segment.pk}",
    ):  # fmt: skip
        text = client.get(page).text
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text


def test_the_list_of_segments_costs_the_same_for_two_as_for_twelve(
    client, cast, count_queries
):
    tag = make_tag(cast.nina)
    client.force_login(cast.anna)
    costs = []
    for more in (2, 10):
        for _n in range(more):
            make_segment(cast.nina, rule=all_of(("tag", "IN", [str(tag.pk)])))
        costs.append(count_queries(lambda: client.get("/segments/")))
    assert costs[0] == costs[1]


def test_the_page_of_a_segment_costs_the_same_for_two_customers_as_for_twelve(
    client, cast, count_queries
):
    segment = make_segment(cast.nina)
    client.force_login(cast.anna)
    costs = []
    for more in (2, 10):
        for n in range(more):
            make_best(cast.anna, f"客户{n}")
        costs.append(count_queries(lambda: client.get(segment.get_absolute_url())))
    assert costs[0] == costs[1]


def test_whoever_looks_through_another_s_eyes_reads_no_name(client, cast):
    make_best(cast.anna, "不应看见")
    segment = make_segment(cast.nina)
    client.force_login(cast.adam)
    assert client.post(f"/see-as/{cast.anna.pk}/").status_code == 302
    page = client.get(segment.get_absolute_url())
    assert page.status_code == 200
    assert page.context["look"].size == 1
    assert "不应看见" not in page.text


# What the list asks, the rule that says it, which filters are left over.
CARRIED = [
    ("tier=S&tier=A", all_of(("tier", "IN", ["S", "A"])), set()),
    ("kind=PERSON&city=上", all_of(("kind", "IN", ["PERSON"]),
                                  ("city", "BEGINS", "上")), set()),
    ("whose=mine&untouched=45", all_of(("mine", "YES", None),
                                       ("contacted", "LONG_NOT", 45)), set()),
    ("falls=insurance_until&within=9", all_of(("insurance", "SOON", 9)), set()),
    ("falls=next_service_on", all_of(("service", "SOON", 30)), set()),
    ("next=week", all_of(("next_contact", "SOON", 7)), set()),
    ("next=due&lacks=phone", all_of(("phone", "NO", None)), {"next"}),
    ("rfm=53", all_of(("recency", "IN", ["5"]), ("frequency", "IN", ["3"]),
                      ("behaviour", "OUT", ["NONE"])), set()),
    ("rfm_segment=NEW", all_of(("behaviour", "IN", ["NEW"])), set()),
    ("unverified=2&check=trouble", all_of(("verified", "LONG_NOT", 60),
                                          ("trouble", "YES", None)), set()),
    ("stage=LOST&source=EVENT", all_of(("source", "IN", ["EVENT"]),
                                       ("stage", "IN", ["LOST"])), set()),
    ("q=王", None, {"q"}),
    ("whose=all", None, set()),
]  # fmt: skip


@pytest.mark.parametrize(("query", "rule", "left"), CARRIED)
def test_the_filters_of_the_list_become_a_rule_where_one_can_say_them(
    cast, query, rule, left
):
    rows = Customer.objects.none()
    narrowed = CustomerFilter(QueryDict(query), rows, user=cast.nina, at=NOON)
    made = carried(narrowed)
    said = made.rule and sorted(map(str, made.rule["groups"][0]["conditions"]))
    assert said == (rule and sorted(map(str, rule["groups"][0]["conditions"])))
    assert made.left == left
    if rule:
        assert rules.checked(made.rule, Asked(cast.nina, NOON))


def test_every_filter_of_rows_and_own_fields_is_carried_over(client, cast):
    tag = make_tag(cast.nina, name="车队")
    field = make_own_field(cast.nina, type="CHOICE", choices="油\n电")
    query = f"tag={tag.pk}&own_{field.key}=电&owner={cast.anna.pk}&q=某人"
    client.force_login(cast.nina)
    assert "segments/new/" in client.get(f"/customers/?{query}").text
    page = client.get(f"/segments/new/?{query}")
    assert page.context["words"].count("，且") == 2
    assert "某人" in page.context["left"][0]
    assert len(page.context["left"]) == 1


def test_a_file_of_a_segment_holds_its_customers_and_only_who_agreed(cast):
    agreed, silent = make_best(cast.anna, "同意"), make_best(cast.anna, "未问")
    make_customer(cast.anna, name="不合")
    say(agreed, Purpose.MARKETING, Channel.SMS)
    segment = make_segment(cast.nina)
    query = QueryDict(f"segment={segment.pk}")
    by = {"user": cast.nina, "at": NOON}
    wish = Wish(SHEETS["customers"], query)
    assert set(consenting(wish, **by)) == {agreed, silent}
    wish = Wish(SHEETS["customers"], query, Purpose.MARKETING, Channel.SMS)
    assert set(consenting(wish, **by)) == {agreed}
    assert left_out(wish, **by) == {"": 1}
    assert "等级为 S 或 A" in wish.sheet.told(cast.nina, query, NOON)[0]
    segments.archive(segment, actor=cast.nina, at=NOON)
    assert not consenting(wish, **by).exists()


def test_who_may_not_use_segments_finds_nobody_in_one(client, cast):
    segment = make_segment(cast.nina)
    assert not Segment.objects.for_user(cast.lia, Can.SEE_SEGMENTS).exists()
    client.force_login(cast.lia)
    assert client.get(f"/customers/?segment={segment.pk}").status_code == 200
    assert fits(segment.rule, cast.lia) == set()
