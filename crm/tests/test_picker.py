"""The picker and the search offer a visit only with customers one may visit."""

import pytest

from crm.testing.builders import make_customer

LIST = {"HX-Request": "true"}


@pytest.fixture
def ming(cast):
    return make_customer(cast.anna, name="王小明", phone="13800138000")


@pytest.mark.parametrize("who", ["anna", "ben", "carol", "max", "dan", "sam", "vera"])
def test_the_picker_offers_only_whom_one_may_visit(client, cast, ming, who):
    client.force_login(getattr(cast, who))
    visit = client.get(f"/customers/{ming.pk}/visits/new/")
    offered = f'value="{ming.pk}"'
    for said in [{"q": "wxm"}, {"q": "8000"}, {"q": ming.code}, {"recent": ming.pk}]:
        for headers in ({}, LIST):
            page = client.get("/search/customers/", said, headers=headers)
            assert (offered in page.content.decode()) == (visit.status_code == 200)


def test_whom_one_sees_and_may_not_visit_is_not_created_again(client, cast, ming):
    client.force_login(cast.sam)
    said = {"q": "王小明"}
    page = client.get("/search/customers/", said, headers=LIST).content.decode()
    assert "/customers/new/" not in page
    said = {"q": "欧阳若兰"}
    page = client.get("/search/customers/", said, headers=LIST).content.decode()
    assert "/customers/new/" in page


@pytest.mark.parametrize("headers", [{}, LIST], ids=["page", "list"])
def test_a_visit_is_offered_only_with_whom_one_may_visit(client, cast, ming, headers):
    mine = make_customer(cast.sam, name="王小军")
    client.force_login(cast.sam)
    for said in ({"q": "wx"}, {"q": "", "recent": f"{ming.pk},{mine.pk}"}):
        page = client.get("/search/", said, headers=headers).content.decode()
        if headers or said["q"]:
            assert f"/customers/{ming.pk}/" in page
            assert f"/customers/{mine.pk}/visits/new/" in page
        assert f"/customers/{ming.pk}/visits/new/" not in page


@pytest.mark.parametrize(
    ("who", "is_told"), [("cleo", True), ("clara", True), ("anna", False)]
)
def test_who_can_choose_nobody_is_told_so(client, cast, ming, who, is_told):
    client.force_login(getattr(cast, who))
    for said in ({"q": ""}, {"q": "王小明"}, {"q": "没有这个人"}):
        page = client.get("/search/customers/", said, headers=LIST)
        assert page.context["has_anyone"] is not is_told
