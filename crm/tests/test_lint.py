"""The linters are part of the tests: what they refuse, the suite refuses."""

import os
import re
import secrets
import subprocess
import sys

import pytest
from django.conf import settings

# Rules of djlint that say nothing about pages behind a sign-in.
NOT_OURS = {
    "H030": "no search engine reads a description",
    "H031": "no search engine reads keywords",
}
PRODUCT = ["manage.py", *(app for app in settings.INSTALLED_APPS if "." not in app)]
PINNED = re.compile(r"^[a-z0-9][\w.\-\[\],]*==[^\s;]+")


def run(*argv: str, **env: str) -> str:
    """Run a tool of this environment in the project; fail with what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", *argv],
        cwd=settings.BASE_DIR,
        env=dict(os.environ) | env,
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    return said


def test_ruff_finds_nothing():
    run("ruff", "check", "--no-cache", ".")


def test_the_code_is_formatted():
    run("ruff", "format", "--no-cache", "--check", ".")


def test_djlint_finds_nothing_in_the_templates():
    ignored = f"--ignore={','.join(NOT_OURS)}"
    run("djlint", "templates", "--lint", "--quiet", "--profile=django", ignored)


def test_bandit_finds_nothing_of_weight():
    apps = [each for each in PRODUCT if (settings.BASE_DIR / each).exists()]
    outside = "*/tests/*,*/testing/*"
    run("bandit", "-q", "-ll", "-ii", "-x", outside, "-r", *apps)


def test_django_would_deploy_this():
    production = {
        "CRM_MODE": "production",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "crm.example.com",
        "PYTHONPATH": str(settings.BASE_DIR),
        "DJANGO_ALLOW_ASYNC_UNSAFE": "",
        "DJANGO_SETTINGS_MODULE": "crm.settings",
    }
    run("django", "check", "--deploy", "--fail-level", "WARNING", **production)


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-test.txt"])
def test_every_dependency_is_pinned_with_hashes(lock):
    assert unpinned((settings.BASE_DIR / lock).read_text()) == []


def test_the_installer_is_pinned_with_hashes():
    text = (settings.BASE_DIR / "crm" / "launch" / "uv.txt").read_text()
    assert unpinned(text) == []


@pytest.mark.parametrize(
    "loose",
    ["django>=5\n", "django==5.2\n", "django==5.2 \\\n    --hash=md5:00\n"],
)
def test_a_loose_dependency_is_found(loose):
    assert unpinned(loose) == ["django"]


def unpinned(text: str) -> list[str]:
    """Return the names that lack `==` or a sha256."""
    joined = re.sub(r"\\\n\s*", " ", re.sub(r"(?m)^\s*#.*\n", "", text))
    return [
        re.split(r"[=<>\[ ]", line)[0]
        for line in joined.splitlines()
        if line.strip()
        if not PINNED.match(line) or "--hash=sha256:" not in line
    ]
