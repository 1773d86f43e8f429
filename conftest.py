"""Fixtures of the whole suite."""

import pytest
from django.test.utils import setup_databases, teardown_databases

from crm.testing import queries
from crm.testing.cast import make_cast
from crm.testing.database import end_other_sessions


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment, django_db_blocker, django_db_modify_db_settings
):
    """Clone the migrated template, whichever tests run.

    pytest-django makes it for its own marks and fixtures alone: a run of nothing but
    `committed_db` tests would write to, and empty, the database of DATABASE_URL.
    """
    with django_db_blocker.unblock():
        made = setup_databases(
            verbosity=0,
            interactive=False,
            aliases={"default", "owner"},
            serialized_aliases=set(),
        )
    yield
    with django_db_blocker.unblock():
        end_other_sessions()
        teardown_databases(made, verbosity=0)


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
