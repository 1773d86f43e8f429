"""What an import does to customers: adds them, changes those known, takes it back."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from accounts import audit
from accounts.models import AuditEntry, User
from customers.cells import Reading, remark
from customers.choices.archive import Source
from customers.choices.imports import ImportField as F
from customers.choices.imports import RowState
from customers.models import Contact, Customer, ImportBatch, ImportRow, Origin
from customers.phones import normalise
from customers.services import import_records as records
from customers.services import intake
from customers.services.archive import CREATED
from customers.services.editing import columns
from customers.services.judging import SOURCE
from customers.services.verdicts import Verdict, editable

# What leaves no mark on a customer: he came, and was looked at.
LOOKS = ("customer.imported", "customer.viewed", "customer.revealed")


def write(
    verdicts: list[Verdict],
    batch: ImportBatch,
    how: Reading,
    *,
    actor: User,
    at: datetime,
) -> list[Verdict]:
    """Store what judged rows say; return the verdicts with what was made or changed."""
    fresh, known = records.apart(verdicts)
    # Known when it was checked, and gone since: nobody was asked whose he becomes.
    owned = [one for one in fresh if batch.for_owner_id or F.OWNER in one.values]
    nobodys = [] if batch.for_owner_id else _without_owner(fresh)
    file = {"file": batch.file_name, "actor": actor, "at": at}
    made = intake.add([_draft(one, batch, how) for one in owned], **file)
    pairs = list(zip(owned, made, strict=True))
    Origin.objects.bulk_create(_origins(pairs, how, at))
    intake.change(records.drafts(known), **file)
    return [
        *(_done(one, RowState.CREATED, customer) for one, customer in pairs),
        *(_done(one, RowState.UPDATED, one.record) for one in known),
        *(_nobodys(one) for one in nobodys),
    ]


def undo(
    rows: list[ImportRow], batch: ImportBatch, *, actor: User, at: datetime
) -> dict[int, str]:
    """Take back what rows made or changed, where nobody has touched it since.

    Returns why the others stay: id of the row → code of a remark.
    """
    customers = editable([row.record_id for row in rows], actor, hold=True)
    worked_on = _worked_on(customers)
    stays: dict[int, str] = {}
    gone, back = [], []
    for row in rows:
        customer = customers.get(row.record_id)
        is_new = row.state == RowState.CREATED
        if customer is None and is_new and row.customer_id is None:
            continue
        if not _stands(row, customer) or (is_new and row.record_id in worked_on):
            stays[row.pk] = "undo_touched"
        elif is_new:
            gone.append((row, customer))
        else:
            back.append((customer, records.old_values(row, Customer)))
    file = {"file": batch.file_name, "actor": actor, "at": at}
    intake.change(back, **file)
    return stays | _remove(gone, **file)


def _draft(
    verdict: Verdict, batch: ImportBatch, how: Reading
) -> tuple[Customer, list[Contact]]:
    """Return the unsaved customer a row says, with the contact it names."""
    values = verdict.values
    own = {name: values[name] for name in CREATED if name in values}
    owner_id = values.get(F.OWNER, batch.for_owner_id)
    customer = Customer(
        **{"source": Source.IMPORT} | columns(own, CREATED),
        owner_id=owner_id,
        branch_id=how.branches.get(owner_id, batch.for_branch_id),
        external_source=SOURCE,
        external_key=verdict.key,
    )
    return customer, list(_contacts(values))


def _contacts(values: dict) -> Iterator[Contact]:
    if F.CONTACT_NAME in values:
        typed = str(values.get(F.CONTACT_PHONE, ""))
        yield Contact(
            name=values[F.CONTACT_NAME], phone=normalise(typed)[0], phone_raw=typed
        )


def _origins(pairs: list, how: Reading, at: datetime) -> Iterator[Origin]:
    """Yield who wrote new customers down first, and when, of those whose row says."""
    named = _names([str(one.values.get(F.AUTHOR, "")) for one, _ in pairs])
    for verdict, customer in pairs:
        author = str(verdict.values.get(F.AUTHOR, ""))
        written_on = verdict.values.get(F.WRITTEN_ON)
        if author or written_on:
            yield Origin(
                customer=customer,
                author=named.get(author.lower(), author),
                written_on=written_on,
                created_at=at,
            )


def _names(authors: list[str]) -> dict[str, str]:
    """Map user names, in lower case, to the names of colleagues, of now or then."""
    words = {author.lower() for author in authors if author}
    known = User.objects.filter(username__in=words).values_list("username", "name")
    return {username.lower(): name for username, name in known}


def _done(verdict: Verdict, state: RowState, customer: Customer) -> Verdict:
    return verdict._replace(
        state=state,
        known_id=customer.pk,
        record_id=customer.pk,
        version=customer.version,
    )


def _without_owner(fresh: list[Verdict]) -> list[Verdict]:
    return [one for one in fresh if F.OWNER not in one.values]


def _nobodys(verdict: Verdict) -> Verdict:
    said = remark("", "owner_not_said")
    return verdict._replace(state=RowState.ERROR, remarks=[*verdict.remarks, said])


def _stands(row: ImportRow, customer: Customer | None) -> bool:
    """Say whether the customer is as the row left him."""
    if customer is None or customer.version != row.version:
        return False
    return all(
        getattr(customer, name) == Customer._meta.get_field(name).to_python(new)
        for name, (_old, new) in row.changes.items()
    )


def _worked_on(ids: Iterable[int]) -> set[int]:
    """Return the customers of whom the trail says that a person did something since."""
    deeds = AuditEntry.objects.filter(customer_id__in=list(ids), actor__isnull=False)
    return set(deeds.exclude(action__in=LOOKS).values_list("customer_id", flat=True))


def _remove(
    gone: list[tuple[ImportRow, Customer]], *, actor: User, file: str, at: datetime
) -> dict[int, str]:
    """Delete customers nothing hangs on; return why the others stay."""
    deleted = records.delete([customer for _, customer in gone])
    kept = [row.pk for row, customer in gone if customer.pk not in deleted]
    stays = dict.fromkeys(kept, "undo_in_use")
    audit.record_all(
        audit.entry(
            actor, "customer.import_undone", customer,
            at=at, changes={"file": [None, file]}, customer_id=customer.pk,
        )
        for row, customer in gone
        if row.pk not in stays
    )  # fmt: skip
    return stays
