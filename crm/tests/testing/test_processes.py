"""The server and the worker beside the tests share the tests' database."""

from urllib.request import urlopen

from crm.celery import app


def test_the_server_answers_and_comes_back_after_a_kill(committed_db, server):
    assert urlopen(f"{server.url}/login/").status == 200
    before = server.pid
    server.restart()
    assert server.pid != before
    assert urlopen(f"{server.url}/login/").status == 200


def test_the_worker_answers_this_process_alone(committed_db, worker):
    answers = app.control.ping(timeout=5)
    assert len(answers) == 1
