"""What an import makes of rows of leads: a list of one's own, or of a platform."""

from collections.abc import Iterable
from typing import NamedTuple

from accounts.models import User
from accounts.permissions.actions import Can
from customers import cells, phones
from customers.cells import Reading, remark
from customers.choices.archive import Source
from customers.choices.imports import ImportField as F
from customers.choices.imports import KnownRule, RowState
from customers.choices.leads import OPEN, LeadState
from customers.kinds.leads import KIND
from customers.models import ImportRow, Lead
from customers.services.editing import columns, one_at_a_time
from customers.services.judging import numbers_known
from customers.services.verdicts import (
    Seen,
    Verdict,
    changed,
    left_out,
    stopped,
)

COLUMNS = (
    "name", "phone", "wechat", "interests", "channel", "campaign_id", "expected_on",
    "budget", "next_contact_on", "note",
)  # fmt: skip
BLANKABLE = frozenset(
    {F.INTERESTS, F.CAMPAIGN, F.EXPECTED, F.BUDGET, F.NEXT_CONTACT, F.LEAD_NOTE}
)


class Read(NamedTuple):
    """One row as it reads: its values, where it was found, and its number."""

    row: ImportRow
    told: cells.Told
    found_at: tuple[str, str]
    phone: str
    wechat: str


class Known(NamedTuple):
    """What is here of what some rows say."""

    keys: dict[tuple[str, str], Lead]
    # Number or WeChat → the leads that are open or in the pool.
    alive: dict[str, list[Lead]]
    customers: dict[str, int]
    # Those of the leads that the importer may change.
    mine: set[int]


def judge(
    rows: Iterable[ImportRow], how: Reading, seen: Seen, *, actor: User, hold: bool
) -> list[Verdict]:
    """Judge rows in the order of the file; as many queries at any count."""
    read = [_read(row, how) for row in rows]
    if hold:
        # Nobody registers one of them by hand meanwhile.
        one_at_a_time(*(word for one in read for word in (one.phone, one.wechat)))
    known = _known(read, actor, hold)
    verdicts = []
    for one in read:
        verdicts.append(_verdict(one, how, known, seen))
        if verdicts[-1].is_open:
            seen.keys["\x1f".join(one.found_at)] = one.row.number
            for word in filter(None, (one.phone, one.wechat)):
                seen.phones[word] = one.row.number
    return verdicts


def drafted(verdict: Verdict, how: Reading) -> dict:
    """Return the columns of the new lead a row says."""
    platform, key = found_at(verdict.row, verdict.values, how)
    channel = how.defaults.get(F.CHANNEL) or (
        Source.ONLINE if platform else Source.OTHER
    )
    told = {"channel": channel} | said(verdict.values, how)
    return {
        **columns({"phone": "", "wechat": ""} | told, COLUMNS),
        "owner_id": verdict.values.get(F.WORKER),
        "platform": platform,
        "platform_key": key,
    }


def said(values: dict, how: Reading) -> dict:
    """Return what a row says as the columns of a lead are called."""
    told = KIND.said(values, COLUMNS)
    if F.CITY in values:
        # A lead has no city; it stands in the note, under the heading of the file.
        line = f"{how.headings[F.CITY]}: {values[F.CITY]}"
        told["note"] = "\n".join(filter(None, [str(told.get("note", "")), line]))
    return told


def found_at(row: ImportRow, values: dict, how: Reading) -> tuple[str, str]:
    """Return (platform, key) by which a later file tells the same lead."""
    platform = values.get(F.PLATFORM) or how.defaults.get(F.PLATFORM) or ""
    return str(platform), str(values.get(F.LEAD_KEY) or row.key)


def held(ids: Iterable[int], actor: User, *, hold: bool) -> dict[int, Lead]:
    """Map those of `ids` that `actor` may change to leads as they stand."""
    mine = Lead.objects.for_user(actor, Can.EDIT_LEADS).filter(pk__in=list(ids))
    rows = Lead.objects.filter(pk__in=list(mine.values_list("pk", flat=True)))
    rows = rows.defer("search").order_by("pk")
    if hold:
        rows = rows.select_for_update(no_key=True)
    return {lead.pk: lead for lead in rows}


