"""The guard at every point of use: may a customer's data be used so, and why not.

Lists, messages and files made for a purpose take `Customer.objects….consenting(…)`;
what is about one customer asks `objection`. Both look at what he said last, each time.
"""

from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import gettext as _

from accounts.days import day_of
from customers.choices.consent import Basis, Channel, ConsentState, Purpose
from customers.models import ConsentRecord, Customer
from customers.querysets.archive import CustomerQuerySet

UNASKED = ""


def objection(customer: Customer, purpose: str, channel: str) -> str:
    """Return why the use is not allowed, "" where it is; one query."""
    if Purpose(purpose).basis is Basis.CONTRACT:
        return ""
    return reason(
        ConsentRecord.objects.last(customer, purpose, channel), purpose, channel
    )


def reason(said: ConsentRecord | None, purpose: str, channel: str) -> str:
    """Return what forbids a use of which a customer `said` this last; no query."""
    use = {"use": use_of(purpose, channel)}
    if said is None:
        return _("No consent to %(use)s.") % use
    use["day"] = day_of(said.at).isoformat()
    if said.state == ConsentState.WITHDRAWN:
        return _("Consent to %(use)s was withdrawn on %(day)s.") % use
    if said.state == ConsentState.REFUSED:
        return _("Consent to %(use)s was refused on %(day)s.") % use
    return ""


def use_of(purpose: str, channel: str) -> str:
    """Return a use in words: "offers and invitations by SMS"."""
    words = {"purpose": Purpose(purpose).label}
    if channel in {"", Channel.WHOLE}:
        return str(words["purpose"])
    words["channel"] = Channel(channel).label
    return _("%(purpose)s by %(channel)s") % words


def left_out(rows: CustomerQuerySet, purpose: str, channel: str) -> dict[str, int]:
    """Count those of `rows` the guard leaves out, by what they said last; one query.

    Keys are states, UNASKED for whoever was never asked.
    """
    if Purpose(purpose).basis is Basis.CONTRACT:
        return {}
    said = ConsentRecord.objects.about(purpose, channel)
    last = said.filter(customer=OuterRef("pk")).order_by("-pk").values("state")[:1]
    said = rows.order_by().annotate(said=Subquery(last)).values("said")
    counts = said.annotate(n=Count("pk")).values_list("said", "n")
    return {state or UNASKED: n for state, n in counts if state != ConsentState.GIVEN}


def left_out_words(counts: dict[str, int]) -> list[str]:
    """Return what was counted by `left_out` as sentences."""
    words = {
        UNASKED: _("%(count)s left out: never asked"),
        ConsentState.REFUSED: _("%(count)s left out: refused"),
        ConsentState.WITHDRAWN: _("%(count)s left out: withdrawn"),
    }
    return [said % {"count": counts[k]} for k, said in words.items() if counts.get(k)]
