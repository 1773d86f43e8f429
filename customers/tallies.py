"""What the check and the import of a file found, counted column by column. No rows."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from customers.cells import EXPLAINABLE, Reading, plain
from customers.choices.imports import RowState
from customers.kinds import KINDS
from customers.row_changes import CHANGES, EMPTIES, EMPTY, FILLS, SAME

# As many unknown words of one field as a person can be asked about.
MOST_WORDS = 30
OF_KNOWN = (FILLS, CHANGES, EMPTIES, SAME)


class Tally:
    """Counts of cells by heading, and of words nobody knows by field."""

    def __init__(self, how: Reading):
        self.how = how
        self.counts: dict[str, Counter] = {
            heading: Counter() for heading in how.columns
        }
        self.unknown: dict[str, Counter] = defaultdict(Counter)
        kind = KINDS[how.kind]
        self.headings = {
            kind.column(field): heading
            for heading, field in how.mapping.items()
            if field
        }

    def add(self, cells: list[str], remarks: list[dict], state: str, changes: dict):
        """Count one row as it was judged."""
        filled = {h for h, cell in zip(self.how.columns, cells, strict=False) if cell}
        for heading in filled:
            self.counts[heading]["filled"] += 1
        # An empty cell is only empty; what was left out says nothing of its cells.
        if state != RowState.DUPLICATE:
            for heading in {one["column"] for one in remarks} & filled:
                self.counts[heading]["unclear"] += 1
        for field, change in changes.items():
            if heading := self.headings.get(field):
                self.counts[heading][change.what] += 1
        self._note_words(remarks)

    def add_made(self, cells: list[str], state: str, changes: dict) -> None:
        """Count one row as it was imported."""
        if state == RowState.CREATED:
            for heading, cell in zip(self.how.columns, cells, strict=False):
                self.counts[heading]["new"] += bool(cell)
        for field, (old, new) in changes.items():
            if heading := self.headings.get(field):
                what = EMPTIES if new in EMPTY else CHANGES
                self.counts[heading][FILLS if old in EMPTY else what] += 1

    def columns(self, rows: int) -> dict[str, dict[str, int]]:
        """Return heading → counts, of `rows` rows."""
        return {
            heading: {
                "filled": counts["filled"],
                "empty": rows - counts["filled"],
                "unclear": counts["unclear"],
            }
            | ({what: counts[what] for what in OF_KNOWN} if self._has_known() else {})
            for heading, counts in self.counts.items()
        }

    def made(self) -> dict[str, dict[str, int]]:
        """Return heading → counts of what was written."""
        words = ("new", FILLS, CHANGES, EMPTIES)
        return {
            heading: {word: counts[word] for word in words}
            for heading, counts in self.counts.items()
        }

    def words(self) -> dict[str, dict[str, int]]:
        """Return field → the words nobody knows → rows, most said first."""
        return {
            field: dict(found.most_common(MOST_WORDS))
            for field, found in self.unknown.items()
        }

    def _has_known(self) -> bool:
        return any(counts[what] for counts in self.counts.values() for what in OF_KNOWN)

    def _note_words(self, remarks: Iterable[dict]) -> None:
        for one in remarks:
            field, value = (one["params"].get(name, "") for name in ("field", "value"))
            if field in EXPLAINABLE and plain(value) and not value.endswith("…"):
                self.unknown[field][value] += 1
