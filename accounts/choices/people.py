"""The words of who works here and what is recorded: reach, looks, jobs, deeds."""

from enum import IntEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(IntEnum):
    """How wide a grant reaches, each containing the one before."""

    NONE = 0
    OWN = 1
    TEAM = 2
    BRANCH = 3
    ALL = 4


class Reach(TextChoices):
    """What one cell of the role table may say: a scope, or a population beside them."""

    NONE = "NONE", _("none")
    OWN = "OWN", _("own")
    TEAM = "TEAM", _("team and below")
    BRANCH = "BRANCH", _("branch")
    ALL = "ALL", _("all")
    ROUTED = "ROUTED", _("what was routed to the department")
    MEMBERS = "MEMBERS", _("club members")

    @property
    def short(self) -> str:
        """The word that fits a cell of the role table."""
        return SHORT[self]


SHORT = {
    Reach.NONE: "–",
    Reach.OWN: _("own"),
    Reach.TEAM: _("team"),
    Reach.BRANCH: _("branch"),
    Reach.ALL: _("all"),
    Reach.ROUTED: _("routed"),
    Reach.MEMBERS: _("members"),
}
POPULATIONS = frozenset({Reach.ROUTED, Reach.MEMBERS})


class Language(TextChoices):
    CHINESE = "zh-hans", "中文"
    ENGLISH = "en", "English"


class Theme(TextChoices):
    SYSTEM = "system", _("as the device")
    LIGHT = "light", _("light")
    DARK = "dark", _("dark")
    CONTRAST = "contrast", _("high contrast")


class Density(TextChoices):
    COMFORTABLE = "comfortable", _("comfortable")
    COMPACT = "compact", _("compact")


class JobState(TextChoices):
    WAITING = "WAITING", _("waiting")
    RUNNING = "RUNNING", _("running")
    DONE = "DONE", _("done")
    FAILED = "FAILED", _("failed")
    CANCELLED = "CANCELLED", _("cancelled")


class JobFault(TextChoices):
    """Why a job of any kind can fail, in the words its page shows."""

    BROKEN = (
        "BROKEN",
        _(
            "The work broke off three times. What was done until then is kept. "
            "Start it again; if it breaks off again, tell your administrator."
        ),
    )
    NO_RIGHT = (
        "NO_RIGHT",
        _("What you may export has changed meanwhile. Nothing was written."),
    )


class ExportState(TextChoices):
    """How far an export is."""

    ASKED = "ASKED", _("waiting for a decision")
    DENIED = "DENIED", _("not allowed")
    TAKEN_BACK = "TAKEN_BACK", _("taken back")
    MAKING = "MAKING", _("being made")
    READY = "READY", _("ready")
    EXPIRED = "EXPIRED", _("expired, deleted")


class FileFormat(TextChoices):
    XLSX = "xlsx", _("Excel (.xlsx)")
    CSV = "csv", _("CSV (.csv)")


class RevealReason(TextChoices):
    """Why a full number is needed outside one's own customers."""

    CALL = "CALL", _("Calling the customer back")
    VERIFY = "VERIFY", _("Verifying the archive")
    COVER = "COVER", _("Standing in for a colleague")
    COMPLAINT = "COMPLAINT", _("Handling a complaint")


# What the trail of settings says was done, by the action it is stored under.
VERBS = {
    "user.signed_in": _("signed in"),
    "user.signed_out": _("signed out"),
    "user.locked_out": _("locked out after failed sign-ins"),
    "user.unlocked": _("unlocked"),
    "address.unlocked": _("address unlocked"),
    "user.created": _("user created"),
    "user.updated": _("user changed"),
    "user.deactivated": _("user deactivated"),
    "user.reactivated": _("user reactivated"),
    "user.reminded": _("reminded of the system"),
    "user.profile_changed": _("own profile changed"),
    "user.notices_changed": _("own notice settings changed"),
    "mail.retried": _("mail sent again"),
    "user.password_changed": _("own password changed"),
    "user.password_reset": _("password reset"),
    "role.created": _("role created"),
    "role.updated": _("role renamed"),
    "role.removed": _("role removed"),
    "role.grants_changed": _("grants changed"),
    "branch.created": _("branch created"),
    "branch.updated": _("branch changed"),
    "department.created": _("department created"),
    "department.updated": _("department changed"),
    "team.created": _("team created"),
    "team.updated": _("team changed"),
    "calendar.created": _("branch given its own working hours"),
    "calendar.updated": _("working hours changed"),
    "calendar.removed": _("working hours of a branch removed"),
    "calendar.day_set": _("special day set"),
    "calendar.day_removed": _("special day removed"),
    "calendar.announced": _("year of the working calendar confirmed"),
    "see_as.started": _("began to see as"),
    "see_as.opened": _("opened a page as"),
    "see_as.ended": _("stopped seeing as"),
    "job.cancelled": _("background job cancelled"),
    "export.asked": _("export asked for"),
    "export.allowed": _("export allowed"),
    "export.denied": _("export not allowed"),
    "export.taken_back": _("export taken back"),
    "export.made": _("export made"),
    "export.downloaded": _("export downloaded"),
    "export.renewed": _("export made anew after withdrawals"),
    "export.expired": _("export expired"),
    "answer.proposed": _("answer to customers proposed"),
    "answer.approved": _("answer to customers approved"),
    "answer.retired": _("answer to customers taken out of use"),
    "campaign.created": _("campaign created"),
    "campaign.updated": _("campaign changed"),
    "completeness.changed": _("rules of completeness changed"),
    "complaint.category_saved": _("category of complaints saved"),
    "complaint.cause_saved": _("root cause of complaints saved"),
    "complaint.policy_drafted": _("complaint policy drafted"),
    "complaint.policy_discarded": _("draft of a complaint policy thrown away"),
    "complaint.policy_updated": _("draft of a complaint policy changed"),
    "complaint.policy_activated": _("complaint policy put into force"),
    "consent_text.drafted": _("drafted a consent text"),
    "consent_text.published": _("published a consent text"),
    "handover.made": _("customers passed on"),
    "handover.confirmed": _("promises to customers confirmed"),
    "handover.declined": _("promise to a customer cannot be kept"),
    "handover.ended": _("leave over, customers no longer shared"),
    "lead.paused": _("distribution of leads paused for somebody"),
    "lead.rule_saved": _("rule of distribution saved"),
    "lead.rule_removed": _("rule of distribution removed"),
    "own_field.added": _("own field added"),
    "own_field.changed": _("own field changed"),
    "own_field.archived": _("own field archived"),
    "own_field.restored": _("own field brought back"),
    "pool_rule.changed": _("rule of the common pool changed"),
    "prospects.target_set": _("target of new prospects set"),
    "retention.added": _("retention class added"),
    "retention.updated": _("retention class changed"),
    "segment.made": _("segment made"),
    "segment.changed": _("segment changed"),
    "segment.archived": _("segment archived"),
    "segment.restored": _("segment brought back"),
    "stage_rule.changed": _("rule of life-cycle stages changed"),
    "tag.added": _("tag added"),
    "tag.changed": _("tag changed"),
    "tag.archived": _("tag archived"),
    "tag.restored": _("tag brought back"),
    "tier_policy.drafted": _("tier policy drafted"),
    "tier_policy.updated": _("draft of a tier policy changed"),
    "tier_policy.activated": _("tier policy put into force"),
    "tier_strategy.updated": _("strategy of a tier changed"),
    "customer.searched_by_number": _("searched by a number"),
    "purchases.imported": _("invoices imported"),
}
