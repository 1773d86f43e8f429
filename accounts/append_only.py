"""What keeps rows that tell of the past: not even their owner empties their table."""

import pgtrigger


def never_emptied() -> pgtrigger.Trigger:
    """Return the trigger that refuses TRUNCATE; rows have guards of their own."""
    return pgtrigger.Trigger(
        name="never_emptied",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
    )
