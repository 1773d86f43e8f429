"""What customers write by themselves: taken in once, then registered or dismissed."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.days import day_of
from accounts.models import User
from accounts.networks import network_of
from accounts.refused import Refused
from accounts.services import notices
from complaints.choices import Door, InboundState
from complaints.models import Complaint, Inbound, Line
from complaints.services import evidence, intake, knocks, lines
from customers.models import Customer
from customers.services.editing import one_at_a_time
from customers.uploads import Upload

# So many messages of one address within the window; a whole office may share one.
MOST, WINDOW = 10, timedelta(minutes=10)
# So many tries of one address, what was refused among them.
MOST_TRIES = 30
KEPT = timedelta(days=30)


class Throttled(Refused):
    """Too many messages from one address; the next counts from `retry_at` on."""

    def __init__(self, retry_at: datetime):
        super().__init__(_("Too many messages from here. Try again a little later."))
        self.retry_at = retry_at


def knock(*, ip: str | None, at: datetime) -> None:
    """Count that somebody sends the public form, fit or not. Raises Throttled."""
    if full_until := knocks.full_until(Door.SAY, ip, most=MOST_TRIES, at=at):
        raise Throttled(full_until)
    knocks.count(Door.SAY, ip, at=at)


@transaction.atomic
def receive(
    origin: str, *, at: datetime, uploads: Sequence[Upload] = (), ip: str = "",
    left_out: Collection[str] = (), **said,
) -> Inbound:  # fmt: skip
    """Keep what a customer wrote; the same `origin` again returns what stands.

    `ip` is where a form was sent from. Raises Throttled.
    """
    network = network_of(ip) if ip else None
    one_at_a_time(f"message:{origin}", network and f"address:{network}")
    if stands := Inbound.objects.filter(origin=origin).first():
        return stands
    if network:
        _check_room(network, at)
    inbound = Inbound.objects.create(
        **said, origin=origin, received_at=at, ip=_address(network),
        left_out=[name[:120] for name in left_out],
    )  # fmt: skip
    for head in notices.heads_of(inbound.branch_id):
        # One a day, however many write.
        notices.tell(
            head, "complaints.message", key=f"messages:{day_of(at)}", at=at,
            url="/complaints/inbound/", about=_("Messages from customers"),
        )  # fmt: skip
    evidence.receive(inbound, uploads, at=at)
    return inbound


@transaction.atomic
def register(
    inbound: Inbound, customer: Customer | None, *, actor: User, key: uuid.UUID,
    at: datetime, uploads: Sequence[Upload] = (), **told,
) -> Complaint:  # fmt: skip
    """Register a message as `intake.register` does; the clocks run since it came.

    Its files come with it. Raises Refused where somebody dealt with it meanwhile.
    """
    now = _locked(inbound)
    if now.complaint and now.complaint.submission_key == key:
        return now.complaint
    _check_new(now)
    told["branch"] = told.get("branch") or (None if customer else now.branch)
    # Files first: registering holds the number of the year.
    with evidence.stored(uploads, at=at) as files:
        complaint = intake.register(
            customer, actor=actor, key=key, at=at, received_at=now.received_at, **told
        )
        line = complaint.lines.get(place=1)
        _done(now, line, actor=actor, at=at)
        evidence.keep(line, files, actor=actor)
    return complaint


@transaction.atomic
def add(
    inbound: Inbound, complaint: Complaint, *, actor: User, key: uuid.UUID, text: str,
    at: datetime, channel: str = "", uploads: Sequence[Upload] = (),
) -> Line:  # fmt: skip
    """Add a message to a complaint that is open already. Raises as `register` does."""
    now = _locked(inbound)
    if line := lines.sent_before(key):
        return line
    _check_new(now)
    told = {"text": text, "channel": channel, "at": at}
    line = intake.add(complaint, actor=actor, key=key, **told)
    _done(now, line, actor=actor, at=at)
    evidence.attach(line, uploads, actor=actor, at=at)
    return line


@transaction.atomic
def dismiss(inbound: Inbound, *, actor: User, reason: str, at: datetime) -> None:
    """Lay a message aside that is none of our matter; it stays to be read."""
    reason = reason.strip()[:200]
    if not reason:
        raise Refused(_("Say why it is dismissed."), "reason")
    now = _locked(inbound)
    _check_new(now)
    Inbound.objects.filter(pk=now.pk).update(
        state=InboundState.DISMISSED, reason=reason, done_by=actor, done_at=at
    )


def forget_addresses(*, at: datetime) -> int:
    """Forget from where forms were sent long ago; returns of how many. Safe twice."""
    old = Inbound.objects.filter(ip__isnull=False, received_at__lt=at - KEPT)
    return old.update(ip=None)


def _locked(inbound: Inbound) -> Inbound:
    rows = Inbound.objects.select_for_update(of=["self"]).select_related("complaint")
    return rows.get(pk=inbound.pk)


def _check_new(now: Inbound) -> None:
    if not now.is_new:
        raise Refused(_("Somebody dealt with this message meanwhile."))


def _done(now: Inbound, line: Line, *, actor: User, at: datetime) -> None:
    evidence.hand_over(now, line)
    Inbound.objects.filter(pk=now.pk).update(
        state=InboundState.REGISTERED, complaint=line.complaint, done_by=actor,
        done_at=at,
    )  # fmt: skip


def _check_room(network: str, at: datetime) -> None:
    """Raise Throttled where an address sent all it may within the window."""
    sent = Inbound.objects.sent_from(_address(network), at - WINDOW)
    times = list(sent.order_by("-received_at").values_list("received_at", flat=True))
    if len(times) >= MOST:
        raise Throttled(times[MOST - 1] + WINDOW)


def _address(network: str | None) -> str | None:
    """Return what stands in the column: of a net of IPv6 its first address."""
    return network.partition("/")[0] if network else None
