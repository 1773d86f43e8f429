"""Cells that a spreadsheet shows and never runs. No rows."""

import unicodedata

# What makes a spreadsheet calculate, in half and full width.
RUNS = frozenset("=+-@|＝＋－＠")
BREAKS = frozenset("\t\r\n\x00")


def safe(text: object) -> str:
    """Return `text` with an apostrophe in front where a spreadsheet would run it.

    Blanks, control and invisible characters before the sign do not hide it.
    """
    cell = "" if text is None else str(text)
    if cell[:1] in BREAKS or _bare(cell)[:1] in RUNS:
        return f"'{cell}"
    return cell


def _bare(cell: str) -> str:
    """Return `cell` from its first visible character on."""
    for place, char in enumerate(cell):
        if not char.isspace() and unicodedata.category(char)[0] != "C":
            return cell[place:]
    return ""
