"""The words of complaints: what was said, how it stands, what is done about it."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """What the customer came with. A complaint claims something; a grumble does not."""

    COMPLAINT = "COMPLAINT", _("complaint")
    GRUMBLE = "GRUMBLE", _("grumble")
    SUGGESTION = "SUGGESTION", _("suggestion")
    ENQUIRY = "ENQUIRY", _("enquiry")
    PRAISE = "PRAISE", _("praise")


# Whoever is dissatisfied is asked afterwards whether he is content now.
VERIFIED = (Kind.COMPLAINT, Kind.GRUMBLE)


class Channel(TextChoices):
    """How it came in, and how one answers."""

    PHONE = "PHONE", pgettext_lazy("channel", "phone")
    COUNTER = "COUNTER", pgettext_lazy("channel", "at the counter")
    VISIT = "VISIT", pgettext_lazy("channel", "visit")
    WECHAT = "WECHAT", pgettext_lazy("channel", "WeChat")
    SMS = "SMS", pgettext_lazy("channel", "text message")
    EMAIL = "EMAIL", pgettext_lazy("channel", "e-mail")
    WEB = "WEB", pgettext_lazy("channel", "web form")
    LETTER = "LETTER", pgettext_lazy("channel", "letter")
    MEDIA = "MEDIA", pgettext_lazy("channel", "media, social networks")
    REGULATOR = "REGULATOR", pgettext_lazy("channel", "regulator")


class Severity(IntegerChoices):
    """How grave it is. The gravest is a major complaint, and led as one."""

    MINOR = 1, pgettext_lazy("severity", "minor")
    NORMAL = 2, pgettext_lazy("severity", "normal")
    SERIOUS = 3, pgettext_lazy("severity", "serious")
    MAJOR = 4, pgettext_lazy("severity", "major")


class MajorReason(TextChoices):
    """Why a complaint is a major one."""

    SAFETY = "SAFETY", _("injury or safety")
    MEDIA = "MEDIA", _("media or public attention")
    REGULATOR = "REGULATOR", _("a regulator is involved")
    AMOUNT = "AMOUNT", _("a large amount is claimed")
    GROUP = "GROUP", _("several customers together")
    REPEAT = "REPEAT", _("complained repeatedly")
    TIER = "TIER", _("a customer of the highest tier")
    JUDGED = "JUDGED", _("declared by whoever leads it")


class Remedy(TextChoices):
    """What the customer wants."""

    EXPLAIN = "EXPLAIN", _("an explanation")
    REPAIR = "REPAIR", _("repair or rework")
    REPLACE = "REPLACE", _("replacement")
    REFUND = "REFUND", _("refund")
    COMPENSATE = "COMPENSATE", _("compensation")
    APOLOGISE = "APOLOGISE", _("an apology")
    OTHER = "OTHER", pgettext_lazy("remedy", "something else")


class State(TextChoices):
    """Where a complaint is on its way, as ISO 10002 orders it."""

    REGISTERED = "REGISTERED", _("registered")
    ACKNOWLEDGED = "ACKNOWLEDGED", _("acknowledged")
    ASSESSED = "ASSESSED", _("assessed")
    INVESTIGATING = "INVESTIGATING", _("investigating")
    PROPOSED = "PROPOSED", _("solution proposed")
    TOLD = "TOLD", _("customer told")
    VERIFYING = "VERIFYING", _("verifying")
    CLOSED = "CLOSED", _("closed")


# In the order one goes through them.
PATH = tuple(State)
# Before the customer was told the result.
IN_WORK = PATH[: PATH.index(State.TOLD)]
OPEN = PATH[: PATH.index(State.CLOSED)]
# He was told the result, and it is not closed yet.
TOLD = PATH[PATH.index(State.TOLD) : PATH.index(State.CLOSED)]
# Between the receipt and the solution: what departments are asked for.
LOOKED_INTO = PATH[PATH.index(State.ACKNOWLEDGED) : PATH.index(State.PROPOSED)]


class Ending(TextChoices):
    """How it ended; nothing while it has not."""

    RESOLVED = "RESOLVED", pgettext_lazy("ending", "resolved")
    UNVERIFIED = "UNVERIFIED", pgettext_lazy("ending", "told, never reached again")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("ending", "withdrawn by the customer")
    MERGED = "MERGED", pgettext_lazy("ending", "merged into another")


class Liability(TextChoices):
    """Whose fault it was found to be; an apology is ours to make only where it is."""

    OURS = "OURS", pgettext_lazy("liability", "ours")
    SUPPLIER = "SUPPLIER", pgettext_lazy("liability", "supplier or manufacturer")
    CUSTOMER = "CUSTOMER", pgettext_lazy("liability", "customer")
    NOBODY = "NOBODY", pgettext_lazy("liability", "nobody")


class Reaction(TextChoices):
    """How the customer took what he was told."""

    SATISFIED = "SATISFIED", pgettext_lazy("reaction", "satisfied")
    ACCEPTED = "ACCEPTED", pgettext_lazy("reaction", "accepted it")
    DISSATISFIED = "DISSATISFIED", pgettext_lazy("reaction", "dissatisfied")
    # Sent, and no answer as yet.
    UNKNOWN = "UNKNOWN", pgettext_lazy("reaction", "no answer yet")


# With what he was told; by phone one hears it, of what was sent one waits.
CONTENT = (Reaction.SATISFIED, Reaction.ACCEPTED)


class Deed(TextChoices):
    """What a line of a complaint's history says was done."""

    REGISTERED = "REGISTERED", pgettext_lazy("deed", "registered")
    ADDED = "ADDED", pgettext_lazy("deed", "customer added to it")
    NOTED = "NOTED", pgettext_lazy("deed", "internal note")
    ASSIGNED = "ASSIGNED", pgettext_lazy("deed", "assigned")
    CORRECTED = "CORRECTED", pgettext_lazy("deed", "facts corrected")
    UPGRADED = "UPGRADED", pgettext_lazy("deed", "kind changed")
    REGRADED = "REGRADED", pgettext_lazy("deed", "severity changed")
    ACKNOWLEDGED = "ACKNOWLEDGED", pgettext_lazy("deed", "receipt confirmed")
    ASSESSED = "ASSESSED", pgettext_lazy("deed", "assessed")
    INVESTIGATED = "INVESTIGATED", pgettext_lazy("deed", "investigation begun")
    PROPOSED = "PROPOSED", pgettext_lazy("deed", "solution found")
    PROGRESS = "PROGRESS", pgettext_lazy("deed", "progress told")
    TOLD = "TOLD", pgettext_lazy("deed", "result told")
    TAKEN_BACK = "TAKEN_BACK", pgettext_lazy("deed", "message taken back")
    VERIFYING = "VERIFYING", pgettext_lazy("deed", "verification call due")
    TRIED = "TRIED", pgettext_lazy("deed", "verification call, not reached")
    VERIFIED = "VERIFIED", pgettext_lazy("deed", "verified with the customer")
    CLOSED = "CLOSED", pgettext_lazy("deed", "closed")
    REOPENED = "REOPENED", pgettext_lazy("deed", "reopened")
    WAITING = "WAITING", pgettext_lazy("deed", "waiting for the customer")
    RESUMED = "RESUMED", pgettext_lazy("deed", "customer answered")
    ESCALATED = "ESCALATED", pgettext_lazy("deed", "escalated")
    EXTERNAL = "EXTERNAL", pgettext_lazy("deed", "taken outside")
    INTERNAL = "INTERNAL", pgettext_lazy("deed", "settled outside")
    DECLARED = "DECLARED", pgettext_lazy("deed", "declared major")
    JOINED = "JOINED", pgettext_lazy("deed", "joint team changed")
    DECIDED = "DECIDED", pgettext_lazy("deed", "decision")
    ASKED = "ASKED", pgettext_lazy("deed", "department asked")
    PART_TAKEN = "PART_TAKEN", pgettext_lazy("deed", "department took its part")
    PART_ANSWERED = "PART_ANSWERED", pgettext_lazy("deed", "department answered")
    PART_RETURNED = "PART_RETURNED", pgettext_lazy("deed", "answer sent back")
    PART_CALLED_OFF = "PART_CALLED_OFF", pgettext_lazy("deed", "question called off")
    OFFERED = "OFFERED", pgettext_lazy("deed", "compensation proposed")
    OFFER_DECIDED = "OFFER_DECIDED", pgettext_lazy("deed", "compensation decided")
    OFFER_WITHDRAWN = "OFFER_WITHDRAWN", pgettext_lazy("deed", "compensation withdrawn")
    OFFER_GIVEN = "OFFER_GIVEN", pgettext_lazy("deed", "compensation given")
    ACTION = "ACTION", pgettext_lazy("deed", "action agreed")
    MERGED = "MERGED", pgettext_lazy("deed", "merged")
    UNMERGED = "UNMERGED", pgettext_lazy("deed", "merge undone")
    GROUPED = "GROUPED", pgettext_lazy("deed", "group changed")
    WARNED = "WARNED", pgettext_lazy("deed", "limit is close")
    MOVED = "MOVED", pgettext_lazy("deed", "customers merged")
    PASSED_ON = "PASSED_ON", pgettext_lazy("deed", "praise passed on")


