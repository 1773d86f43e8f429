"""Every other command: Django's own, beside the running demo or with its servers."""

import os

from django.core.management import execute_from_command_line

from crm.launch import demo, embedded, places, preparation, serving, steps
from crm.launch.interrupts import Interrupts, Stopped
from crm.launch.supervisor import Supervisor

# These read no row: they need settings, not servers.
WITHOUT_SERVERS = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "messages",
    "startapp",
    "version",
    "--help",
    "--version",
}
NO_SERVERS = {
    "DATABASE_URL": "postgres://crm_app@/crm?host=/nonexistent",
    "REDIS_URL": "redis+socket:///nonexistent",
}


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")
    if "DATABASE_URL" in os.environ:
        return django(arguments)
    if {*arguments[:1], *arguments} & WITHOUT_SERVERS or not arguments:
        return django(arguments, NO_SERVERS | {"SECRET_KEY": "of-no-use"})
    if places.is_claimed("demo"):
        return django(arguments, demo.running_notes().read().get("environment", {}))
    return with_own_servers(arguments)


def django(arguments: list[str], defaults: dict[str, str] | None = None) -> int:
    """Run the command in this process."""
    for name, value in (defaults or {}).items():
        os.environ.setdefault(name, value)
    if defaults:
        os.environ.setdefault("CRM_MODE", "demo")
    execute_from_command_line(["manage.py", *arguments])
    return 0


def with_own_servers(arguments: list[str]) -> int:
    """Start the demo's servers for as long as the command runs, and stop them."""
    state = places.make_state()
    lock = places.claim("demo")
    if lock is None:
        raise steps.Failed("The demo of this checkout is just starting; try again.")
    with lock, Interrupts() as interrupts, Supervisor(interrupts) as supervisor:
        try:
            found = embedded.start("demo", supervisor, durable=True)
            found |= embedded.folders() | {"SECRET_KEY": embedded.secret_key(state)}
            env = serving.environment(**found, CRM_MODE="demo")
            argv = preparation.manage(*arguments)
            return serving.wait_beside(argv, env, interrupts)
        except Stopped:
            return 130
