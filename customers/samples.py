"""What the columns of a file hold, shown so that nobody reads a number off them."""

import re
from collections.abc import Sequence

from accounts.masking import PERSONAL, masked, masked_email, masked_phone
from customers.cell_readers import DATE
from customers.cells import shown
from customers.headings import meant

LOOKED_AT = 50
SHOWN = 3
EMAIL = re.compile(r"[\w.+-]+@[\w.-]+")
# A run of digits long enough to be somebody's number.
NUMBER = re.compile(r"\+?\d[\d\s-]{5,}\d[Xx]?")


def of(columns: Sequence[str], rows: Sequence[list[str]]) -> list[list[str]]:
    """Return the first cells of each column that hold anything, different ones."""
    return [
        [sample(heading, text) for text in _first(place, rows)]
        for place, heading in enumerate(columns)
    ]


def sample(heading: str, text: str) -> str:
    """Return a cell as the page may print it, whatever its column is called."""
    field = meant(heading)
    if field in PERSONAL:
        return masked(field, text)
    if DATE.fullmatch(text):
        return text
    text = EMAIL.sub(lambda found: masked_email(found[0]), text)
    text = NUMBER.sub(lambda found: masked_phone(found[0]), text)
    return shown(field, text)


def _first(place: int, rows: Sequence[list[str]]) -> list[str]:
    found = (cells[place] for cells in rows if place < len(cells) and cells[place])
    return list(dict.fromkeys(found))[:SHOWN]
