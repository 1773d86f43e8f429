"""Everything that changes consent: what a customer said, the texts he is read."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.refused import Refused
from accounts.seen import digest
from customers.choices.consent import Basis, Channel, ConsentState, How, Purpose
from customers.models import ConsentRecord, ConsentText, Customer
from customers.services import completeness
from customers.services.editing import locked, one_at_a_time

DEEDS = {
    ConsentState.GIVEN: "consent.given",
    ConsentState.REFUSED: "consent.refused",
    ConsentState.WITHDRAWN: "consent.withdrawn",
}
WORDS = ("text_en", "text_zh")


@transaction.atomic
def record(
    customer: Customer,
    *,
    actor: User,
    purpose: str,
    channel: str,
    state: str,
    how: str,
    evidence: str = "",
    seen: int | None = None,
    shown: int | None = None,
    at: datetime,
) -> ConsentRecord:
    """Write what a customer said of one use; said again, it returns what stands.

    `seen` is the record the form showed, None for none: consent is given only where
    nothing was said since. `shown` is the text it was given to, where the form named
    it: only the one that stands. Refusing and withdrawing always hold.
    """
    _check(purpose, channel, how)
    now, text = locked(customer), _text(purpose, state, shown)
    last = ConsentRecord.objects.last(now, purpose, channel)
    told = {"actor": actor, "how": how, "evidence": evidence, "at": at}
    made = _say(now, purpose, channel, state, last, seen, text, **told)
    if made:
        completeness.follow(now.pk, at=at)
    return made or last


@transaction.atomic
def record_all(
    customer: Customer,
    *,
    actor: User,
    purpose: str,
    state: str,
    how: str,
    evidence: str = "",
    seen: Sequence[int | None],
    shown: int | None = None,
    at: datetime,
) -> list[ConsentRecord]:
    """Write what he said of a purpose by every way, each for itself; return the new.

    `seen` are the records the form showed, in the order of the purpose's ways. All is
    given or nothing, as `record` asks; withdrawing takes back what stands as given.
    """
    _check_purpose(purpose)
    now, text = locked(customer), _text(purpose, state, shown)
    standing = ConsentRecord.objects.standing(now)
    told = {"actor": actor, "how": how, "evidence": evidence, "at": at}
    found = []
    for channel, each in zip(Purpose(purpose).channels, seen, strict=True):
        _check(purpose, channel, how)
        last = standing.get((purpose, channel))
        is_given = last is not None and last.state == ConsentState.GIVEN
        if is_given or state != ConsentState.WITHDRAWN:
            made = _say(now, purpose, channel, state, last, each, text, **told)
            found += [made] if made else []
    if found:
        completeness.follow(now.pk, at=at)
    return found


@transaction.atomic
def carry_over(
    customer: Customer,
    *,
    text: ConsentText,
    channels: Iterable[str],
    given_at: datetime,
    by: User,
    how: str,
    evidence: str,
    actor: User,
    at: datetime,
) -> list[ConsentRecord]:
    """Keep with a customer what he agreed to before he was one, as it was said.

    `by` took it at `given_at`, to `text` and no other. Whatever he said of it since
    stands. Returns the records that were missing.
    """
    now, made = locked(customer), []
    for channel in channels:
        last = ConsentRecord.objects.last(now, text.purpose, channel)
        if last and (last.state == ConsentState.GIVEN or last.at >= given_at):
            continue
        told = {"how": how, "evidence": evidence[:200], "at": given_at, "by": by}
        record = ConsentRecord.objects.create(
            customer=now, purpose=text.purpose, channel=channel,
            state=ConsentState.GIVEN, text=text, **told,
        )  # fmt: skip
        changes = _change(record, last)
        who = {"at": at, "changes": changes, "customer_id": now.pk}
        audit.record(actor, DEEDS[ConsentState.GIVEN], record, **who)
        made.append(record)
    if made:
        completeness.follow(now.pk, at=at)
    return made


@transaction.atomic
def draft(
    purpose: str, *, actor: User, words: dict, seen: str = "", at: datetime
) -> ConsentText:
    """Write the next version of a text, or change the draft that `seen` is the digest
    of; nobody is read it before it is published.
    """
    one_at_a_time(f"consent-text:{purpose}")
    _check_purpose(purpose)
    new = {name: words[name].strip() for name in WORDS}
    if not all(new.values()):
        raise Refused(_("Write the text in both languages."))
    texts = ConsentText.objects.filter(purpose=purpose)
    stands = texts.drafts().first()
    if (_digest(stands) if stands else "") != seen:
        raise Refused(_("Someone else changed this draft meanwhile. Reload the page."))
    if stands is None:
        last = texts.aggregate(last=Max("version"))["last"] or 0
        stands = ConsentText.objects.create(
            purpose=purpose, version=last + 1, created_at=at, **new
        )
    elif not audit.difference(stands, new):
        return stands
    else:
        texts.filter(pk=stands.pk).update(**new)
        stands.refresh_from_db()
    audit.record(actor, "consent_text.drafted", stands, at=at)
    return stands


@transaction.atomic
def publish(purpose: str, *, actor: User, seen: str, at: datetime) -> ConsentText:
    """Make the draft that `seen` is the digest of the text that is read out; for ever.

    What was agreed to under an earlier version still holds.
    """
    one_at_a_time(f"consent-text:{purpose}")
    stands = ConsentText.objects.filter(purpose=purpose).drafts().first()
    if stands is None:
        raise Refused(_("There is no draft to publish."))
    if _digest(stands) != seen:
        raise Refused(_("Someone else changed this draft meanwhile. Reload the page."))
    ConsentText.objects.filter(pk=stands.pk).update(published_at=at, published_by=actor)
    audit.record(actor, "consent_text.published", stands, at=at)
    stands.refresh_from_db()
    return stands


def seen_of(text: ConsentText | None) -> str:
    """Return what a form carries of the draft it showed, "" for none."""
    return _digest(text) if text else ""


def _digest(text: ConsentText) -> str:
    return digest({name: getattr(text, name) for name in WORDS})


def _meant(state: str, last: ConsentRecord | None) -> str:
    """Return what a no means: withdrawn where consent stood, else refused."""
    if state == ConsentState.GIVEN:
        return state
    if state not in ConsentState.values:
        raise Refused(_("Say whether the customer agrees."))
    if last and last.state != ConsentState.REFUSED:
        return ConsentState.WITHDRAWN
    return ConsentState.REFUSED


def _say(
    now: Customer, purpose: str, channel: str, state: str, last, seen, text,
    *, actor: User, how: str, evidence: str, at: datetime,
) -> ConsentRecord | None:  # fmt: skip
    """Add one word of a customer to the `last`; None where it says nothing new."""
    state = _meant(state, last)
    is_newer = text is not None and last is not None and text.pk != last.text_id
    if last and last.state == state and not is_newer:
        return None
    if state == ConsentState.GIVEN and seen != (last.pk if last else None):
        raise Refused(
            _("Someone else recorded what the customer said of this. Look again.")
        )
    made = ConsentRecord.objects.create(
        customer=now, purpose=purpose, channel=channel, state=state, how=how,
        text=text, evidence=evidence.strip()[:200], at=at, by=actor,
    )  # fmt: skip
    changes, whose = _change(made, last), now.pk
    audit.record(actor, DEEDS[state], made, at=at, changes=changes, customer_id=whose)
    return made


def _text(purpose: str, state: str, shown: int | None) -> ConsentText | None:
    """Return what consent is given to: the text that stands, and none but that."""
    if state != ConsentState.GIVEN:
        return None
    texts = ConsentText.objects.filter(purpose=purpose).published()
    text = texts.order_by("-version").first()
    if text is None:
        raise Refused(_("There is no published text to agree to."))
    if shown not in {None, text.pk}:
        raise Refused(_("There is a new version of the text. Read it out first."))
    return text


def _check(purpose: str, channel: str, how: str) -> None:
    _check_purpose(purpose)
    if channel not in Channel.values or channel not in Purpose(purpose).channels:
        raise Refused(_("This purpose is not asked for this way."))
    if how not in How.values:
        raise Refused(_("Say how the customer said it."), "how")


def _check_purpose(purpose: str) -> None:
    asked = purpose in Purpose.values and Purpose(purpose).basis is Basis.CONSENT
    if not asked:
        raise Refused(_("Nobody is asked for consent to this."))


def _change(made: ConsentRecord, last: ConsentRecord | None) -> dict[str, list]:
    return {
        "purpose": [made.purpose, made.purpose],
        "channel": [made.channel, made.channel],
        "state": [last.state if last else None, made.state],
    }
