"""Coming in: who is let in, who waits, and that strangers learn nothing."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import hashers
from django.contrib.sessions.models import Session
from django.db import connection

from accounts.models import AuditEntry, SignInAttempt, User
from accounts.refused import Refused
from accounts.services import people, profile, sign_in
from crm.testing.cast import NOON, PASSWORD, make_user

HOME, OFFICE = "198.51.100.7", "203.0.113.9"


def knock(username="anna", password="wrong", ip=HOME, at=NOON):
    """Try to come in; return the user, or the class of what refused him."""
    try:
        return sign_in.enter(username, password, ip=ip, at=at)
    except Refused as refusal:
        return type(refusal)


def fail(times, **where):
    return [knock(**where) for _time in range(times)]


def test_the_right_password_lets_in_and_is_recorded(cast):
    assert knock(password=PASSWORD) == cast.anna
    attempt = SignInAttempt.objects.get()
    assert (attempt.succeeded, attempt.ip) == (True, HOME)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.ip) == ("user.signed_in", cast.anna, HOME)


def test_ten_failures_wait_and_the_eleventh_is_not_even_checked(cast, monkeypatch):
    assert fail(10) == [sign_in.WrongPassword] * 10
    monkeypatch.setattr(sign_in, "authenticate", lambda **_: pytest.fail("checked"))
    assert knock(password=PASSWORD) is sign_in.Throttled
    assert SignInAttempt.objects.count() == 10


def test_the_owner_gets_in_from_another_address_meanwhile(cast):
    fail(30)
    assert knock(password=PASSWORD, ip=OFFICE) == cast.anna


def test_after_the_window_the_next_try_counts_again(cast):
    fail(10)
    later = NOON + sign_in.WINDOW
    assert knock(password=PASSWORD, at=later - timedelta(seconds=1)) is (
        sign_in.Throttled
    )
    assert knock(password=PASSWORD, at=later) == cast.anna


def test_one_is_told_when_the_next_try_counts(cast):
    for minute in range(10):
        knock(at=NOON + timedelta(seconds=minute))
    with pytest.raises(sign_in.Throttled) as refusal:
        sign_in.enter("anna", "x", ip=HOME, at=NOON + timedelta(seconds=60))
    assert refusal.value.retry_at == NOON + sign_in.WINDOW


def test_a_success_forgives_the_failures_before_it(cast):
    fail(9)
    knock(password=PASSWORD)
    assert fail(9) == [sign_in.WrongPassword] * 9


@pytest.mark.parametrize("spelling", ["anna", "ANNA", " Anna ", "ａｎｎａ"])
def test_no_spelling_of_a_name_gets_tries_of_its_own(cast, spelling):
    fail(10)
    assert knock(username=spelling) is sign_in.Throttled


def test_one_address_trying_many_names_waits(cast):
    for number in range(sign_in.ADDRESS):
        assert knock(username=f"guess{number}") is sign_in.WrongPassword
    assert knock(username="ben", password=PASSWORD) is sign_in.Throttled
    assert knock(username="ben", password=PASSWORD, ip=OFFICE) == cast.ben


def test_many_addresses_on_one_account_wait_but_its_own_door_stays_open(cast):
    knock(password=PASSWORD, ip=OFFICE)
    for number in range(sign_in.ACCOUNT):
        knock(ip=f"192.0.2.{number}")
    assert knock(password=PASSWORD, ip="192.0.2.200") is sign_in.Throttled
    assert knock(password=PASSWORD, ip=OFFICE) == cast.anna


def test_a_network_of_ipv6_is_one_address(cast):
    for number in range(10):
        knock(ip=f"2001:db8::{number:x}")
    assert knock(password=PASSWORD, ip="2001:db8::ffff") is sign_in.Throttled
    assert knock(password=PASSWORD, ip="2001:db8:0:1::1") == cast.anna


def test_a_lockout_is_recorded_once_with_its_address(cast):
    fail(15)
    [entry] = AuditEntry.objects.filter(action="user.locked_out")
    assert (entry.object_id, entry.ip) == (cast.anna.pk, HOME)


def test_an_administrator_unlocks(cast):
    fail(10)
    assert sign_in.is_locked(cast.anna, at=NOON)
    assert sign_in.unlock("anna", actor=cast.adam, at=NOON) == 10
    assert not sign_in.is_locked(cast.anna, at=NOON)
    assert knock(password=PASSWORD) == cast.anna
    assert AuditEntry.objects.filter(action="user.unlocked", actor=cast.adam).exists()


def test_old_tries_are_forgotten_and_young_ones_kept(cast):
    knock(at=NOON - timedelta(days=31))
    knock()
    assert sign_in.forget_old(at=NOON) == 1
    assert sign_in.forget_old(at=NOON) == 0
    assert SignInAttempt.objects.count() == 1


def test_guesses_at_ones_own_old_password_wait_too(cast):
    for _try in range(10):
        with pytest.raises(Refused, match="not your current"):
            profile.change_password(cast.anna, old="x", new="y", ip=HOME, at=NOON)
    with pytest.raises(sign_in.Throttled):
        profile.change_password(cast.anna, old=PASSWORD, new="y", ip=HOME, at=NOON)


@pytest.mark.usefixtures("committed_db")
def test_twenty_tries_at_once_are_twenty_tries():
    make_user("anna", "account")
    results = []

    def knock_and_close():
        results.append(knock())
        connection.close()

    threads = [threading.Thread(target=knock_and_close) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results.count(sign_in.WrongPassword) == 10
    assert results.count(sign_in.Throttled) == 10


class TestThePage:
    """What the browser sees of it."""

    def post(self, client, username="anna", password="wrong", **more):
        data = {"username": username, "password": password}
        return client.post("/login/", data | more, REMOTE_ADDR=HOME)

    def test_strangers_cannot_tell_unknown_inactive_and_mistyped(self, client, cast):
        people.deactivate(cast.ben, actor=cast.adam, at=NOON)
        bodies = set()
        for name, password in [("anna", "no"), ("ben", PASSWORD), ("nobody", "no")]:
            answer = self.post(client, name, password)
            assert answer.status_code == 200
            text = answer.content.decode().replace(f'value="{name}"', "")
            bodies.add(without_tokens(text))
        assert len(bodies) == 1

    @pytest.mark.parametrize("name", ["anna", "ben", "nobody"])
    def test_the_hasher_works_once_whoever_knocks(self, client, cast, name, hashed):
        people.deactivate(cast.ben, actor=cast.adam, at=NOON)
        hashed.clear()
        self.post(client, name, "no")
        assert len(hashed) == 1

    @pytest.mark.parametrize("name", ["anna", "nobody"])
    def test_too_many_answers_429_and_when_to_come_back(self, client, cast, name):
        for _try in range(10):
            self.post(client, name)
        answer = self.post(client, name, PASSWORD)
        assert answer.status_code == 429
        assert 60 <= int(answer["Retry-After"]) <= 300
        assert "csrfmiddlewaretoken" in answer.content.decode()

    def test_nothing_is_kept_of_a_stranger(self, client, cast):
        client.get("/login/?next=/customers/")
        self.post(client)
        client.get("/customers/")
        assert not Session.objects.exists()
        assert "weixi_session" not in client.cookies

    def test_coming_in_begins_a_new_session(self, client, cast):
        self.post(client, password=PASSWORD)
        first = client.session.session_key
        client.cookies["weixi_session"] = first
        client.post("/logout/")
        self.post(client, password=PASSWORD)
        assert client.session.session_key != first
        assert Session.objects.count() == 1

    @pytest.mark.parametrize(
        "wanted",
        [
            "https://evil.example/",
            "//evil.example/",
            "/\\evil.example/",
            "http:///evil.example",
            "javascript:alert(1)",
            "today/",
            "\thttps://evil.example",
            "/%0d%0aSet-Cookie:x",
        ],
    )
    def test_one_is_led_to_pages_of_this_house_only(self, client, cast, wanted):
        answer = self.post(client, password=PASSWORD, next=wanted)
        assert answer.url in {"/today/", "/%0d%0aSet-Cookie:x"}

    def test_one_is_led_where_one_wanted_to_go(self, client, cast):
        answer = self.post(client, password=PASSWORD, next="/me/?tab=1")
        assert answer.url == "/me/?tab=1"

    def test_the_dialog_in_place_hears_success_and_failure(self, client, cast):
        answer = client.post(
            "/login/",
            {"username": "anna", "password": "no"},
            headers={"HX-Request": "true"},
        )
        assert answer.status_code == 422
        assert b"<html" not in answer.content
        answer = client.post(
            "/login/",
            {"username": "anna", "password": PASSWORD},
            headers={"HX-Request": "true"},
        )
        assert (answer.status_code, answer["HX-Trigger"]) == (204, "signed-in")
        assert client.get("/me/").status_code == 200

    def test_leaving_needs_a_post_and_is_recorded(self, client, cast):
        client.force_login(cast.anna)
        assert client.get("/logout/").status_code == 405
        assert client.post("/logout/").url == "/login/"
        assert client.get("/me/").status_code == 302
        assert AuditEntry.objects.get().action == "user.signed_out"

    @pytest.mark.parametrize("name", ["a" * 61, "an\x00na", ""])
    def test_odd_names_are_refused_like_others(self, client, cast, name):
        assert self.post(client, name).status_code == 200
        assert not SignInAttempt.objects.exists()


@pytest.fixture
def hashed(monkeypatch):
    """The passwords the hasher was asked to work on."""
    seen = []
    hasher = hashers.get_hasher()
    work = type(hasher).encode

    def encode(self, password, salt, *args, **kwargs):
        seen.append(password)
        return work(self, password, salt, *args, **kwargs)

    monkeypatch.setattr(type(hasher), "encode", encode)
    return seen


def without_tokens(body: str) -> str:
    return "".join(
        line for line in body.splitlines() if "csrfmiddlewaretoken" not in line
    )


def test_a_name_is_looked_up_as_it_is_kept_unique(cast):
    twin = make_user("ADMıN", "account")
    assert User.objects.get_by_natural_key("admın") == twin
    with pytest.raises(User.DoesNotExist):
        User.objects.get_by_natural_key("admin")


def seconds_left(client) -> int:
    return client.get("/me/").context["session_left"]


def test_a_session_ends_when_its_pages_say_and_lasts_anew_when_asked(client, cast):
    whole, hour = settings.SESSION_COOKIE_AGE, timedelta(hours=1)
    with time_machine.travel(NOON, tick=False) as clock:
        client.post("/login/", {"username": "anna", "password": PASSWORD})
        assert seconds_left(client) == whole
        clock.shift(hour)
        assert seconds_left(client) == whole - 3600
        assert client.post("/stay/").status_code == 204
        assert seconds_left(client) == whole
        clock.shift(timedelta(seconds=whole - 1))
        assert seconds_left(client) == 1
        clock.shift(timedelta(seconds=2))
        assert client.get("/me/").status_code == 302
        answer = client.post("/stay/", headers={"HX-Request": "true"})
        assert answer.status_code == 401
    assert client.get("/stay/").status_code in {302, 405}


def test_who_looks_as_another_may_stay_too_and_changes_nothing_else(client, cast):
    with time_machine.travel(NOON, tick=False) as clock:
        client.post("/login/", {"username": "adam", "password": PASSWORD})
        clock.shift(timedelta(minutes=30))
        client.post(f"/see-as/{cast.anna.pk}/")
        assert seconds_left(client) == settings.SESSION_COOKIE_AGE - 1800
        assert client.post("/stay/").status_code == 204
        assert seconds_left(client) == settings.SESSION_COOKIE_AGE
        # Looking still ends after its own hour.
        clock.shift(timedelta(minutes=61))
        assert client.get("/admin/").status_code == 200
