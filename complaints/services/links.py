"""Everything that happens to the links of the status page: made, opened, revoked."""

import hashlib
import secrets
import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.permissions.actions import Can
from accounts.refused import Refused
from complaints.choices import Door
from complaints.models import Complaint, StatusLink
from complaints.services import knocks, lines

VALID = timedelta(days=180)
BYTES = 32
# So many wrong addresses of one network within the window; the next ones wait.
MOST_KNOCKS = 30


class Throttled(Refused):
    """Too many wrong addresses; the next is answered from `retry_at` on."""

    def __init__(self, retry_at: datetime):
        super().__init__(_("Too many tries. Please wait a few minutes."))
        self.retry_at = retry_at


@transaction.atomic
def make(
    complaint: Complaint,
    *,
    actor: User | None,
    at: datetime,
    key: uuid.UUID | None = None,
) -> str:
    """Return the secret part of a new link; nobody can find it out afterwards.

    Others of the complaint hold on. Raises Refused where the same form was sent before.
    """
    if actor:
        lines.check_actor(lines.held(complaint), actor, Can.HANDLE_COMPLAINTS)
    if key and StatusLink.objects.filter(submission_key=key).exists():
        raise Refused(_("This link was shown once. Make a new one if it is needed."))
    token = secrets.token_urlsafe(BYTES)
    link = StatusLink.objects.create(
        complaint=complaint, digest=_digest(token), created_by=actor, created_at=at,
        expires_at=at + VALID, submission_key=key,
    )  # fmt: skip
    if actor:
        whose = complaint.customer_id
        audit.record(actor, "status_link.made", link, at=at, customer_id=whose)
    return token


@transaction.atomic
def revoke_all(complaint: Complaint, *, actor: User, at: datetime) -> int:
    """Let no link of a complaint open its page any more; return how many did."""
    lines.check_actor(lines.held(complaint), actor, Can.HANDLE_COMPLAINTS)
    live = StatusLink.objects.live(at).filter(complaint=complaint)
    count = live.update(revoked_at=at)
    if count:
        whose = complaint.customer_id
        audit.record(actor, "status_link.revoked", complaint, at=at, customer_id=whose)
    return count


def find(token: str, *, ip: str | None, at: datetime) -> StatusLink | None:
    """Return the link whose secret this is; None for wrong, expired and revoked alike.

    Whoever has a right one never waits for what others behind his address try: 256
    bits are not found by trying. Raises Throttled for wrong ones.
    """
    live = StatusLink.objects.live(at).for_page()
    if link := live.filter(digest=_digest(token)).first():
        return link
    if full_until := knocks.full_until(Door.LINK, ip, most=MOST_KNOCKS, at=at):
        raise Throttled(full_until)
    knocks.count(Door.LINK, ip, at=at)
    return None


def opened(link: StatusLink, *, at: datetime) -> None:
    """Count that the customer looked."""
    StatusLink.objects.filter(pk=link.pk).update(
        last_opened_at=at, opened_count=F("opened_count") + 1
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