# With these we tell the customer something.
TELLS = (Deed.ACKNOWLEDGED, Deed.PROGRESS, Deed.TOLD)


class PartState(TextChoices):
    """How far a department is with what it was asked."""

    ASKED = "ASKED", pgettext_lazy("part", "asked")
    TAKEN = "TAKEN", pgettext_lazy("part", "being worked on")
    ANSWERED = "ANSWERED", pgettext_lazy("part", "answered")
    RETURNED = "RETURNED", pgettext_lazy("part", "sent back")
    CALLED_OFF = "CALLED_OFF", pgettext_lazy("part", "called off")


# What a department still owes.
OWED = (PartState.ASKED, PartState.TAKEN, PartState.RETURNED)


class Metric(TextChoices):
    """What a clock measures the time until."""

    ACKNOWLEDGE = "ACKNOWLEDGE", _("receipt confirmed")
    REPLY = "REPLY", _("first reply")
    PROGRESS = "PROGRESS", _("next progress told")
    RESOLVE = "RESOLVE", _("result told")


class Basis(TextChoices):
    """Who set a limit: the company, or the law."""

    PROMISED = "PROMISED", _("promised")
    STATUTORY = "STATUTORY", _("by law")


class Unit(TextChoices):
    """What a limit is counted in."""

    HOURS = "HOURS", _("working hours")
    WORKDAYS = "WORKDAYS", _("working days")
    DAYS = "DAYS", _("calendar days")


