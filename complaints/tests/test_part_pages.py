"""The pages of what departments are asked: the asker's and the liaison's."""

import re
import uuid

import pytest
from django.urls import reverse

from accounts.models import Department
from complaints.models import Part
from complaints.tests.complaint_builders import do as step
from complaints.tests.complaint_builders import fresh, make_complaint
from complaints.tests.part_builders import answering, ask, do
from crm.testing.builders import make_customer
from customers.tests.asset_builders import make_asset


def sent(complaint, **said) -> dict:
    said = {"question": "是原厂件吗？", "days": 1, "key": uuid.uuid4()} | said
    said.setdefault("department", Department.objects.get(code="service").pk)
    return {"standing": fresh(complaint).standing} | said


def asked(complaint) -> str:
    return reverse("complaints:part_ask", args=[complaint.code])


def test_a_handler_asks_and_the_complaint_shows_it(client, cast):
    complaint = make_complaint(cast.anna)
    client.force_login(cast.anna)
    response = client.post(asked(complaint), sent(complaint), follow=True)
    assert "是原厂件吗？" in response.content.decode()
    assert Part.objects.get().asked_by == cast.anna


def test_sending_the_question_twice_asks_once_and_says_so(client, cast):
    complaint = make_complaint(cast.anna)
    said = sent(complaint)
    client.force_login(cast.anna)
    client.post(asked(complaint), said)
    response = client.post(asked(complaint), said, follow=True)
    assert response.redirect_chain[-1][0] == complaint.get_absolute_url()
    assert Part.objects.count() == 1


def test_a_stale_page_keeps_what_was_typed_and_shows_what_is_new(client, cast):
    complaint = make_complaint(cast.anna)
    said = sent(complaint)
    step("acknowledge", complaint, cast.anna, text="已回电确认")
    client.force_login(cast.anna)
    response = client.post(asked(complaint), said)
    page = response.content.decode()
    assert response.status_code == 409
    assert "已回电确认" in page
    assert "是原厂件吗？" in page
    said["standing"] = re.search(r'name="standing" value="([^"]+)"', page)[1]
    assert client.post(asked(complaint), said).status_code == 302
    assert Part.objects.count() == 1


def test_the_liaison_takes_and_answers(client, cast):
    answering(cast.lia)
    part = ask(make_complaint(cast.anna), cast.anna)
    client.force_login(cast.lia)
    client.post(reverse("complaints:part_take", args=[part.pk]),
                {"standing": part.standing})  # fmt: skip
    part.refresh_from_db()
    assert part.taken_by == cast.lia
    client.post(
        reverse("complaints:part_answer", args=[part.pk]),
        {"standing": part.standing, "key": uuid.uuid4(), "answer": "是原厂件"},
    )
    part.refresh_from_db()
    assert (part.state, part.answer) == ("ANSWERED", "是原厂件")


def test_the_liaison_sees_the_part_and_nothing_of_the_complaint(client, cast):
    answering(cast.lia)
    customer = make_customer(cast.anna, name="钱保密", phone="13911118888")
    asset = make_asset(customer, plate="沪A88991")
    complaint = make_complaint(
        cast.anna, customer=customer, asset=asset, words="我要上媒体曝光"
    )
    step("acknowledge", complaint, cast.anna, text="内部备注别外传")
    part = ask(complaint, cast.anna)
    client.force_login(cast.lia)
    page = client.get(part.get_absolute_url()).content.decode()
    assert part.question in page
    assert asset.name in page
    for hidden in ("钱保密", "我要上媒体曝光", "内部备注别外传", complaint.code,
                   "沪A88991", "13911118888"):  # fmt: skip
        assert hidden not in page
    assert client.get(complaint.get_absolute_url()).status_code == 403


