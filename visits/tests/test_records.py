"""Adding to a visit, moving it, calling it off: refused words come back as typed."""

import html
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from crm.middleware import DRAFT_COOKIE
from crm.testing.builders import make_plan
from visits.models import Addendum, Visit
from visits.services import logs, plans
from visits.tests.forms import HTMX, KEY
from visits.told import Told

DRAFT = {"draft_id": "0" * 32}
# The longest text the box takes: the browser sends two characters for each break.
LONG = "字" * 1980 + "\n" * 19 + "。"
WAYS = pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])


def send(client, name: str, pk: int, said: dict, headers: dict):
    return client.post(reverse(name, args=[pk]), said | DRAFT, headers=headers)


def typed(answer) -> str:
    return html.unescape(answer.content.decode())


def is_plain_page(answer) -> bool:
    return "<html" in answer.content.decode()


@WAYS
def test_a_text_as_long_as_the_box_takes_is_added(client, cast, rows, headers):
    client.force_login(cast.anna)
    said = {"submission_key": KEY, "text": LONG.replace("\n", "\r\n")}
    answer = send(client, "visits:addendum", rows["visit"], said, headers)
    assert Addendum.objects.get().text == LONG
    page = reverse("visits:detail", args=[rows["visit"]])
    assert answer.get("HX-Redirect", answer.get("Location")) == page
    assert (answer.status_code == 302) == (not headers)
    assert LONG in typed(client.get(page))


@WAYS
@pytest.mark.parametrize("text", [LONG + "多", "   "], ids=["long", "empty"])
def test_a_refused_addendum_comes_back_with_its_words(
    client, cast, rows, headers, text
):
    client.force_login(cast.anna)
    said = {"submission_key": KEY, "text": text}
    answer = send(client, "visits:addendum", rows["visit"], said, headers)
    assert answer.status_code == 422
    assert f">{text}</textarea>" in typed(answer)
    assert f'value="{KEY}"' in typed(answer)
    assert "error-summary" in typed(answer)
    assert is_plain_page(answer) == (not headers)
    assert DRAFT_COOKIE not in answer.cookies
    assert not Addendum.objects.exists()


@WAYS
def test_words_for_a_visit_taken_back_meanwhile_are_not_lost(
    client, cast, rows, headers
):
    client.force_login(cast.anna)
    said = {"submission_key": KEY, "text": "客户来电"}
    answer = send(client, "visits:addendum", rows["plan"], said, headers)
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()
    assert ">客户来电</textarea>" in typed(answer)


@WAYS
def test_the_addendum_of_anothers_form_is_refused_with_its_words(
    client, cast, rows, headers
):
    said = {"submission_key": KEY, "text": "补充"}
    for name in ("anna", "carol"):
        client.force_login(getattr(cast, name))
        answer = send(client, "visits:addendum", rows["visit"], said, headers)
    assert answer.status_code == 422
    assert ">补充</textarea>" in typed(answer)
    assert Addendum.objects.get().author == cast.anna


@WAYS
@pytest.mark.parametrize("meanwhile", ["logged", "cancelled"])
def test_a_reason_that_comes_too_late_comes_back(
    client, cast, rows, headers, meanwhile
):
    at, plan = timezone.now(), Visit.objects.get(pk=rows["plan"])
    if meanwhile == "logged":
        told = Told(outcome="POSITIVE")
        logs.log_planned(plan, actor=cast.anna, key=uuid.uuid4(), told=told, at=at)
    else:
        plans.cancel(plan, actor=cast.anna, reason="改期", at=at)
    client.force_login(cast.carol)
    said = {"reason": '客户说"不来了"'}
    answer = send(client, "visits:cancel", rows["plan"], said, headers)
    assert answer.status_code == 422
    assert 'value="客户说"不来了""' in typed(answer)
    assert answer.context["form"].non_field_errors()
    assert is_plain_page(answer) == (not headers)
    assert DRAFT_COOKIE not in answer.cookies


