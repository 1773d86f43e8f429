"""The page of a complaint: what stands on it, and for whom."""

from pathlib import Path

import pytest
from django.conf import settings

from accounts.models import AuditEntry
from complaints.models import Complaint
from complaints.panels import stages
from complaints.tests.complaint_builders import do, make_complaint, resolve
from crm.testing.builders import make_customer
from crm.testing.cast import NOON

WORDS = "刹车还响，已经修了三次"


@pytest.fixture
def complaint(cast):
    return make_complaint(cast.anna, words=WORDS)


def page(client, user, complaint):
    client.force_login(user)
    return client.get(complaint.get_absolute_url())


def test_the_page_tells_what_the_customer_said(client, cast, complaint):
    answer = page(client, cast.anna, complaint)
    assert answer.status_code == 200
    assert WORDS in answer.content.decode()


def test_what_was_told_and_what_was_noted_speak_with_voices_of_their_own(
    client, cast, complaint
):
    do("acknowledge", complaint, cast.anna, text="已收到您的投诉")
    do("assess", complaint, cast.anna, text="客户情绪激动")
    voices = [
        voice for voice, _ in page(client, cast.anna, complaint).context["conversation"]
    ]
    assert voices == ["CUSTOMER", "US", "NOTE"]


def test_the_page_costs_the_same_for_a_long_history_as_for_a_short_one(
    client, cast, complaint, count_queries
):
    client.force_login(cast.anna)
    address = complaint.get_absolute_url()
    client.get(address)
    short = count_queries(lambda: client.get(address))
    for _ in range(5):
        do("wait", complaint, cast.anna, text="车架号")
        do("resume", complaint, cast.anna)
    assert count_queries(lambda: client.get(address)) == short


def test_whoever_works_on_it_sees_where_the_answer_goes_and_that_is_recorded(
    client, cast
):
    anonymous = make_complaint(cast.anna, customer=None, reply_phone="13800138000")
    assert "138****8000" in page(client, cast.anna, anonymous).content.decode()
    address = f"/complaints/{anonymous.code}/number/"
    assert client.post(address, {"field": "words"}).status_code == 404
    shown = client.post(address, {"field": "reply_phone"}).content.decode()
    assert "13800138000" in shown
    entry = AuditEntry.objects.get(action="complaint.revealed")
    assert "13800138000" not in str(entry.changes)


def test_whoever_may_not_open_the_customer_reads_his_name_without_a_link(client, cast):
    hers = make_customer(cast.anna, name="王小明")
    made = make_complaint(cast.anna, customer=hers)
    assert (
        f'href="/customers/{hers.pk}/"'
        in page(client, cast.anna, made).content.decode()
    )
    bens = make_customer(cast.ben, name="李小红")
    other = make_complaint(cast.anna, customer=bens)
    do("withdraw", other, cast.anna, text="电话说不用了")
    shown = page(client, cast.anna, other).content.decode()
    assert "李小红" in shown
    assert f'href="/customers/{bens.pk}/"' not in shown


def test_every_part_of_a_page_stands_on_some_page():
    rooms = [settings.BASE_DIR / name for name in ("templates", "complaints", "crm")]
    texts = {file: file.read_text() for room in rooms for file in _sources(room)}
    templates = settings.BASE_DIR / "templates"
    for part in (templates / "complaints").rglob("_*.html"):
        name = f'"{part.relative_to(templates)}"'
        assert any(name in text for file, text in texts.items() if file != part), name


def _sources(room: Path) -> list[Path]:
    """Return the templates and modules below a folder, tests left out."""
    files = [*room.rglob("*.html"), *room.rglob("*.py")]
    return [file for file in files if "tests" not in file.parts]


def way(complaint) -> list:
    row = Complaint.objects.for_page().get(pk=complaint.pk)
    return stages.panel(row, None, NOON)["stages"]


def test_what_ended_early_has_not_been_everywhere(cast):
    complaint = make_complaint(cast.anna)
    do("withdraw", complaint, cast.anna, text="不用了")
    assert [state for state, _here, behind in way(complaint) if behind] == [
        "REGISTERED"
    ]
    resolved = resolve(make_complaint(cast.anna), cast.anna)
    do("verify", resolved, cast.anna, reaction="SATISFIED")
    assert all(behind or here for _state, here, behind in way(resolved))
