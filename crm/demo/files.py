"""What has left the demo company as files: one expired, one ready, one waiting."""

import datetime
import uuid

from django.utils.translation import override

from accounts.choices import ExportState, JobState
from accounts.models import Export, ExportedPerson, Job, User
from accounts.services.exports import JOB
from crm.demo.draft import Draft
from crm.services import exports

LIST = ["name", "code", "tier", "phone", "last_contact", "owner"]
CALLED = ["name", "code", "phone", "city", "owner"]


def files(made: Draft, at: datetime.datetime) -> None:
    """Store the exports; the ready one is written as a worker would write it."""
    staff = made.staff.users
    days = datetime.timedelta(days=1)
    _expired(made, staff["information"], at - 20 * days)
    _ready(staff["manager"], at)
    _export(
        staff["supervisor"], at - days / 4, sheet="visits", query="", told=[],
        columns=["when", "customer", "owner", "outcome", "note"], reason="小组月度复盘",
        counted=len(made.logged),
    ).save(force_insert=True)  # fmt: skip


def _expired(made: Draft, owner: User, at: datetime.datetime) -> None:
    held = [one for one in made.customers if one.branch_id == owner.branch_id]
    held = [one for one in held if one.tier == "A"][:300]
    export = _export(
        owner, at, query="tier=A", told=["等级为A"], columns=LIST, reason="年度盘点",
        counted=len(held), row_count=len(held), state=ExportState.EXPIRED,
        made_at=at, expires_at=at + datetime.timedelta(days=7), download_count=2,
    )  # fmt: skip
    export.save(force_insert=True)
    ExportedPerson.objects.bulk_create(
        ExportedPerson(export=export, customer_id=one.pk) for one in held
    )


def _ready(owner: User, at: datetime.datetime) -> None:
    """Let the real service write a file for a purpose, without telling a worker."""
    export = _export(
        owner, at, query="tier=S", told=["等级为S"], columns=CALLED,
        reason="秋季试驾邀请", purpose="MARKETING", channel="SMS", counted=0,
        state=ExportState.MAKING,
    )  # fmt: skip
    export.save(force_insert=True)
    params = {"export": export.pk, "url": export.get_absolute_url()}
    job = Job.objects.create(kind=JOB, owner=owner, params=params, created_at=at,
                             state=JobState.DONE, beat_at=at, started_at=at,
                             finished_at=at, attempts=1)  # fmt: skip
    Export.objects.filter(pk=export.pk).update(job=job)
    with override("zh-hans"):
        count = exports.make(job, lambda done, total: None)["rows"]
    Export.objects.filter(pk=export.pk).update(counted=count)


def _export(owner: User, at: datetime.datetime, **said) -> Export:
    plain = {"sheet": "customers", "format": "xlsx", "purpose": "CARE"}
    return Export(
        **plain | said,
        owner=owner,
        language="zh-hans",
        created_at=at,
        submission_key=uuid.uuid5(uuid.NAMESPACE_URL, f"{owner}{at}"),
    )
