"""Fields, values and deeds of the archive as a page says them. No rows."""

from django.db import models
from django.utils.dateparse import parse_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
    TierOverride,
)

NOTHING = "–"
# What a person does in a form, and an import with a file.
BY_HAND = {
    "customer.updated", "contact.added", "contact.updated", "contact.removed",
    "asset.added", "asset.updated", "asset.import_undone", "document.filed",
    "document.updated", "document.import_undone",
}  # fmt: skip
# What the trail calls the trouble with one way to reach a customer.
CHECKS = {f"check_{one.lower()}": one for one in Reachable}
MODELS = {
    model._meta.label_lower: model
    for model in (
        Customer, Contact, Like, Opportunity, Asset, Purchase, Document, ConsentRecord,
        Lead, TierOverride,
    )
}  # fmt: skip
# Said beside the deed, not among what it changed.
BESIDE = {"file", "purpose", "channel"}
# What was done, for "王安娜 … on 23 Nov 2026"; some name a file or a channel.
DEEDS = {
    "customer.created": gettext_lazy("created the customer"),
    "customer.imported": gettext_lazy("imported the customer from %(file)s"),
    "customer.import_undone": gettext_lazy("took back the import from %(file)s"),
    "customer.updated": gettext_lazy("changed the archive"),
    "customer.assigned": gettext_lazy("changed the owner"),
    "customer.next_contact_set": gettext_lazy("planned the next contact"),
    "customer.viewed": gettext_lazy("opened the customer's page"),
    "customer.revealed": gettext_lazy("looked at the full number"),
    "customer.dialled": gettext_lazy("called the number"),
    "customer.tagged": gettext_lazy("changed the tags"),
    "customer.verified": gettext_lazy("verified the archive"),
    "customer.unreachable": gettext_lazy("noted that he cannot be reached"),
    "customer.flagged": gettext_lazy("changed what to check at the next arrival"),
    "like.noted": gettext_lazy("noted a preference"),
    "like.dropped": gettext_lazy("took a preference away"),
    "opportunity.opened": gettext_lazy("opened an opportunity"),
    "opportunity.changed": gettext_lazy("changed an opportunity"),
    "opportunity.moved": gettext_lazy("moved an opportunity"),
    "customer.tier_proposed": gettext_lazy("proposed another tier"),
    "customer.tier_accepted": gettext_lazy("accepted another tier"),
    "customer.tier_refused": gettext_lazy("refused another tier"),
    "customer.tier_ended": gettext_lazy("ended the tier set by hand"),
    "status_link.made": gettext_lazy("made a link to the status page"),
    "status_link.revoked": gettext_lazy("revoked the links to the status page"),
    "contact.added": gettext_lazy("added a contact"),
    "contact.updated": gettext_lazy("changed a contact"),
    "contact.removed": gettext_lazy("removed a contact"),
    "customer.removed": gettext_lazy("put the customer into the recycle bin"),
    "customer.restored": gettext_lazy("brought the customer back from the recycle bin"),
    "customer.merged": gettext_lazy("merged two customers into one"),
    "customer.merge_undone": gettext_lazy("parted two merged customers again"),
    "customer.merge_proposed": gettext_lazy("proposed to merge doubles"),
    "customer.told_apart": gettext_lazy("decided that two alike customers are two"),
    "customer.asked_about": gettext_lazy("asked the owner about the customer"),
    "consent.given": gettext_lazy("recorded consent"),
    "consent.refused": gettext_lazy("recorded that consent was refused"),
    "consent.withdrawn": gettext_lazy("recorded that consent was withdrawn"),
    "asset.added": gettext_lazy("added an asset"),
    "asset.updated": gettext_lazy("changed an asset"),
    "asset.import_undone": gettext_lazy("took an imported asset back"),
    "asset.moved_on": gettext_lazy("said what became of an asset"),
    "asset.mileage_read": gettext_lazy("noted a mileage"),
    "document.filed": gettext_lazy("filed a document"),
    "document.updated": gettext_lazy("changed a document"),
    "document.import_undone": gettext_lazy("took an imported document back"),
    "document.removed": gettext_lazy("removed a document"),
    "document.restored": gettext_lazy("put a document back"),
    "document.opened": gettext_lazy("downloaded a file"),
    "purchase.entered": gettext_lazy("entered a purchase"),
    "purchase.refunded": gettext_lazy("entered a refund"),
    "purchase.voided": gettext_lazy("voided an entry of the ledger"),
    "complaint.registered": gettext_lazy("registered a complaint"),
    "complaint.assigned": gettext_lazy("gave a complaint to a colleague"),
    "complaint.declared": gettext_lazy("declared a complaint major"),
    "complaint.told": gettext_lazy("told the customer the result of a complaint"),
    "complaint.file_opened": gettext_lazy("downloaded a file of a complaint"),
    "complaint.revealed": gettext_lazy("looked at where the answer is sent"),
    "complaint.closed": gettext_lazy("closed a complaint"),
    "complaint.reopened": gettext_lazy("opened a complaint again"),
    "complaint.merged": gettext_lazy("merged two complaints"),
    "complaint.unmerged": gettext_lazy("parted two merged complaints again"),
    "complaint.offer_proposed": gettext_lazy("proposed a compensation"),
    "complaint.offer_decided": gettext_lazy("decided on a compensation"),
    "complaint.offer_withdrawn": gettext_lazy("withdrew a compensation"),
    "complaint.offer_given": gettext_lazy("gave a compensation"),
    "lead.imported": gettext_lazy("imported the lead from %(file)s"),
    "lead.edited": gettext_lazy("changed the lead"),
    "lead.import_undone": gettext_lazy("took an imported lead back"),
    "lead.dialled": gettext_lazy("called the number"),
    "lead.revealed": gettext_lazy("looked at the full number"),
    "lead.converted": gettext_lazy("made the customer of a lead: %(channel)s"),
}


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
    """Return what was done; what is not listed changed the archive."""
    return str(DEEDS.get(action, _("changed the archive")))


def reason_label(reason: str) -> str:
    """Return why, in words: a picked reason by its name, a typed one as it stands."""
    return str(dict(RevealReason.choices).get(reason, reason))


def told(entry) -> dict:
    """Return an audit entry as `customers/_deed.html` prints it."""
    model = MODELS.get(entry.kind, Customer)
    _none, file = entry.changes.get("file", (None, ""))
    _none, channel = entry.changes.get("channel", (None, ""))
    came = value_label(model, "channel", channel)
    done = deed(entry.action) % {"file": file, "channel": came}
    if file and entry.action in BY_HAND:
        done = _("%(deed)s, from %(file)s") % {"deed": done, "file": file}
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
        "deed": done,
        "lines": lines,
        "reason": reason_label(entry.reason),
    }


def _extra_label(name: str) -> str:
    """Return what the trail's own names mean, which are no columns."""
    words = {"tags": _("tags"), "verified": _("verified"), "files": _("files")}
    words["until"] = _("until")
    words |= {name: one.label for name, one in CHECKS.items()}
    return str(words.get(name, name))


def _about(model, entry) -> str:
    """Return what the deed was about, where the customer's name does not say it."""
    if model is ConsentRecord:
        named = ("purpose", "channel")
        return use_of(*(entry.changes[name][1] for name in named))
    return "" if model in (Customer, Lead, TierOverride) else entry.label


def _choices(model, name: str) -> dict:
    known = {field.name: field for field in model._meta.fields}
    return dict(getattr(known.get(name), "choices", None) or {})
