"""One's own settings: language, colours, zone, numbers, password, lists, notices."""

import pytest
from django.test import Client

from accounts import zones
from accounts.models import AuditEntry, ListState, Notice, User
from accounts.services import list_states, notices, people, profile
from crm.testing.cast import NOON, PASSWORD

SETTINGS = {
    "language": "en",
    "theme": "dark",
    "density": "compact",
    "time_zone": "Europe/Berlin",
    "phone": "138 0013 8000",
    "email": "anna@example.cn",
}


def test_settings_are_saved_and_recorded_with_masked_numbers(client, cast):
    client.force_login(cast.anna)
    assert client.post("/me/", SETTINGS).url == "/me/"
    cast.anna.refresh_from_db()
    assert {name: getattr(cast.anna, name) for name in SETTINGS} == SETTINGS
    entry = AuditEntry.objects.get()
    assert entry.changes["phone"] == ["", "138****8000"]
    assert entry.changes["email"] == ["", "a****@example.cn"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"language": "fr"},
        {"theme": "pink"},
        {"time_zone": "Mars/Olympus"},
        {"phone": "<script>"},
        {"email": "no"},
    ],
)
def test_what_is_not_on_offer_is_refused(client, cast, wrong):
    client.force_login(cast.anna)
    assert client.post("/me/", SETTINGS | wrong).status_code == 200
    cast.anna.refresh_from_db()
    assert cast.anna.language == "zh-hans"


def test_nobody_changes_his_own_name_roles_or_branch_that_way(client, cast):
    client.force_login(cast.anna)
    client.post("/me/", SETTINGS | {"name": "x", "roles": "1", "branch": cast.west.pk})
    cast.anna.refresh_from_db()
    assert (cast.anna.name, cast.anna.branch) == ("王安娜", cast.east)
    assert cast.anna.role_codes() == ["account"]
    with pytest.raises(TypeError):
        profile.change(cast.anna, at=NOON, is_active=False)


def test_every_zone_on_offer_exists_and_the_one_in_use_stays():
    assert dict(zones.choices("Pacific/Auckland"))["Pacific/Auckland"]
    assert "Nowhere/Land" not in dict(zones.choices("Nowhere/Land"))


def test_the_language_switch_stays_on_the_page_and_is_remembered(client, cast):
    client.force_login(cast.anna)
    answer = client.post("/language/", {"language": "en", "next": "/me/?a=1"})
    assert answer.url == "/me/?a=1"
    cast.anna.refresh_from_db()
    assert cast.anna.language == "en"
    assert client.get("/me/").headers["Content-Language"] == "en"


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example/"])
def test_the_language_switch_leads_to_no_other_house(client, db, wanted):
    answer = client.post("/language/", {"language": "en", "next": wanted})
    assert answer.url == "/today/"
    assert client.cookies["weixi_language"].value == "en"
    assert client.get("/language/").status_code == 405


def test_a_language_that_is_none_changes_nothing(client, db):
    client.post("/language/", {"language": "xx"})
    assert "weixi_language" not in client.cookies


def test_a_new_password_ends_every_other_session(client, client_elsewhere, cast):
    for browser in (client, client_elsewhere):
        browser.post("/login/", {"username": "anna", "password": PASSWORD})
    new = "blue horse 42"
    answer = client.post("/me/password/", {"old": PASSWORD, "new": new, "again": new})
    assert answer.url == "/me/"
    assert client.get("/me/").status_code == 200
    assert client_elsewhere.get("/me/").status_code == 302


def test_the_first_password_of_ones_own_leads_to_the_work(client, cast):
    User.objects.filter(pk=cast.anna.pk).update(must_change_password=True)
    client.force_login(cast.anna)
    new = "blue horse 42"
    page = client.get("/me/password/").content.decode()
    assert "至少 10 个字符" in page
    data = {"old": PASSWORD, "new": new, "again": new}
    assert client.post("/me/password/", data).url == "/today/"


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("wrong", "blue horse 42", "blue horse 42"),
        (PASSWORD, "blue horse 42", "blue horse 43"),
        (PASSWORD, "short", "short"),
        (PASSWORD, "password1234", "password1234"),
        (PASSWORD, "anna wang anna", ""),
    ],
)
def test_a_weak_or_mistyped_password_is_refused(client, cast, old, new, again):
    client.force_login(cast.anna)
    data = {"old": old, "new": new, "again": again}
    assert client.post("/me/password/", data).status_code == 200
    cast.anna.refresh_from_db()
    assert cast.anna.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("wrong", "blue horse 42", "当前密码不正确"),
        (PASSWORD, "short", "至少需要 10 个字符"),
    ],
)
def test_what_is_wrong_with_a_password_is_said_in_chinese(client, cast, old, new, said):
    client.force_login(cast.anna)
    data = {"old": old, "new": new, "again": new}
    page = client.post("/me/password/", data).content.decode()
    assert said in page


def test_a_list_is_remembered_for_its_reader_alone(cast):
    list_states.remember(cast.anna, "customers", "?tier=A&q=王")
    list_states.remember(cast.anna, "customers", "tier=B")
    assert list_states.recall(cast.anna, "customers") == "tier=B"
    assert list_states.recall(cast.anna, "visits") == ""
    assert list_states.recall(cast.ben, "customers") == ""
    assert ListState.objects.count() == 1


def test_what_is_too_long_or_seen_by_another_is_not_remembered(cast):
    list_states.remember(cast.anna, "customers", "q=" + "x" * 2000)
    list_states.remember(cast.anna, "customers", "q=\x00y")
    cast.anna.seen_by = cast.adam
    list_states.remember(cast.anna, "customers", "q=z")
    assert list_states.recall(cast.anna, "customers") == ""
    cast.anna.seen_by = None
    assert list_states.recall(cast.anna, "customers") == "q=y"


def test_a_notice_with_one_key_is_told_once_and_read_by_its_reader(client, cast):
    for _twice in range(2):
        notices.tell(cast.anna, "accounts.password_reset", key="k", at=NOON,
                     params={"actor": "管亚当"})  # fmt: skip
    notices.tell(cast.ben, "visits.mentioned", key="k", at=NOON)
    client.force_login(cast.anna)
    page = client.get("/inbox/").content.decode()
    assert page.count("管亚当") == 1
    client.post("/inbox/read/", {"up_to": Notice.objects.latest("pk").pk})
    assert not Notice.objects.for_user(cast.anna).unread().exists()
    assert Notice.objects.for_user(cast.ben).unread().exists()


@pytest.mark.parametrize("up_to", ["", "x", "-1", "9" * 40, "²"])
def test_marking_read_survives_nonsense(client, cast, up_to):
    client.force_login(cast.anna)
    assert client.post("/inbox/read/", {"up_to": up_to}).status_code == 302


def test_my_own_page_says_in_words_what_i_may(client, cast):
    people.update_user(cast.carol, actor=cast.adam, language="en", at=NOON)
    client.force_login(cast.carol)
    page = client.get("/me/").content.decode()
    assert "own records, and those of the teams led and below" in page


@pytest.fixture
def client_elsewhere():
    return Client()