@WAYS
@pytest.mark.parametrize("reason", ["", "长" * 201])
def test_a_reason_that_is_none_or_too_long_comes_back(
    client, cast, rows, headers, reason
):
    client.force_login(cast.anna)
    answer = send(client, "visits:cancel", rows["plan"], {"reason": reason}, headers)
    assert answer.status_code == 422
    assert f'value="{reason}"' in typed(answer)
    assert Visit.objects.get(pk=rows["plan"]).is_planned


@WAYS
def test_a_visit_is_called_off(client, cast, rows, headers):
    client.force_login(cast.anna)
    said = {"reason": "客户出差"}
    answer = send(client, "visits:cancel", rows["plan"], said, headers)
    page = reverse("visits:detail", args=[rows["plan"]])
    assert answer.get("HX-Redirect", answer.get("Location")) == page
    assert AuditEntry.objects.get(action="visit.cancelled").reason == "客户出差"


def as_seen(pk: int) -> dict:
    return {"seen_at": Visit.objects.get(pk=pk).planned_at.isoformat()}


@WAYS
def test_a_visit_is_moved_to_another_day(client, cast, rows, headers):
    client.force_login(cast.anna)
    day = timezone.localdate() + timedelta(days=9)
    said = {"day": day.isoformat(), "time": "15:30"} | as_seen(rows["plan"])
    answer = send(client, "visits:reschedule", rows["plan"], said, headers)
    page = reverse("visits:detail", args=[rows["plan"]])
    assert answer.get("HX-Redirect", answer.get("Location")) == page
    planned = timezone.localtime(Visit.objects.get(pk=rows["plan"]).planned_at)
    assert (planned.date(), f"{planned:%H:%M}") == (day, "15:30")


@WAYS
@pytest.mark.parametrize(
    ("day", "time", "wrong"),
    [
        ("2020-01-01", "10:00", "day"), ("", "10:00", "day"),
        ("2030-01-01", "", "time"), ("morgen", "25:99", "time"),
    ],
)  # fmt: skip
def test_a_moment_no_visit_can_have_comes_back(
    client, cast, rows, headers, day, time, wrong
):
    client.force_login(cast.anna)
    stood = Visit.objects.get(pk=rows["plan"]).planned_at
    said = {"day": day, "time": time} | as_seen(rows["plan"])
    answer = send(client, "visits:reschedule", rows["plan"], said, headers)
    assert answer.status_code == 422
    assert wrong in answer.context["form"].errors
    assert f'value="{time}"' in typed(answer)
    assert Visit.objects.get(pk=rows["plan"]).planned_at == stood


@pytest.mark.parametrize(("days", "proposed"), [(3, 3), (-3, 1)])
def test_an_overdue_visit_is_proposed_for_tomorrow(client, cast, rows, days, proposed):
    client.force_login(cast.anna)
    now = timezone.localtime()
    planned = Visit.objects.filter(pk=rows["plan"])
    planned.update(planned_at=now + timedelta(days=days))
    page = client.get(reverse("visits:detail", args=[rows["plan"]]))
    day = (now + timedelta(days=proposed)).date()
    assert page.context["reschedule_form"]["day"].value() == day


@WAYS
def test_a_visit_within_the_hour_is_told_of_before_one_joins_it(
    client, cast, rows, headers
):
    client.force_login(cast.anna)
    moment = timezone.localtime() + timedelta(days=9)
    make_plan(cast.anna, planned_at=moment, at=timezone.now())
    said = {"day": moment.date().isoformat(), "time": f"{moment:%H:%M}"}
    said |= as_seen(rows["plan"])
    stood = Visit.objects.get(pk=rows["plan"]).planned_at

    answer = send(client, "visits:reschedule", rows["plan"], said, headers)
    assert answer.status_code == 422
    assert len(answer.context["close"]) == 1
    assert 'name="anyway" value="on"' in typed(answer)
    assert Visit.objects.get(pk=rows["plan"]).planned_at == stood

    send(client, "visits:reschedule", rows["plan"], said | {"anyway": "on"}, headers)
    assert Visit.objects.get(pk=rows["plan"]).planned_at.date() != stood.date()
