"""Everything that tells a customer something: said, held, sent, taken back, answered.

An e-mail is a row first. It is held for ten seconds, then it goes the way of mails.
"""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.choices import MailFault
from accounts.models import User
from accounts.permissions.actions import Can
from accounts.refused import Refused
from accounts.services import outbox
from complaints import notices, permitted, reaching, wording
from complaints.choices import (
    BY_GATEWAY,
    SPOKEN,
    TOLD,
    Channel,
    Deed,
    Liability,
    Reaction,
    TellingKind,
    TellingState,
)
from complaints.models import Answer, Complaint, Line, StatusLink, Telling
from complaints.services import (
    assigning,
    clocks,
    lines,
    links,
    telling_notices,
    unmeeting,
)

HOLD = timedelta(seconds=10)
# What answering and closing in one step writes after the answer.
WITH_IT = (Deed.PASSED_ON, Deed.CLOSED)
# What was found is not typed twice.
FOUND = {"solution", "liability"}


def say(
    now: Complaint, kind: str, *, channel: str, text: str, actor: User | None,
    at: datetime, since: int, key: uuid.UUID | None = None,
    answer: Answer | None = None, language: str = "",
    reaction: str = Reaction.UNKNOWN,
) -> Telling:  # fmt: skip
    """Record what is told, for the line of a `locked` complaint just written.

    `since` is the place of the first line that is written with it, see `take_back`.
    Where there are no words, those of the `answer` stand; in writing, of the first that
    fits. Other words are marked as changed. Raises Refused by field.
    """
    if channel not in Channel.values:
        raise Refused(_("Say how the customer was told."), "channel")
    if objection := reaching.objection(now, channel):
        raise Refused(objection, "channel")
    language = language or wording.language_of(now)
    text, answer, is_changed = _words(now, kind, channel, text, answer, language)
    state, due_at, sent_at = _way(channel, at)
    if state == TellingState.HELD:
        reaction = Reaction.UNKNOWN
        ask = partial(notices.tellings_asked, HOLD.seconds)
        transaction.on_commit(ask)
    return Telling.objects.create(
        complaint=now, place=now.line_count, since=since, kind=kind, channel=channel,
        text=text, language=language, answer=answer, is_changed=is_changed, state=state,
        due_at=due_at, sent_at=sent_at, made_by=actor, made_at=at, reaction=reaction,
        reacted_at=None if reaction == Reaction.UNKNOWN else at, submission_key=key,
    )  # fmt: skip


def refuse_apology(text: str, liability: str, field: str) -> None:
    """Raise Refused where `text` admits a fault that was found not to be ours."""
    if not permitted.is_permitted(text, liability or Liability.OURS):
        raise Refused(_("No apology: the fault is not ours."), field)


def _words(
    now: Complaint, kind: str, channel: str, text: str, answer: Answer | None,
    language: str,
) -> tuple[str, Answer | None, bool]:  # fmt: skip
    """Return what is written, from which approved answer, and whether it differs."""
    text = text.strip()
    refuse_apology(text, now.liability, "text")
    fitting = Answer.objects.fitting(kind, now)
    if answer and not fitting.filter(pk=answer.pk).exists():
        raise Refused(_("This answer is not approved for what was found."), "answer")
    if channel not in SPOKEN:
        answer = answer or fitting.first()
    approved = wording.of(answer, now, language) if answer else ""
    if wording.GAP in text:
        raise Refused(_("Fill in what is still missing: “[……]”."), "text")
    if channel not in SPOKEN and not (text or approved):
        raise Refused(_("Write what the customer is told."), "text")
    return text or approved, answer, bool(text) and text != approved


def _way(channel: str, at: datetime) -> tuple[str, datetime, datetime | None]:
    """Return (state, due, sent) of what is told by `channel` at `at`."""
    if channel in BY_GATEWAY:
        return TellingState.HELD, at + HOLD, None
    state = TellingState.SPOKEN if channel in SPOKEN else TellingState.SENT
    return state, at, at


@transaction.atomic
def take_back(telling: Telling, *, actor: User, at: datetime) -> Line:
    """Keep in what has not left yet; its complaint stands as before it was told.

    What was found stays written, so that it is not typed again, and what departments
    are asked no more stays called off. Raises Refused where a worker has it already.
    """
    now = lines.locked(telling.complaint, actor=actor, can=Can.HANDLE_COMPLAINTS)
    mine = Telling.objects.held_back().filter(pk=telling.pk)
    if not mine.update(state=TellingState.TAKEN_BACK):
        raise Refused(_("It is on its way already."))
    if columns := _before(now, telling):
        unmeeting.as_before(now, telling, state=columns["state"])
        _pass_back(now, telling, columns)
    told = {"telling": telling.place}
    written = lines.write(
        now, Deed.TAKEN_BACK, actor=actor, at=at, told=told, **columns
    )
    clocks.recompute(now)
    return written


