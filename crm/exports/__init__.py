"""The lists that can leave as a file: for each its columns, rows, words and right."""

from crm.exports import archive, meetings, trail
from crm.exports.sheet import Sheet

SHEETS: dict[str, Sheet] = {
    sheet.slug: sheet
    for sheet in (
        archive.CUSTOMERS,
        archive.CONTACTS,
        archive.PURCHASES,
        meetings.VISITS,
        trail.SETTINGS,
    )
}
