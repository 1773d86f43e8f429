"""What the tests of Today share: work of every kind, and what the page says of it."""

from datetime import timedelta

from crm.panels import counting
from crm.testing.builders import make_customer, make_plan, make_visit
from crm.testing.cast import NOON
from visits.services import reviews

YESTERDAY = NOON - timedelta(days=1)


def opened(client, user, query: str = ""):
    client.force_login(user)
    page = client.get(f"/today/{query}")
    assert page.status_code == 200
    return page


def tiles(client, user) -> dict[str, counting.Tile]:
    return {str(tile.label): tile for tile in opened(client, user).context["tiles"]}


def rows_behind(client, tile: counting.Tile) -> int:
    """Count the rows of the list a number links to, over all its pages."""
    url, count = tile.url, 0
    while url:
        page = client.get(url)
        assert page.status_code == 200
        count += len(page.context["page"].rows)
        older = page.context["older_url"]
        url = f"{tile.url.partition('?')[0]}{older}" if older else ""
    return count


def make_work(cast):
    """Give anna and ben work of every kind, some of it waiting for carol."""
    for owner in (cast.anna, cast.ben):
        for number in range(3):
            make_plan(owner, at=NOON - timedelta(days=number + 1))
            make_plan(owner, planned_at=NOON + timedelta(hours=number + 1))
            make_customer(owner, next_contact_on=YESTERDAY.date())
            make_visit(owner, at=NOON - timedelta(days=number + 1))
            make_visit(owner, outcome="PROBLEM", at=NOON - timedelta(days=6))
            make_visit(owner, at=NOON - timedelta(days=40))
    visit = make_visit(cast.anna)
    reviews.review(visit, actor=cast.carol, grade="GOOD", at=NOON)
