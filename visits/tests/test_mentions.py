"""Colleagues named with @ below a visit: kept, told if they see it, said if not."""

import uuid
from datetime import timedelta

import pytest

from accounts import mentions
from accounts.models import AuditEntry, Notice, User
from crm.testing.builders import make_customer, make_visit
from crm.testing.cast import NOON
from visits.models import Addendum, Mention, Review
from visits.services import amendments, reviews
from visits.services.mentions import Unheard

LATER = NOON + timedelta(days=2)


@pytest.fixture
def visit(cast):
    customer = make_customer(cast.anna, name="张三丰")
    return make_visit(cast.anna, customer=customer)


def add(visit, text, *, actor, **more) -> Addendum:
    key = more.pop("submission_key", None) or uuid.uuid4()
    asked = {"text": text, "submission_key": key, "at": LATER} | more
    return amendments.add(visit, actor=actor, **asked)


def named() -> list[tuple[str, str]]:
    return sorted(Mention.objects.values_list("said", "user__username"))


def told() -> dict[str, str]:
    rows = Notice.objects.filter(kind="visits.mentioned")
    return dict(rows.values_list("user__username", "params__words"))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("请@anna看一下", ["请", "@anna", "看一下"]),
        ("@Anna, @ben!", ["@Anna", ", ", "@ben", "!"]),
        ("写信 a@anna.cn", ["写信 a@anna.cn"]),
        ("@annabel 和@an", ["@annabel", " 和@an"]),
        ("@王安娜帮忙", ["@王安娜", "帮忙"]),
        ("@服务经理 请处理", ["@服务经理 请处理"]),
        ("", []),
    ],
)
def test_of_what_follows_the_sign_the_longest_name_is_meant(text, parts):
    known = dict.fromkeys(["anna", "ben", "annabel", "王安娜"], "somebody")
    assert [piece for piece, _who in mentions.parts(text, known)] == parts


def test_a_colleague_who_sees_the_visit_is_told_once(cast, visit):
    key = uuid.uuid4()
    for _twice in range(2):
        add(visit, "请@carol看一下", actor=cast.anna, submission_key=key)
    assert named() == [("carol", "carol")]
    assert told() == {"carol": "请@李卡萝看一下"}
    notice = Notice.objects.get(kind="visits.mentioned")
    assert notice.url == visit.get_absolute_url()
    assert notice.subject == f"visits.visit:{visit.pk}"


def test_the_full_name_of_one_colleague_will_do_that_of_two_will_not(cast, visit):
    User.objects.filter(pk=cast.max.pk).update(name="倪娜")
    add(visit, "@李卡萝 @倪娜 看看", actor=cast.anna)
    assert named() == [("李卡萝", "carol")]


def test_who_names_himself_is_told_nothing(cast, visit):
    add(visit, "@anna 会跟进", actor=cast.anna)
    assert named() == [("anna", "anna")]
    assert told() == {}


def test_who_does_not_see_the_visit_is_named_before_anything_is_kept(cast, visit):
    with pytest.raises(Unheard, match="赵朵拉 does not see this visit") as refused:
        add(visit, "@dora @carol 看看", actor=cast.anna)
    assert refused.value.unheard == [cast.dora.pk]
    assert not Addendum.objects.exists()
    assert not AuditEntry.objects.filter(action="visit.addendum_added").exists()
    add(visit, "@dora @carol 看看", actor=cast.anna, unheard=[cast.dora.pk])
    assert named() == [("carol", "carol"), ("dora", "dora")]
    assert set(told()) == {"carol"}


def test_who_left_is_no_colleague_to_name(cast, visit):
    User.objects.filter(pk=cast.carol.pk).update(is_active=False, deactivated_at=NOON)
    add(visit, "@carol 看看", actor=cast.anna)
    assert named() == []


