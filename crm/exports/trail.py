"""The audit trail of settings as a file: who changed people and roles, who came in."""

from operator import attrgetter as of

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from accounts.forms.records import TrailForm
from accounts.models import AuditEntry
from accounts.permissions.actions import Can
from accounts.templatetags.trail import changed_fields, verb
from crm.exports.sheet import Column, Sheet


def _rows(user, query, at):
    entries = AuditEntry.objects.about_settings().for_history()
    return entries.filter(**TrailForm(query).filters())


def _told(user, query, at) -> list[str]:
    """Return the filters in use, each as "By: 王安娜"."""
    form = TrailForm(query)
    form.filters()
    words = dict(form.fields["action"].choices)
    return [
        say("%(name)s: %(value)s")
        % {"name": form.fields[name].label, "value": words.get(value, value)}
        for name, value in form.cleaned_data.items()
        if value
    ]


def _changes(entry) -> str:
    return say("; ").join(
        say("%(field)s: %(old)s → %(new)s")
        % {"field": one["label"], "old": one["old"], "new": one["new"]}
        for one in changed_fields(entry)
    )


SETTINGS = Sheet(
    slug="settings",
    title=_("Audit trail of settings"),
    can=Can.SEE_AUDIT,
    is_asked_for=False,
    rows=_rows,
    told=_told,
    columns=(
        Column("when", _("When"), of("at")),
        Column("who", _("Who"), lambda entry: entry.actor and entry.actor.name),
        Column("what", _("What"), verb),
        Column("about", _("About"), of("label")),
        Column("changes", _("Old and new"), _changes),
        Column("reason", _("Reason"), of("reason"), is_shown=False),
        Column("ip", _("Address"), of("ip"), is_shown=False),
    ),
)
