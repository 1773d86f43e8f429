"""Fields, values and deeds of the archive as a page says them. No rows."""

from django.db import models
from django.utils.dateparse import parse_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts import masking
from accounts.choices import RevealReason
from accounts.templatetags.formats import moment
from customers.choices.facts import Reachable, Trouble
from customers.lawful import use_of
from customers.models import (
    Asset,
    ConsentRecord,
    Contact,
    Customer,
    Document,
    Lead,
    Like,
    Opportunity,
    Purchase,
)

NOTHING = "–"
# What the trail calls the trouble with one way to reach a customer.
CHECKS = {f"check_{one.lower()}": one for one in Reachable}
MODELS = {
    model._meta.label_lower: model
    for model in (
        Customer, Contact, Like, Opportunity, Asset, Purchase, Document, ConsentRecord,
        Lead,
    )
}  # fmt: skip
# Said beside the deed, not among what it changed.
BESIDE = {"file", "purpose", "channel"}


def field_label(model: type[models.Model], name: str) -> str:
    """Return what a form calls the field; an unknown name comes back as it is."""
    known = {field.name: field for field in model._meta.get_fields()}
    label = getattr(known.get(name), "verbose_name", None) or _extra_label(name)
    return capfirst(str(label))


def value_label(model: type[models.Model], name: str, value) -> str:
    """Return a value as the page prints it: choices by name, numbers masked."""
    if value in (None, "", []):
        return NOTHING
    if isinstance(value, list):
        return " · ".join(map(str, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in CHECKS:
        word, _space, tries = value.partition(" ")
        return " ".join([str(dict(Trouble.choices).get(word, word)), tries]).strip()
    if name == "verified":
        words = dict(Reachable.choices)
        return " · ".join(str(words.get(one, one)) for one in value.split(", "))
    choices = _choices(model, name)
    if choices:
        return str(choices.get(value, value))
    if name.endswith(("_on", "_until")) or name == "birthday":
        day = parse_date(value) if isinstance(value, str) else value
        return moment(day) if day else str(value)
    if name in masking.PERSONAL and masking.DOTS not in str(value):
        return masking.masked(name, str(value))
    return str(value)


def deed(action: str) -> str:
    """Return what was done, for "王安娜 … on 23 Nov 2026"; some name a `%(file)s`."""
    said = {
        "customer.created": _("created the customer"),
        "customer.imported": _("imported the customer from %(file)s"),
        "customer.updated": _("changed the archive"),
        "customer.assigned": _("changed the owner"),
        "customer.next_contact_set": _("planned the next contact"),
        "customer.viewed": _("opened the customer's page"),
        "customer.revealed": _("looked at the full number"),
        "customer.dialled": _("called the number"),
        "customer.tagged": _("changed the tags"),
        "customer.verified": _("verified the archive"),
        "customer.unreachable": _("noted that he cannot be reached"),
        "customer.flagged": _("changed what to check at the next arrival"),
        "like.noted": _("noted a preference"),
        "like.dropped": _("took a preference away"),
        "opportunity.opened": _("opened an opportunity"),
        "opportunity.changed": _("changed an opportunity"),
        "opportunity.moved": _("moved an opportunity"),
        "customer.tier_proposed": _("proposed another tier"),
        "customer.tier_accepted": _("accepted another tier"),
        "customer.tier_refused": _("refused another tier"),
        "customer.tier_ended": _("ended the tier set by hand"),
        "contact.added": _("added a contact"),
        "contact.updated": _("changed a contact"),
        "contact.removed": _("removed a contact"),
        "customer.removed": _("put the customer into the recycle bin"),
        "customer.restored": _("brought the customer back from the recycle bin"),
        "customer.merged": _("merged two customers into one"),
        "customer.merge_undone": _("parted two merged customers again"),
        "customer.merge_proposed": _("proposed to merge doubles"),
        "customer.told_apart": _("decided that two alike customers are two"),
        "customer.asked_about": _("asked the owner about the customer"),
        "consent.given": _("recorded consent"),
        "consent.refused": _("recorded that consent was refused"),
        "consent.withdrawn": _("recorded that consent was withdrawn"),
        "consent_text.drafted": _("drafted a consent text"),
        "consent_text.published": _("published a consent text"),
        "asset.added": _("added an asset"),
        "asset.updated": _("changed an asset"),
        "asset.moved_on": _("said what became of an asset"),
        "asset.mileage_read": _("noted a mileage"),
        "document.filed": _("filed a document"),
        "document.updated": _("changed a document"),
        "document.removed": _("removed a document"),
        "document.restored": _("put a document back"),
        "document.opened": _("downloaded a file"),
        "purchase.entered": _("entered a purchase"),
        "purchase.refunded": _("entered a refund"),
        "purchase.voided": _("voided an entry of the ledger"),
        "lead.converted": _("made the customer of a lead: %(channel)s"),
    }
    return said.get(action, _("changed the archive"))


def reason_label(reason: str) -> str:
    """Return why, in words: a picked reason by its name, a typed one as it stands."""
    return str(dict(RevealReason.choices).get(reason, reason))


def told(entry) -> dict:
    """Return an audit entry as `customers/_deed.html` prints it."""
    model = MODELS.get(entry.kind, Customer)
    _none, file = entry.changes.get("file", (None, ""))
    _none, channel = entry.changes.get("channel", (None, ""))
    came = value_label(model, "channel", channel)
    lines = [
        {
            "label": field_label(model, name),
            "old": value_label(model, name, old),
            "new": value_label(model, name, new),
            "is_change": old != new,
        }
        for name, (old, new) in entry.changes.items()
        if name not in BESIDE
    ]
    return {
        "entry": entry,
        "about": _about(model, entry),
        "deed": deed(entry.action) % {"file": file, "channel": came},
        "lines": lines,
        "reason": reason_label(entry.reason),
    }


def _extra_label(name: str) -> str:
    """Return what the trail's own names mean, which are no columns."""
    words = {"tags": _("tags"), "verified": _("verified"), "files": _("files")}
    words |= {name: one.label for name, one in CHECKS.items()}
    return str(words.get(name, name))


def _about(model, entry) -> str:
    """Return what the deed was about, where the customer's name does not say it."""
    if model is ConsentRecord:
        named = ("purpose", "channel")
        return use_of(*(entry.changes[name][1] for name in named))
    return "" if model in (Customer, Lead) else entry.label


def _choices(model, name: str) -> dict:
    known = {field.name: field for field in model._meta.fields}
    return dict(getattr(known.get(name), "choices", None) or {})