def _before(now: Complaint, telling: Telling) -> dict:
    """Return the columns as they were before it was told, and closed by telling it.

    None where somebody went on meanwhile: he goes on from where it stands. Whose it is
    stays, and what was found.
    """
    since = now.lines.filter(place__gte=telling.since).in_order()
    mine = [line for line in since if line.place <= telling.place
            or line.deed in WITH_IT and line.at == telling.made_at]  # fmt: skip
    if mine[-1].state != now.state:
        return {}
    fields = {each.name: each for each in Complaint._meta.concrete_fields
              if not each.is_relation}  # fmt: skip
    before = {"state": now.state}
    if any(line.deed == Deed.CLOSED for line in mine):
        before["closed_by"] = None
    for line in reversed(mine):
        for name in (line.told.keys() & fields.keys()) - FOUND:
            before[name] = fields[name].to_python(line.told[name][0])
    return before


def _pass_back(now: Complaint, telling: Telling, columns: dict) -> None:
    """Let praise be whose it was before it was passed on, and tell him nothing."""
    after = now.lines.filter(place__gt=telling.place, at=telling.made_at)
    for line in after.filter(deed=Deed.PASSED_ON):
        columns["about_user"] = User.objects.filter(pk=line.told["was"]).first()
        assigning.untell(now, line, kind="complaints.praised")


@transaction.atomic
def react(
    telling: Telling, *, actor: User | None, reaction: str, at: datetime,
    text: str = "", key: uuid.UUID | None = None,
) -> Line:  # fmt: skip
    """Write down how the customer took what he was told. Raises Refused."""
    now = lines.locked(telling.complaint, actor=actor, can=Can.HANDLE_COMPLAINTS)
    if line := lines.sent_before(key):
        return line
    if reaction not in Reaction.values or reaction == Reaction.UNKNOWN:
        raise Refused(_("Say how the customer took it."), "reaction")
    mine = Telling.objects.told().filter(pk=telling.pk, reaction=Reaction.UNKNOWN)
    if not mine.update(reaction=reaction, reacted_at=at):
        raise Refused(_("How the customer took this is written down already."))
    columns = {}
    if telling.kind == TellingKind.RESULT and now.state in TOLD:
        columns["reaction"] = reaction
    told = {"telling": telling.place, "took_it": reaction}
    return lines.write(now, Deed.ADDED, actor=actor, at=at, text=text, told=told,
                       key=key, **columns)  # fmt: skip


@transaction.atomic
def retry(telling: Telling, *, actor: User, at: datetime) -> None:
    """Try what failed again, from the first try on. Raises Refused if it waits."""
    now = lines.held(telling.complaint)
    lines.check_actor(now, actor, Can.HANDLE_COMPLAINTS)
    if objection := reaching.objection(telling.complaint, telling.channel):
        raise Refused(objection)
    failed = Telling.objects.failed().filter(pk=telling.pk)
    if not failed.update(**outbox.anew(at)):
        raise Refused(_("It has not failed. Reload the page to see how it is."))
    outbox.ask_on_commit(notices.tellings_asked)


def deliver(*, clock: Callable[[], datetime]) -> int:
    """Send what is due, oldest first; return how many went out."""
    return outbox.deliver(
        Telling,
        send=partial(_send, clock=clock),
        clock=clock,
        failed=partial(telling_notices.failed, clock=clock),
    )


def _send(telling: Telling, *, clock: Callable[[], datetime]) -> None:
    address = reaching.email_of(telling.complaint)
    if not address:
        raise outbox.Undeliverable(MailFault.NO_ADDRESS)
    # A link whose mail did not leave is known to nobody: it goes with the failure.
    with transaction.atomic():
        link = _link(telling, at=clock())
        notices.send(telling, address=address, link=link)


def _link(telling: Telling, *, at: datetime) -> str:
    """Return the address of the status page for a first mail; "" where one was mailed.

    Made as it goes out, so that its secret is nowhere but in the mail.
    """
    complaint = telling.complaint
    has_one = StatusLink.objects.live(at).mailed().filter(complaint=complaint).exists()
    if has_one and telling.kind != TellingKind.RECEIPT:
        return ""
    return notices.url_of(links.make(complaint, actor=None, at=at))
