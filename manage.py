#!/usr/bin/env python3
"""The door to every command; needs nothing but Python to make the rest.

python3 manage.py demo     the whole product with a demo company, on this machine
python3 manage.py test     all tests, against real servers and a real browser
python3 manage.py data     where the data of both lies, and how to remove it

The first two make `.venv` from the pinned requirements when needed and continue inside
it. Any other command is Django's or ours. CRM_BOOTSTRAP=0 uses the current interpreter.
"""

import sys
from importlib import import_module

OLDEST_PYTHON = (3, 11)
DOORS = {
    "demo": "crm.launch.demo",
    "test": "crm.launch.suite",
    "data": "crm.launch.data",
}
WITHOUT_PACKAGES = {"data"}


def main(arguments: list) -> None:
    if sys.version_info < OLDEST_PYTHON:
        sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0])
    command = arguments[0] if arguments else "help"
    failures = import_module("crm.launch.steps").Failed
    try:
        if import_module("crm.launch.arguments").answered(
            command, arguments[1:], __doc__
        ):
            return
        if command not in WITHOUT_PACKAGES:
            import_module("crm.launch.environment").enter(command)
        door = import_module(DOORS.get(command, "crm.launch.command"))
        sys.exit(door.main(arguments[1:] if command in DOORS else arguments))
    except failures as failure:
        sys.exit(str(failure))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main(sys.argv[1:])
