"""Fields, values and deeds of the archive as a page says them. No rows."""

from django.db import models
from django.utils.dateparse import parse_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts import masking
from accounts.choices import RevealReason
from accounts.templatetags.formats import moment
from customers.choices.facts import Reachable, Trouble
from customers.models import Contact, Customer, Like, Opportunity

NOTHING = "–"
# What a person does in a form, and an import with a file.
BY_HAND = {"customer.updated", "contact.added", "contact.updated", "contact.removed"}
# What the trail calls the trouble with one way to reach a customer.
CHECKS = {f"check_{one.lower()}": one for one in Reachable}
MODELS = {
    "customers.customer": Customer,
    "customers.contact": Contact,
    "customers.like": Like,
    "customers.opportunity": Opportunity,
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
    if name.endswith("_on") or name == "birthday":
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
        "customer.import_undone": _("took back the import from %(file)s"),
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
    }
    return said.get(action, _("changed the archive"))


def reason_label(reason: str) -> str:
    """Return why, in words: a picked reason by its name, a typed one as it stands."""
    return str(dict(RevealReason.choices).get(reason, reason))


def told(entry) -> dict:
    """Return an audit entry as `customers/_deed.html` prints it."""
    model = MODELS.get(entry.kind, Customer)
    _none, file = entry.changes.get("file", (None, ""))
    done = deed(entry.action) % {"file": file}
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
        if name != "file"
    ]
    return {
        "entry": entry,
        "deed": done,
        "about": "" if model is Customer else entry.label,
        "lines": lines,
        "reason": reason_label(entry.reason),
    }


def _extra_label(name: str) -> str:
    """Return what the trail's own names mean, which are no columns."""
    words = {"tags": _("tags"), "verified": _("verified")}
    words |= {name: one.label for name, one in CHECKS.items()}
    return str(words.get(name, name))


def _choices(model, name: str) -> dict:
    known = {field.name: field for field in model._meta.fields}
    return dict(getattr(known.get(name), "choices", None) or {})
