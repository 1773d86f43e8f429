"""No cell of a file we hand out runs in a spreadsheet."""

import pytest

from accounts.spreadsheet import safe


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1", "+86138", "-5", "@SUM(A1)", " =1", "\u00a0=1", "\u3000=1",
        "\u200b=1", "\ufeff=1", "\x01=1", "＝1+1", "＋1", "－1", "＠x", "\t=1",
        "\r\n=1", "\tx", "\x00x", "|cmd", " \t \n=cmd|' /C calc'!A0",
    ],
)  # fmt: skip
def test_what_would_run_gets_an_apostrophe(cell):
    assert safe(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell", ["王小明", "13800138000", "a=b", "", "1-2", "'x", " x"]
)
def test_everything_else_stays_as_it_is(cell):
    assert safe(cell) == cell


def test_nothing_is_an_empty_cell():
    assert safe(None) == ""