class Step(TextChoices):
    """What somebody may do with a complaint, as the panel of its page offers it."""

    ACKNOWLEDGE = "ACKNOWLEDGE", _("Confirm receipt")
    ASSESS = "ASSESS", _("Assess")
    INVESTIGATE = "INVESTIGATE", _("Begin investigating")
    PROPOSE = "PROPOSE", _("Record cause and solution")
    TELL = "TELL", _("Tell the customer the result")
    RESOLVE = "RESOLVE", _("Resolve and notify")
    VERIFY = "VERIFY", _("Verify with the customer")
    TRY = "TRY", _("Not reached")
    REOPEN = "REOPEN", _("Reopen")
    WAIT = "WAIT", _("Wait for the customer")
    RESUME = "RESUME", _("Customer answered")
    ESCALATE = "ESCALATE", _("Escalate")
    SEND_OUT = "SEND_OUT", _("Hand it on outside")
    TAKE_BACK = "TAKE_BACK", _("Settled outside")
    WITHDRAW = "WITHDRAW", _("Withdrawn by the customer")
    CLOSE = "CLOSE", _("Close")
    ANSWER = "ANSWER", _("Answer and close")
    PROGRESS = "PROGRESS", _("Tell progress")
    NOTE = "NOTE", _("Internal note")
    ADD = "ADD", _("Add what the customer says")
    CORRECT = "CORRECT", _("Correct the facts")
    REGRADE = "REGRADE", _("Change the severity")
    CHANGE_KIND = "CHANGE_KIND", _("Change the kind")
    ASSIGN = "ASSIGN", _("Give to a colleague")


class Door(TextChoices):
    """Where strangers come to, each with a count of its own."""

    LINK = "LINK", _("status page")
    SAY = "SAY", _("public form")


class InboundWay(TextChoices):
    """How a message came that nobody took in person."""

    WEB = "WEB", pgettext_lazy("channel", "web form")
    MAIL = "MAIL", pgettext_lazy("channel", "e-mail")


class InboundState(TextChoices):
    """What became of such a message."""

    NEW = "NEW", pgettext_lazy("message", "new")
    REGISTERED = "REGISTERED", pgettext_lazy("message", "registered")
    DISMISSED = "DISMISSED", pgettext_lazy("message", "dismissed")


class TellingKind(TextChoices):
    """What a customer is told; approved answers are kept by the same words."""

    RECEIPT = "RECEIPT", pgettext_lazy("telling", "receipt confirmed")
    PROGRESS = "PROGRESS", pgettext_lazy("telling", "progress")
    RESULT = "RESULT", pgettext_lazy("telling", "result")
    ANSWER = "ANSWER", pgettext_lazy("telling", "answer to a question")


class TellingState(TextChoices):
    """How far a message to a customer is; three of the words are those of mails."""

    HELD = "HELD", pgettext_lazy("telling", "goes out in a moment")
    WAITING = "WAITING", pgettext_lazy("telling", "on its way")
    SENT = "SENT", pgettext_lazy("telling", "sent")
    FAILED = "FAILED", pgettext_lazy("telling", "not delivered")
    TAKEN_BACK = "TAKEN_BACK", pgettext_lazy("telling", "taken back")
    SPOKEN = "SPOKEN", pgettext_lazy("telling", "said")


# What is said, and what a gateway carries; the rest is sent by hand.
SPOKEN = (Channel.PHONE, Channel.COUNTER, Channel.VISIT)
BY_GATEWAY = (Channel.EMAIL,)


class AnswerState(TextChoices):
    """Whether a wording may be used."""

    DRAFT = "DRAFT", pgettext_lazy("answer", "waits for approval")
    APPROVED = "APPROVED", pgettext_lazy("answer", "approved")
    RETIRED = "RETIRED", pgettext_lazy("answer", "out of use")
