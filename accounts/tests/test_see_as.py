"""Looking through another's eyes: read-only, recorded, masked, over at sign-out."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import AuditEntry, ListState, User
from accounts.refused import Refused
from accounts.services import people, see_as
from crm.testing.builders import make_customer
from crm.testing.cast import NOON, make_user

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def looking(client, cast):
    """Adam's browser, looking as Anna."""
    client.force_login(cast.adam)
    answer = client.post(f"/see-as/{cast.anna.pk}/")
    assert answer.url == "/today/"
    return client


def actions():
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_one_sees_what_the_other_sees_and_it_is_recorded(looking, cast):
    assert looking.get("/customers/").status_code == 200
    opened = AuditEntry.objects.get(action="see_as.opened")
    assert (opened.actor, opened.seen_as) == (cast.adam, cast.anna)
    assert opened.reason == "customers:index"
    assert actions()[0] == "see_as.started"


def test_each_customers_page_stands_in_that_customers_history(looking, cast):
    customer = make_customer(cast.anna)
    looking.get(f"/customers/{customer.pk}/contacts/")
    entry = AuditEntry.objects.filter(action="see_as.opened").latest("pk")
    assert entry.customer_id == customer.pk


@pytest.mark.parametrize(
    ("method", "status"),
    [("POST", 403), *[(word, 405) for word in ("PUT", "PATCH", "DELETE", "FOO")]],
)
@pytest.mark.parametrize("url", ["/me/", "/customers/new/", "/me/password/"])
def test_nothing_can_be_changed_while_looking(looking, cast, method, status, url):
    before = AuditEntry.objects.count()
    answer = looking.generic(method, url, "theme=dark", FORM)
    assert answer.status_code == status
    cast.anna.refresh_from_db()
    assert cast.anna.theme == "system"
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize(
    ("method", "url"), [("HEAD", "/customers/"), ("GET", "/"), ("GET", "/today/")]
)
def test_every_page_that_answers_is_recorded_however_it_is_asked(looking, method, url):
    before = actions().count("see_as.opened")
    assert looking.generic(method, url).status_code < 400
    assert actions().count("see_as.opened") == before + 1


def test_options_show_no_page_and_need_no_record(looking, cast):
    customer = make_customer(cast.anna)
    before = AuditEntry.objects.count()
    answer = looking.options(f"/customers/{customer.pk}/")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")
    assert AuditEntry.objects.count() == before


def test_a_form_says_that_it_is_closed_while_looking(looking, cast):
    cast.adam.language = "en"
    cast.adam.save()
    customer = make_customer(cast.anna)
    page = looking.get(f"/customers/{customer.pk}/profile/note/")
    assert page.status_code == 403
    assert "Forms are closed while you look" in page.content.decode()
    assert "Stop looking" in page.content.decode()


def test_what_the_other_searched_for_last_is_not_shown(looking, cast):
    ListState.objects.create(user=cast.anna, page="customers", query="q=欧阳若兰")
    assert looking.get("/customers/").status_code == 200


def test_looking_as_somebody_who_may_nothing_can_be_ended(client, cast):
    idle = make_user("idle")
    client.force_login(cast.adam)
    client.post(f"/see-as/{idle.pk}/")
    page = client.get("/today/")
    assert page.status_code == 403
    assert "/see-as/end/" in page.content.decode()
    assert client.post("/see-as/end/").status_code == 302
    assert client.get("/admin/").status_code == 200


def test_nobody_looks_further_through_the_eyes_he_looks_through(looking, cast):
    assert looking.post(f"/see-as/{cast.ben.pk}/").status_code == 403


def test_names_and_numbers_of_customers_stay_veiled(looking, cast):
    customer = make_customer(cast.anna, name="欧阳若兰", phone="13812345678")
    page = looking.get("/customers/").content.decode()
    assert "若兰" not in page
    assert "13812345678" not in page
    assert looking.post(f"/customers/{customer.pk}/reveal/").status_code == 403


def test_the_site_of_administrators_is_closed_while_looking(client, cast):
    second = User.objects.get(pk=cast.ben.pk)
    second.roles.set(cast.adam.roles.all())
    client.force_login(cast.adam)
    client.post(f"/see-as/{second.pk}/")
    assert client.get("/admin/").status_code == 403
    assert client.get("/admin/accounts/user/").status_code == 403


def test_stopping_gives_ones_own_eyes_back_and_is_recorded(looking, cast):
    assert looking.post("/see-as/end/").status_code == 302
    assert looking.get("/admin/").status_code == 200
    ended = AuditEntry.objects.get(action="see_as.ended")
    assert (ended.actor, ended.object_id) == (cast.adam, cast.anna.pk)


def test_signing_out_ends_it_for_the_one_who_looked(looking, cast):
    looking.post("/logout/")
    assert actions()[-2:] == ["see_as.ended", "user.signed_out"]
    assert AuditEntry.objects.latest("pk").actor == cast.adam
    assert looking.get("/today/").status_code == 302


def test_the_language_is_switched_for_the_one_who_looks(looking, cast):
    looking.post("/language/", {"language": "en"})
    cast.anna.refresh_from_db()
    cast.adam.refresh_from_db()
    assert (cast.anna.language, cast.adam.language) == ("zh-hans", "en")


def test_it_ends_by_itself_after_an_hour(client, cast):
    with time_machine.travel(NOON, tick=False) as clock:
        client.force_login(cast.adam)
        client.post(f"/see-as/{cast.anna.pk}/")
        clock.shift(see_as.LONGEST - timedelta(seconds=1))
        assert client.get("/admin/").status_code == 403
        clock.shift(timedelta(seconds=2))
        assert client.get("/admin/").status_code == 200
    assert actions()[-1] == "see_as.ended"


def test_it_ends_when_the_other_is_let_go(looking, cast):
    people.deactivate(cast.anna, actor=cast.adam, at=timezone.now())
    assert looking.get("/admin/").status_code == 200
    assert actions()[-1] == "see_as.ended"


def test_it_ends_when_the_right_to_look_is_taken(looking, cast):
    cast.adam.roles.set(cast.carol.roles.all())
    looking.get("/today/")
    assert actions()[-1] == "see_as.ended"


@pytest.mark.parametrize(
    ("who", "status"), [("anna", 403), ("dan", 403), ("max", 403), ("adam", 302)]
)
def test_only_who_may_look_looks(client, cast, who, status):
    client.force_login(getattr(cast, who))
    assert client.post(f"/see-as/{cast.ben.pk}/").status_code == status
    assert client.get(f"/see-as/{cast.ben.pk}/").status_code in {403, 405}


def test_nobody_looks_as_himself_or_as_somebody_let_go(cast):
    with pytest.raises(Refused, match="as yourself"):
        see_as.start(cast.adam, actor=cast.adam, at=NOON)
    people.deactivate(cast.anna, actor=cast.adam, at=NOON)
    cast.anna.refresh_from_db()
    with pytest.raises(Refused, match="deactivated"):
        see_as.start(cast.anna, actor=cast.adam, at=NOON)
