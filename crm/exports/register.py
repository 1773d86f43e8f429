"""The register of documents as a file: what is kept of whom, where, and how long."""

from operator import attrgetter as of

from django.utils.translation import gettext_lazy as _

from accounts import days
from accounts.permissions.actions import Can
from crm.exports.sheet import WHOSE, Column, Sheet, name_of, says
from customers import register_filters
from customers.models import Document


def _rows(user, query, at):
    """Return the documents the register shows, of customers the asker may export."""
    seen = Document.objects.for_user(user, Can.SEE_DOCUMENTS)
    rows = register_filters.narrowed(seen, query, days.day_of(at))
    rows = rows.for_user(user, Can.ASK_EXPORTS)
    rows = rows.select_related("customer", "retention")
    rows = rows.defer("customer__search").prefetch_related("paper_at", "filed_by")
    return rows.order_by("-pk")


def _told(user, query, at) -> list[str]:
    return register_filters.sentences(query)


DOCUMENTS = Sheet(
    slug="documents",
    title=_("Documents"),
    can=Can.SEE_DOCUMENTS,
    persons=("customer_id",),
    rows=_rows,
    told=_told,
    columns=(
        Column("title", _("Document"), of("title")),
        Column("number", _("Number"), of("number")),
        *WHOSE,
        Column("kind", _("Type"), says("kind")),
        Column("paper_at", _("Paper lies in"), name_of("paper_at")),
        Column("shelf", _("Shelf"), of("shelf")),
        Column("box", _("Box"), of("box")),
        Column("scan", _("Paper and file"), says("scan")),
        Column("keep_until", _("Keep until"), of("keep_until")),
        Column("dated", _("Dated"), of("dated_on"), is_shown=False),
        Column("valid_until", _("Valid until"), of("valid_until"), is_shown=False),
        Column(
            "retention", _("Retention class"), lambda row: str(row.retention),
            is_shown=False,
        ),
        Column("filed_by", _("Filed by"), of("filed_by.name"), is_shown=False),
        Column("filed_at", _("Filed"), of("filed_at"), is_shown=False),
    ),
)  # fmt: skip
