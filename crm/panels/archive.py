"""The day of whoever keeps the archive: what is wrong in it, the worst first."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.choices import JobState
from accounts.models import Export, User
from accounts.permissions.actions import Can
from crm import adoption
from crm.panels.counting import Tile, address, capped, shown
from customers import board
from customers.lack_filters import Lacks
from customers.models import Document, Double, ImportBatch

MOST_IMPORTS, MOST_OWNERS, MOST_UNUSED, MOST_PAIRS = 5, 5, 5, 3


@dataclass(frozen=True)
class Step:
    """One thing to do: what it is, and the page where it ends."""

    text: str
    deed: str
    url: str
    icon: str
    # Of customers, whom a looker does not see by name.
    names: tuple[str, ...] = ()


def panel(user: User, at: datetime) -> dict:
    """Return what the page reads, each region by one query or two."""
    view = board.view_of(user, at)
    seen = view.rows()
    silent, left = seen.without_phone(), seen.without_owner_at_work()
    pairs = Double.objects.for_merging(user).open()
    pair_count = capped(pairs) if user.may(Can.MERGE_CUSTOMERS) else 0
    left_count = capped(left)
    silent_url, left_url = view.url(lacks=Lacks.PHONE), view.url(lacks=Lacks.OWNER)
    steps = [
        *_pairs(pairs, pair_count),
        *_failed(user),
        *_missing(view, silent),
        *_left(left_count, left_url),
        *_papers(user),
        *_exports(user),
    ]
    return {
        "at": at,
        "steps": steps,
        "unused": _unused(user, at),
        "unused_url": address("adoption", only="unused"),
        "costs": board.consequences(view, _at_most),
        "board_url": reverse("customers:quality"),
        "imports": _imports(user),
        "tiles": [
            _pair_tile(user, pair_count),
            Tile(_("Without a phone number"), capped(silent), silent_url),
            Tile(_("The owner has left"), left_count, left_url),
        ],
    }


def _pair_tile(user: User, count: int) -> Tile | None:
    if not user.may(Can.MERGE_CUSTOMERS):
        return None
    return Tile(_("Pairs to decide"), count, reverse("customers:doubles"))


def _at_most(rows) -> tuple[int, str]:
    count = capped(rows)
    return count, shown(count)


def _pairs(pairs, count: int) -> list[Step]:
    """Return the surest pairs one by one."""
    if not count:
        return []
    found = pairs.for_list().order_by("-score", "-pk")[:MOST_PAIRS]
    return [
        Step(
            _("Possible double: %(first)s and %(second)s")
            % {"first": pair.first.code, "second": pair.second.code},
            _("Compare"),
            f"{reverse('customer_merge', args=[pair.first_id])}?with={pair.second_id}",
            "people",
            tuple(one.name for one in pair.both),
        )
        for pair in found
    ]


def _failed(user: User) -> list[Step]:
    """Return one's imports that went wrong and are still to be ended."""
    if not user.may(Can.IMPORT_CUSTOMERS):
        return []
    failed = ImportBatch.objects.filter(owner=user, job__state=JobState.FAILED)
    return [
        Step(
            _("Import failed: %(name)s") % {"name": batch.file_name},
            _("Look"), batch.get_absolute_url(), "upload",
        )
        for batch in failed.order_by("-pk")[:MOST_IMPORTS]
    ]  # fmt: skip


def _missing(view: board.View, silent) -> list[Step]:
    """Return, by owner, whose customers have no number; most of them first."""
    groups = silent.order_by().values_list("owner_id", "owner__name")
    counted = groups.annotate(size=Count("pk")).order_by("-size", "owner_id")
    return [
        Step(
            ngettext(
                "%(name)s: %(count)s customer without a phone number",
                "%(name)s: %(count)s customers without a phone number",
                size,
            ) % {"name": name, "count": size},
            _("Fill in"), view.url(lacks=Lacks.PHONE, owner=owner), "telephone",
        )
        for owner, name, size in counted[:MOST_OWNERS]
    ]  # fmt: skip


def _left(count: int, url: str) -> list[Step]:
    if not count:
        return []
    text = _("Customers whose owner has left: %(count)s") % {"count": shown(count)}
    return [Step(text, _("Assign"), url, "person-check")]


def _papers(user: User) -> list[Step]:
    """Return how many papers nobody has scanned; one query."""
    if not user.may(Can.KEEP_DOCUMENTS):
        return []
    papers = Document.objects.for_user(user, Can.SEE_DOCUMENTS).kept().to_scan()
    count = capped(papers)
    if not count:
        return []
    text = _("Papers to scan: %(count)s") % {"count": shown(count)}
    url = address("customers:register", view="scan")
    return [Step(text, _("See them"), url, "file-earmark-text")]


def _exports(user: User) -> list[Step]:
    """Return the exports of his that wait, and those that wait for him; one query."""
    waiting = Export.objects.visible_to(user).asked()
    count = capped(waiting)
    if not count:
        return []
    text = _("Exports waiting for a decision: %(count)s") % {"count": shown(count)}
    return [Step(text, _("See them"), reverse("exports:index"), "download")]


def _unused(user: User, at: datetime) -> list[tuple[User, bool]]:
    """Return (person, may he be reminded) of accounts nobody used; two queries."""
    if not user.may(Can.SEE_ADOPTION) or not adoption.may_remind(user):
        return []
    found = adoption.unused_accounts(user, at).order_by("name_key", "pk")
    people = list(found[:MOST_UNUSED])
    told = adoption.last_reminded([one.pk for one in people], at)
    return [(one, one.pk not in told and not user.seen_by) for one in people]


def _imports(user: User) -> list[ImportBatch]:
    if not user.may(Can.IMPORT_CUSTOMERS):
        return []
    mine = ImportBatch.objects.filter(owner=user).select_related("job")
    return list(mine.order_by("-pk")[:MOST_IMPORTS])
