"""`manage.py data`: where the data of demo and tests lies, and how to be rid of it."""

import argparse
import contextlib
import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from crm.launch import places, steps

# What demo and tests make in their folder; anything else there is somebody's own.
MADE = ("postgres-*", "programs-*", "chromium*", "logs", "mail", "media", "static*")
MADE += ("test-media", "demo*", "test.lock", "secret-key*", "checkout")


@dataclass(frozen=True)
class Kept:
    """One folder of data, and the checkout it was made by; None where that is lost."""

    folder: Path
    checkout: Path | None

    def is_ours(self) -> bool:
        return self.folder == places.state()

    def is_gone(self) -> bool:
        return bool(self.checkout) and not (self.checkout / "manage.py").exists()


def parser() -> argparse.ArgumentParser:
    door = argparse.ArgumentParser(
        prog="manage.py data",
        description="Tell where the data of demo and tests lies; remove it on request.",
    )
    which = door.add_mutually_exclusive_group()
    add = which.add_argument
    add("--remove", action="store_true", help="remove the data of this checkout")
    add(
        "--remove-gone",
        action="store_true",
        help="remove the data of checkouts whose folder is no longer there",
    )
    return door


def main(typed: list[str]) -> int:
    chosen = parser().parse_args(typed)
    everything = found()
    if chosen.remove:
        remove(each for each in everything if each.is_ours())
    elif chosen.remove_gone:
        remove(each for each in everything if each.is_gone())
    else:
        steps.write(told(everything), sys.stdout)
    return 0


def found() -> list[Kept]:
    """Return this checkout's data, and what other checkouts left outside themselves."""
    ours = places.state()
    kept = [Kept(ours, places.ROOT)] if ours.exists() else []
    for folder in sorted(places.OUTSIDE.glob("crm-*")):
        is_mine = folder.is_dir() and folder.stat().st_uid == os.getuid()
        if is_mine and folder != ours:
            kept.append(Kept(folder, places.checkout_of(folder)))
    return kept


def told(everything: list[Kept]) -> str:
    """Return what the person reads: every folder, its size, and whose it is."""
    lines = []
    for kept in everything:
        whose = "made before folders were told apart; remove it by hand"
        if kept.is_ours():
            whose = "this checkout; --remove removes it"
        elif kept.is_gone():
            whose = f"{kept.checkout}, which is gone; --remove-gone removes it"
        elif kept.checkout:
            whose = f"{kept.checkout}"
        lines.append(f"{megabytes(kept.folder):6} MB  {kept.folder}\n{'':11}{whose}\n")
    if not any(kept.is_ours() for kept in everything):
        lines.insert(
            0, f"This checkout has no data; it would lie in {places.state()}\n"
        )
    return "".join(lines)


def megabytes(folder: Path) -> int:
    """Return what a folder takes up on its disk; what vanishes meanwhile is nothing."""
    total = 0
    for where, _folders, files in os.walk(folder):
        for name in files:
            with contextlib.suppress(OSError):
                total += (Path(where) / name).lstat().st_blocks * 512
    return round(total / 2**20)


def remove(chosen: Iterable[Kept]) -> None:
    """Remove each folder that nobody uses; raises `Failed` at one that is in use."""
    count = 0
    for kept in chosen:
        with contextlib.ExitStack() as held:
            for name in ("demo", "test"):
                lock = places.claim(name, kept.folder)
                if lock is None:
                    raise steps.Failed(
                        f"{kept.folder} is in use; stop its {name} first."
                    )
                held.enter_context(lock)
            empty(kept.folder)
        steps.write(f"Removed {kept.folder}\n", sys.stdout)
        count += 1
    if not count:
        steps.write("There is nothing to remove.\n", sys.stdout)


def empty(folder: Path) -> None:
    """Remove what was made there, and the folder unless it holds something else."""
    try:
        for made in {each for pattern in MADE for each in folder.glob(pattern)}:
            if made.is_dir() and not made.is_symlink():
                shutil.rmtree(made)
            else:
                made.unlink()
        if not any(folder.iterdir()):
            folder.rmdir()
    except OSError as error:
        raise steps.Failed(f"{error.filename}: {error.strerror}.") from error
