"""Runs a module as a program and ends with it at once: `-m crm.launch.leaving celery`.

Python takes seconds to take a big program apart before it ends, on a busy machine and
in every process that was forked; the kernel frees the same memory in no time.
"""

import contextlib
import logging
import os
import runpy
import sys


def main(words: list[str]) -> None:
    """Run the module named first with the rest as its arguments; never returns."""
    sys.argv = words
    code: object = 0
    try:
        runpy.run_module(words[0], run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        code = ended.code
    logging.shutdown()
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    main(sys.argv[1:])
