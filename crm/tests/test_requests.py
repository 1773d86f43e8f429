"""What no browser of ours sends is refused in words, never with a broken page."""

import pytest
from django.test import Client

UTF_16 = "application/x-www-form-urlencoded; charset=utf-16"


@pytest.mark.parametrize(
    "method", ["OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "FOO"]
)
@pytest.mark.parametrize("address", ["/login/", "/today/", "/customers/", "/admin/"])
def test_only_what_pages_and_forms_send_is_answered(client, cast, method, address):
    client.force_login(cast.adam)
    answer = client.generic(method, address)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")
    assert not answer.content


@pytest.mark.parametrize("who", ["nobody", "anna"])
@pytest.mark.parametrize("address", ["/login/", "/me/", "/customers/new/"])
def test_a_form_in_another_encoding_is_refused(cast, who, address):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    if who == "anna":
        client.force_login(cast.anna)
    # The cookie of a form: without it nothing of what was sent is read.
    client.get("/login/" if who == "nobody" else "/me/")
    answer = client.post(address, b"a=b", content_type=UTF_16)
    assert answer.status_code == 400
    assert "<h1>" in answer.content.decode()
