"""Files that come with a department's answer: for who asked and who answers, alone."""

import uuid

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from complaints.models import ComplaintFile, Part
from complaints.services import evidence, parts
from complaints.tests.complaint_builders import fresh, make_complaint
from complaints.tests.intake_forms import page, photo, svg
from complaints.tests.part_builders import answering, ask, do
from complaints.tests.test_evidence import upload
from complaints.tests.test_status import opened
from crm.testing.cast import NOON


@pytest.fixture
def part(cast) -> Part:
    """Return a question about a complaint that has a file of its own."""
    answering(cast.lia)
    return ask(make_complaint(cast.anna, uploads=[upload("客户投诉.jpg")]), cast.anna)


def answer(client, part, *files, **said):
    said = {"standing": Part.objects.get(pk=part.pk).standing, "key": uuid.uuid4(),
            "answer": "拆检照片见附件", "uploads": list(files)} | said  # fmt: skip
    return client.post(reverse("complaints:part_answer", args=[part.pk]), said)


def of_answer(part) -> ComplaintFile:
    return ComplaintFile.objects.of_part(Part.objects.get(pk=part.pk)).get()


def file_url(part, kept) -> str:
    return reverse("complaints:part_file", args=[part.pk, kept.pk])


def test_a_photo_comes_with_the_answer_and_the_handler_opens_it(client, cast, part):
    client.force_login(cast.lia)
    assert answer(client, part, photo("制动盘.jpg")).status_code == 302
    kept = of_answer(part)
    assert (kept.name, kept.added_by) == ("制动盘.jpg", cast.lia)
    line = part.complaint.lines.get(deed="PART_ANSWERED")
    assert kept.place == line.place
    client.force_login(cast.anna)
    shown = client.get(part.complaint.get_absolute_url()).content.decode()
    url = reverse("complaints:file", args=[part.complaint.code, kept.pk])
    assert shown.count(url) == 2
    assert client.get(url).status_code == 200


def test_the_department_opens_its_own_files_sealed_and_no_other(client, cast, part):
    client.force_login(cast.lia)
    answer(client, part, photo("制动盘.jpg"))
    kept = of_answer(part)
    assert file_url(part, kept) in client.get(part.get_absolute_url()).content.decode()
    sent = client.get(file_url(part, kept))
    assert sent["Content-Disposition"].startswith("attachment")
    assert "sandbox" in sent["Content-Security-Policy"]
    entry = AuditEntry.objects.get(action="complaint.file_opened")
    assert entry.actor == cast.lia
    of_customer = part.complaint.files.get(name="客户投诉.jpg")
    assert client.get(file_url(part, of_customer)).status_code == 404
    assert "客户投诉" not in client.get(part.get_absolute_url()).content.decode()


def test_another_department_or_branch_finds_neither_form_nor_file(client, cast, part):
    do("answer", part, cast.lia, answer="见附件", uploads=[upload("制动盘.jpg")])
    kept = of_answer(part)
    answering(cast.lia).liaisons.remove(cast.lia)
    answering(cast.lia, "parts")
    client.force_login(cast.lia)
    assert client.get(file_url(part, kept)).status_code == 404
    assert answer(client, part, photo()).status_code == 404
    client.force_login(cast.anna)
    assert client.get(file_url(part, kept)).status_code == 403
    assert ComplaintFile.objects.count() == 2


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_customers_page_shows_no_trace_of_it(cast, part, language):
    do("answer", part, cast.lia, answer="内部照片", uploads=[upload("内部照片.jpg")])
    shown = opened(fresh(part.complaint), lang=language).content.decode()
    assert "内部照片" not in shown
    assert "/files/" not in shown


@pytest.mark.parametrize("file", [svg, page])
def test_refused_content_is_told_by_the_field_and_the_words_stay(
    client, cast, part, file
):
    client.force_login(cast.lia)
    response = answer(client, part, file())
    shown = response.content.decode()
    assert response.status_code == 422
    assert "uploads" in response.context["form"].errors
    assert "拆检照片见附件" in shown
    assert Part.objects.get(pk=part.pk).is_waiting
    assert part.complaint.files.count() == 1


def test_sent_twice_the_answer_keeps_its_file_once(client, cast, part):
    client.force_login(cast.lia)
    same = {"key": uuid.uuid4(), "standing": part.standing}
    for _twice in range(2):
        assert answer(client, part, photo(), **same).status_code == 302
    assert part.complaint.files.count() == 2


def test_more_than_a_complaint_holds_is_refused_whole(cast, part, monkeypatch, media):
    monkeypatch.setattr(evidence, "MOST_FILES", 1)
    with pytest.raises(parts.Refused) as refusal:
        do("answer", part, cast.lia, answer="见附件", uploads=[upload()])
    assert refusal.value.field == "uploads"
    assert Part.objects.get(pk=part.pk).is_waiting
    assert len(list(media.rglob("*.jpg"))) == 1


def test_an_answer_that_went_back_keeps_what_came_with_it(client, cast, part):
    do("answer", part, cast.lia, answer="见附件", uploads=[upload("一.jpg")])
    do("send_back", part, cast.anna, why="看不清", at=NOON)
    do("answer", part, cast.lia, answer="重拍", uploads=[upload("二.jpg")])
    client.force_login(cast.lia)
    shown = client.get(part.get_absolute_url()).content.decode()
    assert "一.jpg" in shown
    assert "二.jpg" in shown


def test_the_page_costs_the_same_with_many_files(client, cast, part, count_queries):
    complaint = part.complaint
    do("answer", part, cast.lia, answer="见附件", uploads=[upload("一.jpg")])
    client.force_login(cast.anna)
    few = count_queries(lambda: client.get(complaint.get_absolute_url()))
    do("send_back", part, cast.anna, why="再拍")
    do("answer", part, cast.lia, answer="好", uploads=[upload() for _each in range(4)])
    many = count_queries(lambda: client.get(complaint.get_absolute_url()))
    assert few == many
