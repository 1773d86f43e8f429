"""Whoever watches the process is answered at the one address, without a detour."""

import pytest

PROBES = ["/healthz", "/readyz"]


@pytest.mark.parametrize("address", PROBES)
def test_the_address_of_the_readme_answers_by_itself(client, db, address):
    assert client.get(address).status_code == 200
    assert client.get(f"{address}/").status_code == 404


@pytest.mark.parametrize("address", PROBES)
def test_a_probe_is_not_sent_to_the_secure_address(client, db, settings, address):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(address).status_code == 200
    assert client.get("/login/").status_code == 301


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_both_readmes_name_them_as_they_are(settings, name):
    told = (settings.BASE_DIR / name).read_text()
    for address in PROBES:
        assert f"`{address}`" in told
