"""What the people of the demo company were told lately: notices, and mails of them."""

import datetime
import uuid

from django.urls import reverse

from accounts.choices import MailState
from accounts.models import Mail, WorkingCalendar
from accounts.services import calendars, notices
from crm.demo.draft import Draft
from visits.choices import State
from visits.models import Review, Visit
from visits.services import amendments

REVIEWS, PLANS, GIVEN, NAMED = 28, 6, 6, 4
ASKED = "请 @{lead} 看一下，客户希望本周内得到答复。"
READ_AFTER = datetime.timedelta(days=4)
REFUSED = "550 5.1.1 mailbox unavailable"


def tell(made: Draft, at: datetime.datetime) -> None:
    """Tell what happened in the last days, through the services that tell it."""
    lately = sorted(made.reviews, key=lambda one: one.reviewed_at)[-REVIEWS:]
    for review in lately:
        _reviewed(review)
    for visit in [one for one in made.planned if one.state == State.PLANNED][:PLANS]:
        _planned(visit, made, at)
    for customer in made.customers[:GIVEN]:
        _given(customer, made, at)
    _name_leads(made, at)
    _provisional(made, at)
    _read_what_is_old(made, at)
    _fail_one(made, at)


def _provisional(made: Draft, at: datetime.datetime) -> None:
    year = at.year + 1
    company = WorkingCalendar.objects.company()
    page = reverse("admin:accounts_workingcalendar_days", args=[company.pk, year])
    notices.tell(
        made.staff.users["admin"],
        "accounts.year_provisional",
        key=calendars.warning_key(year),
        at=at,
        params={"year": year},
        url=page,
    )


def _reviewed(review: Review) -> None:
    visit = review.visit
    notices.tell(
        visit.owner,
        "visits.reviewed",
        key=f"reviewed:{visit.pk}:{review.reviewed_at.timestamp()}",
        at=review.reviewed_at,
        params={
            "reviewer": str(review.reviewer),
            "customer": str(visit.customer),
            "grade": review.grade,
            "remark": review.remark,
        },
        url=visit.get_absolute_url(),
        subject=visit,
        about=visit.customer,
    )


def _planned(visit: Visit, made: Draft, at: datetime.datetime) -> None:
    lead = made.staff.lead_of(visit.owner)
    if lead is None:
        return
    params = {
        "what": "planned",
        "who": str(lead),
        "customer": str(visit.customer),
        "on": visit.planned_at.isoformat(),
    }
    key, url = f"planned:{visit.pk}", visit.get_absolute_url()
    about = {"subject": visit, "about": visit.customer, "url": url}
    notices.tell(visit.owner, "visits.plan", key=key, at=at, params=params, **about)


def _given(customer, made: Draft, at: datetime.datetime) -> None:
    manager = made.staff.users["manager"]
    params = {
        "actor": str(manager),
        "how_many": 1,
        "customer": str(customer),
        "reason": "就近服务",
    }
    url = reverse("customer", args=[customer.pk])
    about = {"subject": customer, "about": customer, "url": url}
    when = at - datetime.timedelta(hours=20)
    key = f"assigned:{customer.pk}"
    notices.tell(
        customer.owner, "customers.assigned", key=key, at=when, params=params, **about
    )


def _name_leads(made: Draft, at: datetime.datetime) -> None:
    """Let makers of recent visits ask their leads below the record."""
    recent = sorted(made.logged, key=lambda one: one.logged_at)
    asked = [one for one in recent if made.staff.lead_of(one.owner)][-NAMED:]
    for number, visit in enumerate(asked, 1):
        amendments.add(
            visit,
            actor=visit.owner,
            text=ASKED.format(lead=made.staff.lead_of(visit.owner).username),
            submission_key=uuid.UUID(int=number, version=4),
            at=at,
        )


def _read_what_is_old(made: Draft, at: datetime.datetime) -> None:
    for user in made.staff.users.values():
        old = (
            user.notices.filter(created_at__lt=at - READ_AFTER).order_by("-pk").first()
        )
        if old:
            notices.read(user, up_to=old.pk, at=at)


def _fail_one(made: Draft, at: datetime.datetime) -> None:
    """Leave one mail that the gateway refused, for the administrator's list."""
    mail = Mail.objects.filter(user=made.staff.users["wuhao"]).first()
    mail = mail or Mail.objects.order_by("pk").first()
    failed = {"state": MailState.FAILED, "attempts": 1, "error": REFUSED}
    Mail.objects.filter(pk=mail.pk).update(**failed)
