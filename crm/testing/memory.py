"""How much memory this process took at most, whoever started it."""

from pathlib import Path


def peak_kb() -> int:
    """Return the high-water mark of resident memory since the program began, in KB.

    What `getrusage` tells is older: it begins with whoever forked the process.
    """
    status = Path("/proc/self/status").read_text()
    (line,) = (each for each in status.splitlines() if each.startswith("VmHWM:"))
    return int(line.split()[1])
