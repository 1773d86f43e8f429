"""Fixtures of the whole suite."""

import pytest

from crm.testing import queries
from crm.testing.cast import make_cast


@pytest.fixture
def cast(db):
    """The people of the tests, see `crm.testing.cast.make_cast`."""
    return make_cast()


@pytest.fixture
def committed_cast(committed_db):
    """The same people, committed: the real server, worker and browser see them."""
    return make_cast()


@pytest.fixture
def count_queries():
    return queries.count_queries
