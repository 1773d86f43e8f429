"""The product stands."""


def test_today_opens_for_the_cast(client, cast):
    client.force_login(cast.anna)
    assert client.get("/today/").status_code == 200
