"""What is typed after the commands is answered at once, with nothing but Python."""

import argparse
import subprocess

import pytest

from crm.launch import arguments, demo, environment, places, serving
from crm.tests.launch import clone as clones


def refused(capsys, *typed: str) -> str:
    """Return the last line of what is said to a wrong option; it ends with code 2."""
    with pytest.raises(SystemExit) as ended:
        arguments.parser().parse_args(typed)
    assert ended.value.code == 2
    return capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize("port", ["99999", "65536", "-1"])
def test_a_number_that_is_no_port_is_refused_by_name(capsys, port):
    said = refused(capsys, f"--port={port}")
    assert "--port" in said
    assert f"{port} is no port" in said
    assert "65535" in said


@pytest.mark.parametrize(
    ("typed", "option"),
    [
        ("--port=many", "--port"),
        ("--host=no such host", "--host"),
        ("--host=192.0.2.1", "--host"),
        ("--customers=-5", "--customers"),
        ("--customers=0", "--customers"),
        ("--customers=x", "--customers"),
    ],
)
def test_each_wrong_value_is_told_with_its_option(capsys, typed, option):
    said = refused(capsys, typed)
    assert f"argument {option}:" in said
    assert typed.partition("=")[2] in said


def test_an_empty_company_has_no_size(capsys):
    assert "--empty" in refused(capsys, "--empty", "--customers", "5")


def test_what_is_right_is_taken():
    chosen = arguments.parser().parse_args(
        ["--port", "0", "--host", "localhost", "--customers", "1"]
    )
    assert (chosen.port, chosen.host, chosen.customers) == (0, "localhost", 1)


@pytest.fixture
def kept(monkeypatch, tmp_path):
    """Data of the last time, in a folder of its own."""
    monkeypatch.setenv("CRM_STATE_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (places.make_state() / "postgres-demo").mkdir()
    return demo.company_notes()


def chosen(*typed: str) -> argparse.Namespace:
    return arguments.parser().parse_args(typed)


@pytest.mark.parametrize(
    ("notes", "typed"),
    [
        ({"company": "demo", "customers": 2000}, ["--customers", "50"]),
        ({"company": "demo", "customers": 2000}, ["--empty"]),
        ({"company": "empty", "customers": 0}, ["--customers", "50"]),
    ],
)
def test_kept_data_of_another_kind_is_told_not_passed_over(kept, capsys, notes, typed):
    kept.write(**notes)
    with pytest.raises(SystemExit) as ended:
        demo.refuse_another_company(chosen(*typed))
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "of the last time is kept" in said
    assert "--fresh" in said
    demo.refuse_another_company(chosen(*typed, "--fresh"))


@pytest.mark.parametrize("typed", [[], ["--customers", "2000"]])
def test_kept_data_that_was_asked_for_is_gone_on_with(kept, typed):
    kept.write(company="demo", customers=2000)
    demo.refuse_another_company(chosen(*typed))


def test_a_port_of_the_system_is_told_apart_from_a_taken_one():
    assert "is taken" in serving.why_not(OSError(98, "Address already in use"))
    assert "not for this user" in serving.why_not(OSError(13, "Permission denied"))


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    return clones.make(tmp_path_factory.mktemp("bare"))


@pytest.mark.parametrize(
    ("typed", "code", "told"),
    [
        (["demo", "--help"], 0, "--fresh"),
        (["demo", "--port", "99999"], 2, "is no port"),
        (["test", "--help"], 0, "--full"),
        (["--help"], 0, "manage.py demo"),
        ([], 0, "manage.py demo"),
        (["data", "--help"], 0, "--remove-gone"),
    ],
)
def test_a_bare_checkout_answers_without_making_an_environment(
    clone, typed, code, told
):
    """-S: without installed packages, as on a bare machine."""
    argv = [clones.HOST_PYTHON, "-S", "-B", str(clone / "manage.py"), *typed]
    answer = subprocess.run(
        argv, env=clones.environment(), capture_output=True, text=True, check=False
    )
    assert answer.returncode == code, answer.stderr
    assert told in answer.stdout + answer.stderr
    assert "Traceback" not in answer.stderr
    assert not (clone / ".venv").exists()


@pytest.mark.parametrize(
    ("typed", "code", "told"), [(["--help"], 0, "requirements"), (["x"], 2, "no x.in")]
)
def test_the_lock_needs_no_installer_to_say_what_it_does(clone, typed, code, told):
    argv = [clones.HOST_PYTHON, "-S", "-B", str(clone / ".ci" / "lock"), *typed]
    answer = subprocess.run(
        argv, env=clones.environment(), capture_output=True, text=True, check=False
    )
    assert answer.returncode == code, answer.stderr
    assert told in answer.stdout + answer.stderr
    assert not (clone / ".venv").exists()


def test_help_of_the_tests_goes_on_to_that_of_pytest_where_it_is(monkeypatch, capsys):
    monkeypatch.setattr(environment, "stands", lambda command: command == "test")
    assert not arguments.answered("test", ["-h"], "")
    assert "--full" in capsys.readouterr().out
    assert not arguments.answered("test", ["-k", "help"], "")
    assert capsys.readouterr().out == ""
