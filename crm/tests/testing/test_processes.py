"""The server and the worker beside the tests share the tests' database."""

from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

import pytest

from accounts.tasks import forget_old_attempts
from crm.celery import app
from crm.testing import idle
from crm.testing.waiting import eventually


def test_the_server_answers_and_comes_back_after_a_kill(committed_db, server):
    assert urlopen(f"{server.url}/login/").status == 200
    before = server.pid
    server.restart()
    assert server.pid != before
    assert urlopen(f"{server.url}/login/").status == 200


def test_the_worker_answers_this_process_alone(committed_db, worker):
    answers = app.control.ping(timeout=5)
    assert len(answers) == 1


def test_the_tables_are_emptied_only_after_what_the_worker_is_at(
    committed_db, worker, owner_db
):
    cursor = owner_db.cursor()
    cursor.execute("BEGIN; LOCK TABLE accounts_signinattempt")
    forget_old_attempts.delay()
    eventually(lambda: any(app.control.inspect(limit=1).active().values()))
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(idle.wait)
        with pytest.raises(TimeoutError):
            waiting.result(timeout=1)
        cursor.execute("COMMIT")
        waiting.result(timeout=20)
