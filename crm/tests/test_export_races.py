"""Two lists asked for at once, truly: each in a connection of its own."""

import pytest

from accounts.models import Export
from accounts.services import exports as records
from crm.testing.builders import make_customer
from crm.testing.races import at_once
from crm.tests.export_builders import asked

TRIES = 3


@pytest.mark.parametrize("attempt", range(TRIES))
def test_two_tabs_at_once_come_to_the_limit_together(
    committed_cast, attempt, monkeypatch
):
    monkeypatch.setattr(records, "FREE_ROWS", 1)
    make_customer(committed_cast.anna)
    at_once(lambda: asked(committed_cast.nina), lambda: asked(committed_cast.nina))
    waiting = Export.objects.filter(state="ASKED").count()
    assert (waiting, Export.objects.count()) == (1, 2)
