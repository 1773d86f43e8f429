"""What a customer sees of his complaint: fixed sentences, dates, nothing else.

Nothing anybody typed comes from here, neither his words nor ours.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.days import day_of
from complaints.choices import TOLD, State
from complaints.models import Complaint, Telling
from complaints.services import merging

TEXTS = {
    State.REGISTERED: _("We have received it and will confirm that to you soon."),
    State.ACKNOWLEDGED: _("We have confirmed receipt and are judging what to do."),
    State.ASSESSED: _("We know what has to be looked into, and begin with it."),
    State.INVESTIGATING: _("We are looking into it."),
    State.PROPOSED: _("A solution is found. We will tell you about it soon."),
    State.TOLD: _("We told you the result. Please say whether you are satisfied."),
    State.VERIFYING: _("We told you the result and ask whether you are satisfied."),
    State.CLOSED: _("It is closed. If you write to us below, it is opened again."),
}
WAITING = _("We wait for your answer: please call us, or write to us below.")
EXTERNAL = _("A body outside our house is dealing with it now.")
MERGED = _("It is handled together with another concern about the same matter.")
# The few stages a customer counts.
STAGES = (
    (State.REGISTERED, pgettext_lazy("stage", "Received")),
    (State.INVESTIGATING, pgettext_lazy("stage", "In work")),
    (State.TOLD, pgettext_lazy("stage", "Result told")),
    (State.CLOSED, pgettext_lazy("stage", "Closed")),
)


def of(complaint: Complaint, at: datetime) -> dict:
    """Return what the status page shows of `complaint`; four queries at most."""
    main = merging.standing_one(complaint)
    state = _shown(main)
    return {
        "code": complaint.code,
        "received_on": day_of(complaint.received_at),
        "text": TEXTS[state],
        "stages": _stages(state),
        "notes": _notes(main, is_merged=main is not complaint),
        "promised_on": _promised_on(main, at),
        "told": [
            {"on": day_of(each.sent_at), "kind": each.get_kind_display(),
             "channel": each.get_channel_display()}
            for each in _his(complaint, main)
        ],
    }  # fmt: skip


def _his(complaint: Complaint, main: Complaint) -> Iterable[Telling]:
    """Return the messages he reads: of what goes on in another's complaint, his own."""
    whose = complaint.customer_id
    is_his = whose is not None and whose == main.customer_id
    his = {complaint, main} if is_his else {complaint}
    return Telling.objects.filter(complaint__in=his).told()


def _shown(main: Complaint) -> State:
    """Return where it stands as he knows it: what is on its way he was not told yet."""
    state = State(main.state)
    if state not in TOLD:
        return state
    if main.tellings.undelivered(main.told_at).exists():
        return State.PROPOSED
    return state


def _stages(state: State) -> list[dict]:
    """Return the stages he counts, each behind, here or ahead."""
    path = list(State)
    reached = [i for i, (begins, _) in enumerate(STAGES)
               if path.index(state) >= path.index(begins)]  # fmt: skip
    here = reached[-1]
    return [
        {"label": label, "is_behind": i < here, "is_here": i == here}
        for i, (_begins, label) in enumerate(STAGES)
    ]


def _notes(main: Complaint, *, is_merged: bool) -> list:
    notes = [MERGED] if is_merged else []
    if main.is_waiting:
        notes.append(WAITING)
    if main.is_external:
        notes.append(EXTERNAL)
    return notes


def _promised_on(main: Complaint, at: datetime) -> date | None:
    """Return when he hears of us next, as promised; nothing where that is past."""
    first = main.clocks.promised().filter(promised_at__gt=at).first()
    return day_of(first.promised_at) if first else None
