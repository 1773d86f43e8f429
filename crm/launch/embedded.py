"""Starts the database and the broker of a command that was given none."""

import os
import secrets
from pathlib import Path

from crm.launch import places, services, steps
from crm.launch.postgres import APPLICATION, OWNER, Postgres
from crm.launch.supervisor import Supervisor
from crm.launch.valkey import Valkey


def start(name: str, supervisor: Supervisor, *, durable: bool) -> dict[str, str]:
    """Start what is missing and return the variables that lead to both servers."""
    found = {}
    if "DATABASE_URL" not in os.environ:
        found |= _start_database(name, supervisor, durable=durable)
    if "REDIS_URL" not in os.environ:
        found |= _start_broker(name, supervisor)
    return found


def _start_database(
    name: str, supervisor: Supervisor, *, durable: bool
) -> dict[str, str]:
    server = Postgres(name, durable=durable)
    server.prepare(supervisor.interrupts)
    supervisor.start(services.database(server))
    server.furnish(clones=not durable)
    steps.say("Database ready (embedded PostgreSQL)")
    return {
        "DATABASE_URL": server.url(APPLICATION),
        "DATABASE_OWNER_URL": server.url(OWNER),
    }


def _start_broker(name: str, supervisor: Supervisor) -> dict[str, str]:
    server = Valkey(name)
    server.prepare()
    supervisor.start(services.broker(server))
    steps.say("Broker ready (embedded Valkey)")
    return {"REDIS_URL": server.url()}


def secret_key(state: Path) -> str:
    """Return this machine's own key, made once and readable by its user alone."""
    file = state / "secret-key"
    if not file.exists():
        half = state / "secret-key.half"
        half.touch(mode=0o600)
        half.write_text(secrets.token_urlsafe(50))
        half.rename(file)
    return file.read_text()


def folders() -> dict[str, str]:
    """Return the variables that say where files lie."""
    state = places.state()
    names = {"STATIC_ROOT": "static", "MEDIA_ROOT": "media", "MAIL_ROOT": "mail"}
    return {variable: str(state / name) for variable, name in names.items()}