def test_the_form_says_it_and_the_second_send_keeps_it(client, cast, visit):
    client.force_login(cast.anna)
    key = str(uuid.uuid4())
    said = {"submission_key": key, "text": "@dora 看看"}
    address = f"/visits/{visit.pk}/addendum/"
    answer = client.post(address, said)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "赵朵拉" in page
    assert "@dora 看看" in page
    assert f'name="unheard" value="{cast.dora.pk}"' in page
    again = client.post(address, said | {"unheard": str(cast.dora.pk)})
    assert again.status_code == 302
    assert Addendum.objects.get().text == "@dora 看看"


@pytest.mark.parametrize("unheard", ["x", "9" * 30, ",,", "-1"])
def test_nonsense_agrees_to_nothing(client, cast, visit, unheard):
    client.force_login(cast.anna)
    said = {"submission_key": str(uuid.uuid4()), "text": "@dora", "unheard": unheard}
    assert client.post(f"/visits/{visit.pk}/addendum/", said).status_code == 422
    assert not Addendum.objects.exists()


def test_a_remark_names_colleagues_too_and_a_change_names_others(cast, visit):
    by = {"actor": cast.carol, "grade": "GOOD"}
    reviews.review(visit, remark="@max 看看", at=NOON, **by)
    reviews.review(visit, remark="@max @nina 看看", at=LATER, **by)
    assert named() == [("max", "max"), ("nina", "nina")]
    assert set(told()) == {"max", "nina"}
    assert Notice.objects.filter(user=cast.max).count() == 1
    reviews.review(visit, remark="好", at=LATER, **by)
    assert named() == []


def test_the_maker_who_is_named_in_a_remark_is_told_once(cast, visit):
    reviews.review(
        visit, actor=cast.carol, grade="GOOD", remark="@anna 写得好", at=NOON
    )
    assert [each.kind for each in cast.anna.notices.all()] == ["visits.mentioned"]


def test_the_review_form_warns_beside_the_remark(client, cast, visit):
    client.force_login(cast.carol)
    said = {"grade": "GOOD", "remark": "@dora 看看"}
    answer = client.post(f"/visits/{visit.pk}/review/", said)
    assert answer.status_code == 422
    assert "remark" in answer.context["form"].errors
    assert not Review.objects.exists()
    said["unheard"] = answer.context["form"]["unheard"].value()
    client.post(f"/visits/{visit.pk}/review/", said)
    assert Review.objects.get().remark == "@dora 看看"


def test_a_page_shows_the_name_of_today(client, cast, visit):
    add(visit, "请@carol看一下 <b>", actor=cast.anna)
    User.objects.filter(pk=cast.carol.pk).update(name="李新名", username="newname")
    client.force_login(cast.anna)
    page = client.get(visit.get_absolute_url()).content.decode()
    assert '请<span class="mention">@李新名</span>看一下 &lt;b&gt;' in page
    assert (
        "@李新名看一下"
        in client.get(f"/customers/{visit.customer_id}/").content.decode()
    )


def test_a_looker_reads_no_text_and_no_name_in_it(client, cast, visit):
    add(visit, "请@carol看一下", actor=cast.anna)
    client.force_login(cast.adam)
    client.post(f"/see-as/{cast.anna.pk}/")
    page = client.get(visit.get_absolute_url()).content.decode()
    assert 'class="mention"' not in page
    assert "看一下" not in page


def test_a_page_costs_the_same_for_two_addenda_as_for_twelve(
    client, cast, visit, count_queries
):
    client.force_login(cast.anna)
    costs = []
    for more in (2, 10):
        for _each in range(more):
            add(visit, "@carol @max 看看", actor=cast.anna)
        costs.append(count_queries(lambda: client.get(visit.get_absolute_url())))
    assert costs[0] == costs[1]


def test_completing_offers_colleagues_at_work_by_name_and_sound(client, cast):
    client.force_login(cast.anna)
    for said in ("carol", "李卡", "lik", "lkl"):
        page = client.get("/search/colleagues/", {"q": said}, HTTP_HX_REQUEST="true")
        assert 'data-said-as="carol"' in page.content.decode(), said
    assert (
        "option"
        not in client.get(
            "/search/colleagues/", HTTP_HX_REQUEST="true"
        ).content.decode()
    )
