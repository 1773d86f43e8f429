"""The lists that can leave as a file: for each its columns, rows, words and right."""

from crm.exports import (
    archive,
    chances,
    colleagues,
    grievances,
    meetings,
    pairs,
    register,
    trail,
)
from crm.exports.sheet import Sheet

SHEETS: dict[str, Sheet] = {
    sheet.slug: sheet
    for sheet in (
        archive.CUSTOMERS,
        archive.CONTACTS,
        archive.PURCHASES,
        archive.ASSETS,
        chances.LEADS,
        chances.OPPORTUNITIES,
        meetings.VISITS,
        grievances.COMPLAINTS,
        register.DOCUMENTS,
        pairs.DOUBLES,
        colleagues.HANDOVERS,
        colleagues.ADOPTION,
        trail.SETTINGS,
    )
}
