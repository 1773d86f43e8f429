"""What the log says of an error, and what it keeps to itself."""

import json
import logging

import pytest
from django.db import IntegrityError, connection, transaction

from crm.logs import JsonLines


def test_an_error_is_told_by_kind_and_place_without_the_values_of_the_row(cast):
    twice = (
        "INSERT INTO accounts_branch (code, name, city)"
        " SELECT code, name, city FROM accounts_branch WHERE code = 'EAST'"
    )
    with (
        pytest.raises(IntegrityError, match="EAST") as caught,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(twice)
    error = (caught.type, caught.value, caught.tb)
    record = logging.LogRecord("crm", logging.ERROR, "", 1, "failed", (), error)
    line = json.loads(JsonLines().format(record))
    assert line["error"] == "django.db.utils.IntegrityError"
    assert any("test_logs.py" in frame for frame in line["at"])
    assert "EAST" not in json.dumps(line)
