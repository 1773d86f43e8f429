"""Statements of the launcher to a database; what it refuses is told in a sentence."""

import contextlib
from collections.abc import Iterator

import psycopg2

from crm.launch.steps import Failed

Cursor = psycopg2.extensions.cursor


@contextlib.contextmanager
def statements(url: str) -> Iterator[Cursor]:
    """Open a cursor whose statements commit by themselves; raises `Failed` in words."""
    connection = None
    try:
        connection = psycopg2.connect(url)
        connection.autocommit = True
        yield connection.cursor()
    except psycopg2.errors.DiskFull as error:
        raise Failed("The disk is full. Free some space and start again.") from error
    except psycopg2.Error as error:
        raise Failed(f"The database refused: {str(error).strip()}") from error
    finally:
        if connection:
            connection.close()
