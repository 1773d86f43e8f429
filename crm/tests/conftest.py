"""Fixtures of the tests of the whole: folders of files, the world of all addresses."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.test import override_settings

from crm.testing.cast import make_cast
from crm.tests.world import make_world


@pytest.fixture
def media(settings, tmp_path):
    """Files of the test lie in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(scope="module")
def shared_world(module_db, tmp_path_factory) -> Iterator[SimpleNamespace]:
    """The world, made once for a module; `undone` keeps it as it is."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield make_world(make_cast())
