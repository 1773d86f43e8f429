"""When `.venv` is made, kept or left alone."""

import subprocess
import sys

import pytest
from django.conf import settings

from crm.launch import environment

PRODUCT, TESTS = {"requirements.txt": "a"}, {"requirements-test.txt": "b"}


def found(locks: dict, python: str = sys.version) -> dict:
    return {"python": python, "locks": locks}


@pytest.mark.parametrize(
    ("installed", "wanted", "enough"),
    [
        (found(PRODUCT), PRODUCT, True),
        (found(PRODUCT | TESTS), PRODUCT, True),
        (found(PRODUCT), PRODUCT | TESTS, False),
        (found({"requirements.txt": "older"}), PRODUCT, False),
        (found(PRODUCT, python="3.10"), PRODUCT, False),
        ({}, PRODUCT, False),
    ],
)
def test_more_than_needed_is_enough_and_less_is_not(installed, wanted, enough):
    assert environment.satisfies(installed, wanted) is enough


def test_an_unreadable_note_means_nothing_is_installed(monkeypatch, tmp_path):
    broken = tmp_path / "installed.json"
    broken.write_text("{")
    monkeypatch.setattr(environment, "STAMP", broken)
    assert environment.installed() == {}


def test_the_way_into_the_environment_needs_nothing_but_python():
    """-S: without installed packages, as on a bare machine."""
    argv = [sys.executable, "-S", "-c", "import crm.launch.environment"]
    subprocess.run(argv, cwd=settings.BASE_DIR, check=True)


def test_every_lock_has_a_fingerprint():
    found = environment.fingerprints(environment.LOCKS["test"])
    assert set(found) == {"requirements.txt", "requirements-test.txt"}
    assert {len(each) for each in found.values()} == {64}


@pytest.mark.parametrize(
    ("installed", "is_there", "told", "untold"),
    [
        ({}, False, "Making the environment in .venv (once; downloads about 75", "Add"),
        ({}, True, "Completing .venv", "MB"),
        (found(PRODUCT), True, "Adding requirements-test.txt to .venv", "Making"),
        (found(PRODUCT | TESTS), True, "changed requirements", "MB"),
        (found(PRODUCT, python="3.10"), True, "anew for Python", "MB"),
    ],
)
def test_what_is_said_is_what_is_done(installed, is_there, told, untold):
    locks = environment.LOCKS["test" if is_there else "demo"]
    said = environment.intent(installed, locks, is_there=is_there)
    assert told in said
    assert untold not in said
