"""The words of what users are told: notices, ways to hear of them, mails."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EventGroup(TextChoices):
    """What notices are about, as one chooses how to hear of it."""

    MENTION = "MENTION", _("A colleague mentions me")
    ASSIGNMENT = "ASSIGNMENT", _("Something is given to me or planned for me")
    DEADLINE = "DEADLINE", _("A deadline is close")
    CHANGE = "CHANGE", _("Others change or judge what is mine")
    DUTY = "DUTY", _("Something I answer for needs me")
    RIGHTS = "RIGHTS", _("Rights and passwords")


# Every kind of notice by the group it belongs to; no other kind can be told.
GROUP_OF = {
    "accounts.customer_access": EventGroup.RIGHTS,
    "accounts.own_rights": EventGroup.RIGHTS,
    "accounts.export_allowed": EventGroup.CHANGE,
    "accounts.export_asked": EventGroup.DUTY,
    "accounts.export_denied": EventGroup.CHANGE,
    "accounts.export_ready": EventGroup.CHANGE,
    "accounts.password_reset": EventGroup.RIGHTS,
    "accounts.year_provisional": EventGroup.DUTY,
    "complaints.assigned": EventGroup.ASSIGNMENT,
    "complaints.praised": EventGroup.MENTION,
    "complaints.reopened": EventGroup.CHANGE,
    "complaints.effect_computed": EventGroup.DUTY,
    "complaints.effect_judged": EventGroup.CHANGE,
    "complaints.improvement_given": EventGroup.ASSIGNMENT,
    "complaints.offer_asked": EventGroup.DUTY,
    "complaints.offer_decided": EventGroup.CHANGE,
    "complaints.due_soon": EventGroup.DEADLINE,
    "complaints.late": EventGroup.DEADLINE,
    "complaints.verify_due": EventGroup.DUTY,
    "complaints.added": EventGroup.DUTY,
    "complaints.message": EventGroup.DUTY,
    "complaints.flagged": EventGroup.DUTY,
    "complaints.joined": EventGroup.ASSIGNMENT,
    "complaints.major": EventGroup.DUTY,
    "complaints.part_answered": EventGroup.CHANGE,
    "complaints.part_asked": EventGroup.ASSIGNMENT,
    "complaints.part_called_off": EventGroup.CHANGE,
    "complaints.part_late": EventGroup.DEADLINE,
    "complaints.part_owed": EventGroup.DEADLINE,
    "complaints.part_returned": EventGroup.ASSIGNMENT,
    "complaints.heard": EventGroup.DEADLINE,
    "complaints.undelivered": EventGroup.DEADLINE,
    "crm.left_behind": EventGroup.DUTY,
    "crm.merged": EventGroup.CHANGE,
    "crm.reminded": EventGroup.DUTY,
    "crm.removed": EventGroup.CHANGE,
    "customers.asked": EventGroup.DUTY,
    "customers.assigned": EventGroup.ASSIGNMENT,
    "customers.double_proposed": EventGroup.DUTY,
    "customers.handover": EventGroup.ASSIGNMENT,
    "customers.handover_confirmed": EventGroup.CHANGE,
    "customers.imported": EventGroup.ASSIGNMENT,
    "customers.lead": EventGroup.ASSIGNMENT,
    "customers.leads_imported": EventGroup.ASSIGNMENT,
    "customers.pool_left": EventGroup.ASSIGNMENT,
    "customers.pool_warned": EventGroup.DEADLINE,
    "customers.promise_declined": EventGroup.CHANGE,
    "customers.taken": EventGroup.CHANGE,
    "customers.tier_falling": EventGroup.DEADLINE,
    "customers.tier_override": EventGroup.DUTY,
    "customers.tier_policy": EventGroup.CHANGE,
    "visits.mentioned": EventGroup.MENTION,
    "visits.plan": EventGroup.ASSIGNMENT,
    "visits.reviewed": EventGroup.CHANGE,
}
# What waits for no morning: mailed at once, whatever its reader chose.
URGENT = frozenset({"complaints.major"})
# What nobody may turn off, and no substitute is told.
FIXED = frozenset({EventGroup.RIGHTS})


class Way(TextChoices):
    """How one hears of a group of events; each but the last stands in the inbox too."""

    NOW = "NOW", _("e-mail at once")
    DIGEST = "DIGEST", _("daily e-mail")
    INBOX = "INBOX", _("inbox only")
    OFF = "OFF", _("not at all")


# Of everything else one reads in the daily e-mail.
TOLD_AT_ONCE = frozenset(
    {EventGroup.MENTION, EventGroup.ASSIGNMENT, EventGroup.DEADLINE}
)


class MailState(TextChoices):
    WAITING = "WAITING", _("waiting")
    SENT = "SENT", _("sent")
    FAILED = "FAILED", _("failed")


class MailFault(TextChoices):
    """Why a mail is not even tried; anything else is what the gateway said."""

    NO_ADDRESS = (
        "NO_ADDRESS",
        _("The reader has no e-mail address or works here no more."),
    )
    BROKEN = "BROKEN", _("The worker broke off each time.")