def _read(row: ImportRow, how: Reading) -> Read:
    told = cells.row(row.cells, how)
    phone = phones.normalise(str(told.values.get(F.PHONE, "")))[0]
    where = found_at(row, told.values, how)
    return Read(row, told, where, phone, str(told.values.get(F.WECHAT, "")))


def _known(read: list[Read], actor: User, hold: bool) -> Known:
    """Ask about all rows at once."""
    numbers = {one.phone for one in read if phones.is_full(one.phone)}
    names = {one.wechat for one in read if one.wechat}
    found = [
        *Lead.objects.found_at([one.found_at for one in read]).defer("search"),
        *_alive(phone__in=numbers),
        *_alive(wechat__in=names),
    ]
    mine = held({lead.pk for lead in found}, actor, hold=hold)
    keys: dict[tuple[str, str], Lead] = {}
    alive: dict[str, list[Lead]] = {}
    for lead in {lead.pk: mine.get(lead.pk, lead) for lead in found}.values():
        if lead.platform_key:
            keys[lead.platform, lead.platform_key] = lead
        for word in filter(None, (lead.phone, lead.wechat)):
            if lead.is_open or lead.is_pooled:
                alive.setdefault(word, []).append(lead)
    return Known(keys, alive, numbers_known(numbers)[0], set(mine))


def _alive(**asked):
    states = (*OPEN, LeadState.POOL)
    return Lead.objects.filter(state__in=states, **asked).defer("search")


def _verdict(one: Read, how: Reading, known: Known, seen: Seen) -> Verdict:
    if one.told.is_stopped:
        return stopped(one.row, one.told)
    if lead := known.keys.get(one.found_at):
        return _known_lead(one, lead, "known_lead", how, known, seen)
    if said := _repeated(one, how, seen):
        return left_out(one.row, one.told, said)
    alive = known.alive.get(one.phone) or known.alive.get(one.wechat) or []
    if alive:
        return _alive_lead(one, alive, how, known, seen)
    customer_id = known.customers.get(one.phone)
    remarks = one.told.remarks
    if customer_id:
        remarks = [*remarks, remark(how.headings[F.PHONE], "is_customer")]
    state = RowState.WARNING if remarks else RowState.PENDING
    return Verdict(one.row, one.told.values, state, remarks, customer_id)


def _repeated(one: Read, how: Reading, seen: Seen) -> dict | None:
    """Return the remark on a row that says what an earlier row said."""
    if row := seen.keys.get("\x1f".join(one.found_at)):
        return remark(how.headings.get(F.LEAD_KEY, ""), "same_lead", row=row)
    for field, word in ((F.PHONE, one.phone), (F.WECHAT, one.wechat)):
        if row := seen.phones.get(word):
            return remark(how.headings[field], "same_phone", row=row)
    return None


def _alive_lead(one: Read, alive: list[Lead], how, known: Known, seen: Seen) -> Verdict:
    """Judge a row about somebody who is a lead already."""
    lead = alive[0]
    if lead.is_pooled:
        return _out(one, lead, "pooled_lead")
    if not how.by_phone:
        return _out(one, lead, "open_lead")
    if len(alive) > 1:
        return _out(one, lead, "two_leads")
    return _known_lead(one, lead, "open_lead", how, known, seen)


def _known_lead(one: Read, lead: Lead, code: str, how, known: Known, seen) -> Verdict:
    """Judge a row about a lead that is there."""
    if how.known == KnownRule.SKIP:
        return _out(one, lead, code)
    if lead.pk not in known.mine:
        return _out(one, lead, "lead_elsewhere")
    if row := seen.records.get(lead.pk):
        return _out(one, lead, "same_lead", row=row)
    row, told = one.row, one.told
    verdict = Verdict(row, told.values, RowState.UPDATE, told.remarks, record=lead)
    new = columns(said(told.values, how), COLUMNS)
    judged = changed(verdict, told, how, new, BLANKABLE)
    if judged.is_open:
        seen.records[lead.pk] = row.number
    return judged._replace(record_id=lead.pk)


def _out(one: Read, lead: Lead, code: str, **params) -> Verdict:
    """Leave a row out that says no more than `lead` does, and remember which."""
    said = remark("", code, **params)
    return left_out(one.row, one.told, said)._replace(record_id=lead.pk)
