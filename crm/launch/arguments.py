"""What may be typed after `demo`: read with nothing but Python, before all else.

So help and a wrong word are answered at once, also where no environment stands yet.
"""

import argparse
import socket
import sys

from crm.launch import environment, steps

HIGHEST_PORT = 65535
CUSTOMERS = 2000
HELP = {"-h", "--help"}
TESTS = """\
manage.py test [--full] [pytest arguments]

  --full   also the long tests: the real file, the kill runs, every combination
  -k WORD  and everything else pytest knows; its own help follows where it is installed

"""


def answered(command: str, typed: list[str], doors: str) -> bool:
    """Answer what needs no environment; a wrong word after `demo` ends the process.

    `doors` is what can be told of all commands where Django is not there to list them.
    """
    if command == "demo":
        parser().parse_args(typed)
    if command == "test" and HELP & set(typed):
        steps.write(TESTS, sys.stdout)
        return not environment.stands(command)
    if command in {"help", *HELP} and not environment.stands(command):
        steps.write(doors, sys.stdout)
        return True
    return False


def parser() -> argparse.ArgumentParser:
    door = argparse.ArgumentParser(
        prog="manage.py demo",
        description="Start the whole product with a demo company; Ctrl-C stops it.",
        epilog="DATABASE_URL and REDIS_URL choose real servers instead of embedded "
        "ones; CRM_STATE_DIR chooses where data is kept; `manage.py data` tells where "
        "it lies and removes it.",
    )
    add = door.add_argument
    add("--port", type=port, default=8000, help="of the pages (8000); 0: any free one")
    add("--host", type=host, default="127.0.0.1", help="to listen on (127.0.0.1)")
    size = door.add_mutually_exclusive_group()
    size.add_argument(
        "--customers", type=customers, metavar="N", help=f"how many ({CUSTOMERS})"
    )
    size.add_argument(
        "--empty", action="store_true", help="no demo company, one administrator"
    )
    add("--fresh", action="store_true", help="throw the last demo's data away first")
    return door


def port(typed: str) -> int:
    number = _whole(typed)
    if not 0 <= number <= HIGHEST_PORT:
        raise argparse.ArgumentTypeError(
            f"{typed} is no port; ports go from 1 to {HIGHEST_PORT}, 0 takes any "
            "that is free"
        )
    return number


def host(typed: str) -> str:
    """Return the address, once this machine can be reached at it."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            typed, 0, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.bind(address)
    except (OSError, UnicodeError) as error:
        raise argparse.ArgumentTypeError(
            f"{typed!r} is no address of this machine; 127.0.0.1 is for this machine "
            "alone, 0.0.0.0 for its whole network"
        ) from error
    return typed


def customers(typed: str) -> int:
    number = _whole(typed)
    if number < 1:
        raise argparse.ArgumentTypeError(
            f"{typed} is too few; a demo company has at least 1 customer, --empty "
            "makes none"
        )
    return number


def _whole(typed: str) -> int:
    try:
        return int(typed)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{typed!r} is no whole number") from error