def test_the_customers_words_are_shown_only_where_the_asker_says_so(client, cast):
    answering(cast.lia)
    complaint = make_complaint(cast.anna, words="刹车踩下去还响")
    part = ask(complaint, cast.anna, shows_words=True)
    client.force_login(cast.lia)
    assert "刹车踩下去还响" in client.get(part.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("lia", 200), ("max", 200), ("dan", 403), ("anna", 403), ("adam", 403)],
)
def test_who_opens_a_part(client, cast, who, status):
    answering(cast.lia)
    part = ask(make_complaint(cast.anna), cast.anna)
    client.force_login(getattr(cast, who))
    assert client.get(part.get_absolute_url()).status_code == status


def test_a_liaison_of_another_department_or_branch_finds_nothing(client, cast):
    part = ask(make_complaint(cast.anna), cast.anna)
    answering(cast.lia, "parts")
    client.force_login(cast.lia)
    assert client.get(part.get_absolute_url()).status_code == 404
    answering(cast.lia)
    assert client.get(part.get_absolute_url()).status_code == 200
    cast.lia.branch = cast.west
    cast.lia.save(update_fields=["branch"])
    assert client.get(part.get_absolute_url()).status_code == 404
    cast.lia.branch = None
    cast.lia.save(update_fields=["branch"])
    assert client.get(part.get_absolute_url()).status_code == 200


def test_the_list_costs_the_same_for_two_as_for_twelve(client, cast, count_queries):
    answering(cast.lia)
    client.force_login(cast.lia)
    costs = []
    for more in (2, 10):
        for _each in range(more):
            ask(make_complaint(cast.anna), cast.anna)
        costs.append(count_queries(lambda: client.get(reverse("complaints:parts"))))
    assert costs[0] == costs[1]


def test_the_complaint_costs_the_same_for_two_parts_as_for_twelve(
    client, cast, count_queries
):
    complaint = make_complaint(cast.anna)
    client.force_login(cast.anna)
    costs = []
    for more in (2, 10):
        for _each in range(more):
            ask(complaint, cast.anna)
        costs.append(count_queries(lambda: client.get(complaint.get_absolute_url())))
    assert costs[0] == costs[1]


def test_settled_questions_stand_in_their_own_tab(client, cast):
    answering(cast.lia)
    part = ask(make_complaint(cast.anna), cast.anna)
    do("answer", part, cast.lia, answer="是")
    client.force_login(cast.lia)
    page = reverse("complaints:parts")
    assert part.question not in client.get(page).content.decode()
    assert part.question in client.get(f"{page}?tab=done").content.decode()


def test_an_answer_goes_back_and_a_question_is_called_off_by_its_handler(client, cast):
    complaint = make_complaint(cast.anna)
    part = do("answer", ask(complaint, cast.anna), cast.max, answer="不清楚")
    client.force_login(cast.anna)
    said = {
        "standing": part.standing,
        "key": uuid.uuid4(),
        "why": "请查批次",
        "days": 1,
    }
    client.post(
        reverse("complaints:part_send_back", args=[complaint.code, part.pk]), said
    )
    part.refresh_from_db()
    assert part.state == "RETURNED"
    said = {"standing": part.standing, "key": uuid.uuid4(), "why": ""}
    client.post(
        reverse("complaints:part_call_off", args=[complaint.code, part.pk]), said
    )
    part.refresh_from_db()
    assert part.state == "CALLED_OFF"


def test_a_part_of_another_complaint_is_not_found_below_this_one(client, cast):
    other = ask(make_complaint(cast.ben), cast.ben)
    mine = make_complaint(cast.anna)
    client.force_login(cast.anna)
    for name in ("part_send_back", "part_call_off"):
        url = reverse(f"complaints:{name}", args=[mine.code, other.pk])
        assert client.get(url).status_code == 404


def test_who_tells_the_result_is_told_what_is_called_off_with_it(client, cast):
    complaint = make_complaint(cast.anna)
    client.force_login(cast.anna)
    path = f"/complaints/{complaint.code}/resolve/"
    assert client.get(path).context["owed"] == 0
    ask(complaint, cast.anna)
    page = client.get(path)
    assert page.context["owed"] == 1
    assert "撤回" in page.content.decode()
