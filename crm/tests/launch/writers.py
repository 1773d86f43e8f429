"""People who log visits while the house shakes, and remember what was acknowledged."""

import re
import threading
import uuid
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
# One request: longer than the database takes to come back.
PATIENCE_SECONDS = 15


class Visitor:
    """One signed-in browser without scripts."""

    def __init__(self, address: str, username: str) -> None:
        self.address = address
        self.open = build_opener(HTTPCookieProcessor(CookieJar())).open
        typed = {"username": username, "password": "weixi-demo"}
        self.post("/login/", typed | {"csrfmiddlewaretoken": self.token("/login/")})

    def get(self, path: str) -> str:
        return self.open(self.address + path, timeout=PATIENCE_SECONDS).read().decode()

    def token(self, path: str) -> str:
        return TOKEN.search(self.get(path))[1]

    def post(self, path: str, typed: dict) -> str:
        """Send a form and return the address one lands on."""
        headers = {"Referer": self.address + path}
        request = Request(self.address + path, urlencode(typed).encode(), headers)
        return self.open(request, timeout=PATIENCE_SECONDS).url


class Writer(threading.Thread):
    """Logs one visit after the other; one that failed is sent again with its key.

    `acknowledged` holds the keys answered with the page of a visit, `failed` counts the
    requests that were not answered: what overlapped the faults.
    """

    def __init__(self, visitor: Visitor, customer: int) -> None:
        super().__init__(daemon=True)
        self.visitor, self.customer = visitor, customer
        self.path = f"/customers/{customer}/visits/new/"
        self.token = visitor.token(self.path)
        self.acknowledged: list[str] = []
        self.failed = 0
        self.stopping = threading.Event()

    def run(self) -> None:
        while not self.stopping.is_set():
            key = str(uuid.uuid4())
            while not self.sent(key):
                self.failed += 1
                self.stopping.wait(0.1)

    def sent(self, key: str) -> bool:
        typed = {
            "csrfmiddlewaretoken": self.token,
            "submission_key": key,
            "when": "NOW",
            "channel": "VISIT",
            "purpose": "CARE",
            "outcome": "POSITIVE",
            "note": "断电也不丢",
            "next_step": "NONE",
        }
        try:
            landed = self.visitor.post(self.path, typed)
        except HTTPError as error:
            if error.code < 500:
                raise
            return False
        except OSError:
            return False
        assert "/new/" not in landed, "the form was refused"
        self.acknowledged.append(key)
        return True

    def stop(self) -> None:
        self.stopping.set()
        self.join(60)
        assert not self.is_alive()
