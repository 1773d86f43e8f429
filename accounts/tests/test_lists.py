"""The address of a list: its state, and the pages beside the one that is shown."""

import pytest
from django.http import QueryDict

from accounts import audit, lists
from accounts.models import Notice
from accounts.paging import SIZE, Page
from crm.testing.cast import NOON


@pytest.mark.parametrize(
    ("asked", "state"),
    [
        ("q=王&cursor=abc&city=&tier=S&tier=A", "q=王&tier=S&tier=A"),
        ("cursor=abc", ""),
        ("filters=1&q=x", "q=x"),
        ("", ""),
    ],
)
def test_the_state_is_the_address_without_what_is_empty_and_the_place(asked, state):
    assert lists.state(QueryDict(asked), besides={"filters"}) == QueryDict(state)


def test_the_pages_beside_one_are_under_the_same_filters():
    query = QueryDict("q=x")
    beside = lists.beside(Page([], older="abc"), query)
    assert beside == {"older_url": "?q=x&cursor=abc", "newer_url": ""}
    assert query == QueryDict("q=x")


@pytest.mark.parametrize("address", ["/inbox/", "/audit/?action=user.updated"])
def test_every_entry_stands_on_one_of_the_pages(client, cast, address):
    Notice.objects.bulk_create(
        Notice(
            user=cast.adam,
            kind="plain",
            key=str(n),
            subject=f"accounts.user:{n}",
            created_at=NOON,
        )
        for n in range(SIZE + 5)
    )
    audit.record_all(
        audit.entry(cast.adam, "user.updated", cast.anna, at=NOON)
        for _each in range(SIZE + 5)
    )
    client.force_login(cast.adam)
    first = client.get(address).context
    path = address.partition("?")[0]
    second = client.get(path + first["older_url"]).context
    seen = [*first["page"].rows, *second["page"].rows]
    assert len(seen) == len(set(seen)) == SIZE + 5
    assert not second["older_url"]
    assert second["newer_url"]
