"""A new lead, and what is corrected about one."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit, pinyin, working_time
from accounts.models import Branch, User, WorkingCalendar
from accounts.refused import Refused
from customers import lead_rules, lexemes
from customers.choices.leads import OPEN, Deed, LeadState
from customers.lexemes import Known
from customers.models import ConsentText, Lead
from customers.services.editing import columns, merged, one_at_a_time
from customers.services.leads import people, story

# What a form may write; owner, state and dates have verbs of their own.
EDITABLE = (
    "name", "phone", "wechat", "interests", "channel", "campaign", "referrer",
    "expected_on", "budget", "note",
)  # fmt: skip


@transaction.atomic
def register(
    *,
    actor: User,
    owner: User | None = None,
    branch: Branch | None = None,
    agreed_to: ConsentText | None = None,
    submission_key: uuid.UUID | None = None,
    found_at: tuple[str, str] = ("", ""),
    reason: str = "",
    at: datetime,
    **fields,
) -> Lead:
    """Add a lead for `owner`, or for nobody yet; sent twice it returns the first.

    So does what was `found_at` the same (platform, key) before. `agreed_to` is the text
    he was read, None where he did not agree. `fields` are those of EDITABLE. Who is an
    open lead already is Refused (field "phone" or "wechat") unless a `reason` says why.
    """
    new = columns({"phone": "", "wechat": ""} | fields, EDITABLE)
    one_at_a_time(submission_key, new["phone"], new["wechat"], "".join(found_at))
    if made := _made_before(submission_key, actor) or _downloaded_before(found_at):
        return made
    branch = branch or (owner or actor).branch
    _check(new, branch, reason)
    if owner:
        people.check_worker(owner, branch)
    lead = Lead(
        **new, branch=branch, owner=owner, name_key=pinyin.sort_key(new["name"]),
        search=found_by(new["name"], new["phone"]), submission_key=submission_key,
        platform=found_at[0],
        platform_key=found_at[1],
        created_by=actor, created_at=at, updated_at=at, touched_at=at,
        first_due_at=working_time.add(
            WorkingCalendar.objects.hours_for(branch.pk), at, lead_rules.FIRST_CONTACT
        ),
    )  # fmt: skip
    _begin(lead, actor, agreed_to, at)
    lead.save(force_insert=True)
    changes = audit.difference(Lead(), {k: v for k, v in new.items() if v})
    changes.pop("phone_raw", None)
    who = {"actor": actor, "at": at}
    story.write(
        lead, Deed.REGISTERED, changes=_plain(changes), note=reason, person=owner, **who
    )
    story.tell(owner, "assigned", lead, **who)
    return lead


@transaction.atomic
def correct(
    lead: Lead, *, actor: User, fields: dict, version: int, at: datetime
) -> Lead:
    """Change a lead as a form that showed `version` asks; returns it as it stands.

    Raises Conflict, with what stands now, for fields someone else changed meanwhile.
    """
    now = story.held(lead)
    mine = merged(now, columns(fields, EDITABLE), version)
    if not mine:
        return now
    merely = {name: mine.get(name, getattr(now, name)) for name in EDITABLE}
    if not merely["name"]:
        raise Refused(_("Enter a name or how he is addressed."), "name")
    if not (merely["phone"] or merely["wechat"]):
        raise Refused(_("Enter a mobile number or a WeChat ID."), "phone")
    changes = _plain(audit.difference(now, mine))
    mine["name_key"] = pinyin.sort_key(merely["name"])
    mine["search"] = found_by(merely["name"], merely["phone"])
    story.move(now, at=at, is_touched=False, **mine)
    story.write(now, Deed.EDITED, actor=actor, at=at, changes=changes)
    return now


def found_by(name: str, phone: str) -> str:
    """Return the text of the tsvector a lead is found by."""
    return lexemes.vector(lexemes.of_customer("", Known(name, phone)))


def _begin(
    lead: Lead, actor: User, agreed_to: ConsentText | None, at: datetime
) -> None:
    """Note consent, and the talk that whoever registers for himself just had."""
    if agreed_to:
        lead.consent_given_at, lead.consent_text = at, str(agreed_to.version)
    if lead.owner_id == actor.pk and lead.channel in lead_rules.SPOKEN_TO:
        lead.state = LeadState.CONTACTED
        lead.first_contacted_at = lead.last_contact_at = at


def _made_before(key: uuid.UUID | None, actor: User) -> Lead | None:
    made = Lead.objects.filter(submission_key=key).first() if key else None
    if made and made.created_by_id != actor.pk:
        raise Refused(_("This form was sent already. Open a new one."))
    return made


def _downloaded_before(found_at: tuple[str, str]) -> Lead | None:
    platform, key = found_at
    rows = Lead.objects.filter(platform=platform, platform_key=key)
    return rows.first() if key else None


def _check(new: dict, branch: Branch | None, reason: str) -> None:
    if not new.get("name"):
        raise Refused(_("Enter a name or how he is addressed."), "name")
    if not (new["phone"] or new["wechat"]):
        raise Refused(_("Enter a mobile number or a WeChat ID."), "phone")
    if branch is None:
        raise Refused(_("You belong to no branch, so no lead can be yours."))
    same = Lead.objects.same_person(new["phone"], new["wechat"])
    if not reason and same.filter(state__in=(*OPEN, LeadState.POOL)).exists():
        raise Refused(
            _("This person is an open lead already. Say why you register another."),
            "phone" if new["phone"] else "wechat",
        )


def _plain(changes: dict) -> dict:
    """Return changes fit for JSON: words of a list as one text."""
    return {
        name: [", ".join(v) if isinstance(v, list) else v for v in pair]
        for name, pair in changes.items()
    }
