"""`manage.py demo`: the whole product with a demo company, until Ctrl-C."""

import argparse
import ipaddress
import json
import os
import shutil
import socket
import sys
import time

from crm.launch import arguments, embedded, places, preparation, serving, steps
from crm.launch.interrupts import Interrupts, Stopped
from crm.launch.preparation import Notes
from crm.launch.supervisor import Supervisor

PASSWORD = "weixi-demo"
ANEW = "leave the option out to go on with it, or add --fresh to throw it away"
LOGINS = {
    "director": "sees everything, decides budgets",
    "manager": "runs a branch",
    "supervisor": "leads a team, reviews visits",
    "sales": "sells, visits customers",
    "service": "receives customers, service business",
    "information": "keeps the archive, imports",
    "clubmanager": "runs the members' club",
    "clubspecialist": "works in the members' club",
    "account": "keeps up with key customers",
    "liaison": "answers complaints for a department",
    "admin": "users, roles and grants",
}


def main(typed: list[str]) -> int:
    """Run the demo to its end and return the exit code."""
    chosen = arguments.parser().parse_args(typed)
    try:
        state = places.make_state()
        lock = places.claim("demo")
        if lock is None:
            raise steps.Failed(already_running())
        refuse_another_company(chosen)
        with lock, Interrupts() as interrupts:
            return run(chosen, interrupts)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise steps.Failed(f"{state}: {error.strerror}{where}.") from error


def already_running() -> str:
    address = running_notes().read().get("address", "another address")
    return f"The demo of this checkout is already running at {address}"


def refuse_another_company(chosen: argparse.Namespace) -> None:
    """End with code 2 when the data kept is not what was asked for."""
    there = (places.state() / "postgres-demo").exists()
    if chosen.fresh or not there or "DATABASE_URL" in os.environ:
        return
    known = company_notes().read()
    kept, size = known.get("company"), known.get("customers")
    if chosen.empty and kept == "demo":
        arguments.parser().error("the demo company of the last time is kept; " + ANEW)
    if chosen.customers and kept == "empty":
        arguments.parser().error("the empty company of the last time is kept; " + ANEW)
    if chosen.customers and size and size != chosen.customers:
        arguments.parser().error(
            f"the company of the last time is kept, made with {size} customers; " + ANEW
        )


def running_notes() -> Notes:
    return Notes(places.state() / "demo-running.json")


def run(chosen: argparse.Namespace, interrupts: Interrupts) -> int:
    listener = serving.listen(chosen.host, chosen.port)
    notes = running_notes()
    try:
        with Supervisor(interrupts) as supervisor:
            prepare_and_serve(chosen, listener, supervisor)
            supervisor.watch()
            steps.say("Stopping ...")
    except Stopped:
        steps.say("Stopped before it was ready.")
    finally:
        notes.forget()
        listener.close()
    steps.say("Stopped; the data is kept.")
    return 0


def prepare_and_serve(
    chosen: argparse.Namespace, listener: socket.socket, supervisor: Supervisor
) -> None:
    if chosen.fresh:
        forget_everything()
    address = address_of(listener)
    env = environment(chosen, supervisor) | {
        "BASE_URL": os.environ.get("BASE_URL", address)
    }
    keep_for_others(address, env)
    preparation.collect_static(env, supervisor.interrupts)
    fill(chosen, env, supervisor.interrupts)
    supervisor.start(serving.web(listener, env))
    announce(chosen, address)
    supervisor.start(serving.worker(env))
    supervisor.start(serving.beat(env))


def forget_everything() -> None:
    state = places.state()
    for name in ("postgres-demo", "media", "mail"):
        shutil.rmtree(state / name, ignore_errors=True)
    company_notes().forget()


def environment(chosen: argparse.Namespace, supervisor: Supervisor) -> dict[str, str]:
    """Start the servers and return what every process of the demo is given."""
    state = places.state()
    if not (state / "postgres-demo").exists():
        company_notes().forget()
    found = embedded.start("demo", supervisor, durable=True)
    defaults = {"SECRET_KEY": embedded.secret_key(state)} | embedded.folders()
    if not is_loopback(chosen.host):
        defaults["ALLOWED_HOSTS"] = "*"
    given = {name: os.environ.get(name, value) for name, value in defaults.items()}
    return serving.environment(CRM_MODE="demo", **found, **given)


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def address_of(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


KEPT = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY", "CRM_MODE")
KEPT += ("STATIC_ROOT", "MEDIA_ROOT", "MAIL_ROOT", "BASE_URL")


def keep_for_others(address: str, env: dict[str, str]) -> None:
    """Note where the demo's servers are, for commands given beside it."""
    notes = running_notes()
    notes.forget()
    notes.file.touch(mode=0o600)
    kept = {name: env[name] for name in KEPT if name in env}
    notes.file.write_text(json.dumps({"address": address, "environment": kept}))


def company_notes() -> Notes:
    """What the embedded database is known to hold; nothing is known of another one."""
    name = "external" if "DATABASE_URL" in os.environ else "company"
    return Notes(places.state() / f"demo-{name}.json")


def fill(
    chosen: argparse.Namespace, env: dict[str, str], interrupts: Interrupts
) -> None:
    """Bring tables and company up to date; skip what is known to be so."""
    notes = company_notes()
    known = {} if "DATABASE_URL" in os.environ else notes.read()
    shape = preparation.fingerprint(preparation.SHAPES_THE_DATABASE)
    if known.get("shape") != shape:
        preparation.migrate(env, interrupts, "Making the tables")
        notes.write(shape=shape)
        steps.say("Tables ready")
    if "company" in known:
        steps.say("The data of the last time is kept (--fresh starts anew)")
    else:
        seed(chosen, env, interrupts)
        kind = "empty" if chosen.empty else "demo"
        notes.write(company=kind, customers=size_of(chosen))


def size_of(chosen: argparse.Namespace) -> int:
    return 0 if chosen.empty else chosen.customers or arguments.CUSTOMERS


def seed(
    chosen: argparse.Namespace, env: dict[str, str], interrupts: Interrupts
) -> None:
    extent = ["--empty"] if chosen.empty else ["--customers", str(size_of(chosen))]
    title = "Making an administrator" if chosen.empty else "Making the demo company"
    steps.say(f"{title} ...")
    began = time.monotonic()
    argv = preparation.manage("seed", *extent)
    steps.run(title, argv, interrupts, env=env, aloud=True)
    steps.say(f"{title}: done in {time.monotonic() - began:.1f} s")


def announce(chosen: argparse.Namespace, address: str) -> None:
    logins = {"admin": LOGINS["admin"]} if chosen.empty else LOGINS
    lines = [
        "",
        f"  Weixi CRM: {address}",
        "",
        f"  Sign in with password {PASSWORD} as",
    ]
    lines += [f"    {name:<16}{what}" for name, what in logins.items()]
    if not is_loopback(chosen.host):
        lines += ["", "  Everybody who reaches this address knows these sign-ins."]
    lines += ["", f"  Data and logs: {places.state()}", "  Ctrl-C stops everything."]
    steps.say(f"Ready: {address}")
    steps.write("\n".join([*lines, "", ""]), sys.stdout)
