"""A small SMTP server in a thread: keeps what it is given, refuses or falls silent."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from email.policy import default

from django.conf import settings
from django.test import override_settings

OK = "250 fine"
# Longer than anybody waits for an answer.
PATIENCE_SECONDS = 20


class Gateway(socketserver.ThreadingTCPServer):
    """`taken` holds the messages; `refusal` answers addresses that hold `refused`."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Session)
        self.taken: list[Message] = []
        self.connections = 0
        self.refusal = ""
        self.refused = b""
        self.is_silent = False
        self.closing = threading.Event()
        # Set while it is slow: that somebody asks, and that he is answered.
        self.asked, self.go_on = threading.Event(), threading.Event()
        self.go_on.set()

    def slow(self) -> None:
        """Answer nobody until `go_on` is set."""
        self.go_on.clear()


class Session(socketserver.StreamRequestHandler):
    """One conversation, as much of RFC 5321 as smtplib speaks."""

    def handle(self) -> None:
        self.server.connections += 1
        if self.server.is_silent:
            self.server.closing.wait()
            return
        self.server.asked.set()
        self.server.go_on.wait(PATIENCE_SECONDS)
        self.say("220 ready")
        for line in self.rfile:
            verb = line.split()[0].upper() if line.split() else b""
            if verb == b"DATA":
                self.take()
            elif verb == b"RCPT" and self.server.refused in line:
                self.say(self.server.refusal or OK)
            else:
                self.say("221 bye" if verb == b"QUIT" else OK)

    def take(self) -> None:
        self.say("354 go on")
        lines = iter(self.rfile.readline, b".\r\n")
        self.server.taken.append(message_from_bytes(b"".join(lines), policy=default))
        self.say(OK)

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def gateway(*, timeout: float = 0.5) -> Iterator[Gateway]:
    """Run a server that the product sends its mails to, and waits so long for."""
    with Gateway() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            with override_settings(
                EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
                EMAIL_HOST="127.0.0.1",
                EMAIL_PORT=server.server_address[1],
                EMAIL_TIMEOUT=min(settings.EMAIL_TIMEOUT, timeout),
            ):
                yield server
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()
