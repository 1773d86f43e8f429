"""Major complaints: who is told, who has seen it, who leads and decides."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest

from accounts.models import Availability, Mail
from accounts.refused import Refused
from complaints.models import Category, Complaint, Sight, TeamMember
from complaints.services import facts, grading, majors, teams
from complaints.services.lines import SentBefore
from complaints.tests.complaint_builders import do as step
from complaints.tests.complaint_builders import fresh, make_complaint
from crm.testing.builders import make_customer
from crm.testing.cast import NOON

NIGHT = NOON.replace(hour=23)


def asked(complaint, **told) -> dict:
    """Return what a form about it carries."""
    now = fresh(complaint)
    return {"standing": now.standing, "key": uuid.uuid4(), "at": NOON} | told


def deeds(complaint) -> list[str]:
    return list(complaint.lines.in_order().values_list("deed", flat=True))


def grade(complaint, actor, severity: int) -> None:
    said = {"severity": severity, "text": "重新判断"}
    grading.regrade(fresh(complaint), actor=actor, **asked(complaint, **said))


def told_of(user, kind: str) -> int:
    return user.notices.filter(kind=f"complaints.{kind}").count()


def test_a_matter_of_safety_is_major_from_the_first_moment(cast):
    category = Category.objects.get(code="safety")
    complaint = fresh(make_complaint(cast.anna, category=category))
    assert (complaint.severity, complaint.major_reasons) == (4, ["SAFETY"])
    assert deeds(complaint) == ["REGISTERED", "DECLARED"]
    assert told_of(cast.max, "major") == told_of(cast.dan, "major") == 1
    assert told_of(cast.carol, "major") == 0


def test_its_limits_are_those_of_a_major_one(cast):
    plain, major = make_complaint(cast.anna), make_complaint(cast.anna, severity=4)
    due = {each.pk: each.clocks.get(metric="RESOLVE").due_at for each in (plain, major)}
    assert due[major.pk] - due[plain.pk] >= timedelta(days=5)


def test_who_leads_is_mailed_at_once_whatever_the_hour_or_his_choice(cast):
    cast.max.email = "max@example.com"
    cast.max.save(update_fields=["email"])
    Availability.objects.update_or_create(user=cast.max)
    make_complaint(cast.anna, channel="MEDIA", at=NIGHT)
    assert Mail.objects.get(user=cast.max).due_at == NIGHT


def test_the_third_time_within_ninety_days_is_major(cast):
    category = Category.objects.get(code="repair-quality")
    about = {"customer": make_customer(cast.anna), "category": category}
    first = make_complaint(cast.anna, **about, received_at=NOON - timedelta(days=91))
    second = make_complaint(cast.anna, **about, received_at=NOON - timedelta(days=80))
    third = make_complaint(cast.anna, **about)
    assert not any(fresh(each).is_major for each in (first, second, third))
    assert fresh(make_complaint(cast.anna, **about)).major_reasons == ["REPEAT"]


def test_praise_is_never_major(cast):
    category = Category.objects.get(code="safety")
    complaint = make_complaint(cast.anna, kind="PRAISE", category=category)
    assert not fresh(complaint).is_major


def test_what_is_found_when_it_is_assessed_declares_it(cast):
    complaint = make_complaint(cast.anna)
    Complaint.objects.filter(pk=complaint.pk).update(claimed=Decimal(30000))
    step("acknowledge", complaint, cast.anna)
    step("assess", complaint, cast.anna, severity=3)
    assert fresh(complaint).major_reasons == ["AMOUNT"]


def test_a_correction_that_reaches_a_limit_declares_it(cast):
    complaint = make_complaint(cast.anna)
    said = {"facts": {"claimed": Decimal(30000)}, "standing": complaint.standing}
    facts.correct(complaint, actor=cast.anna, at=NOON, **said)
    assert fresh(complaint).major_reasons == ["AMOUNT"]
    assert told_of(cast.max, "major") == 1


def test_whoever_grades_it_major_tells_who_leads(cast):
    complaint = make_complaint(cast.anna)
    said = {"severity": 4, "text": "客户住院", "standing": complaint.standing}
    grading.regrade(complaint, actor=cast.anna, at=NOON, **said)
    assert deeds(complaint)[-2:] == ["REGRADED", "DECLARED"]
    assert told_of(cast.max, "major") == 1


def test_what_is_judged_major_again_after_it_was_made_less_is_told_again(cast):
    complaint = make_complaint(cast.anna)
    grade(complaint, cast.anna, 4)
    majors.saw(complaint, cast.max, at=NOON)
    grade(complaint, cast.max, 2)
    assert told_of(cast.max, "major") == 1
    grade(complaint, cast.anna, 4)
    assert told_of(cast.max, "major") == 2
    assert deeds(complaint).count("DECLARED") == 2
    assert Sight.objects.get(user=cast.max).seen_at is None
    majors.judge(fresh(complaint), actor=cast.anna, at=NOON)
    assert deeds(complaint).count("DECLARED") == 2


def test_what_was_declared_and_made_less_is_told_when_it_is_assessed_so_again(cast):
    complaint = make_complaint(cast.anna)
    step("acknowledge", complaint, cast.anna)
    majors.declare(complaint, actor=cast.max, **asked(complaint, text="记者已联系"))
    grade(complaint, cast.max, 3)
    step("assess", complaint, cast.anna, severity=4)
    assert told_of(cast.dan, "major") == 2


def test_a_reason_is_declared_once_and_not_again_where_a_lead_takes_it_back(cast):
    complaint = make_complaint(cast.anna, channel="MEDIA")
    columns = {"severity": 3, "major_reasons": []}
    Complaint.objects.filter(pk=complaint.pk).update(**columns)
    assert majors.judge(fresh(complaint), actor=cast.max, at=NOON) is None
    assert not fresh(complaint).is_major


def test_who_leads_declares_and_the_others_ask_for_it(cast):
    complaint = make_complaint(cast.anna)
    majors.flag(complaint, actor=cast.anna, **asked(complaint, text="要找记者"))
    assert told_of(cast.max, "flagged") == 1
    assert not fresh(complaint).is_major
    majors.declare(complaint, actor=cast.max, **asked(complaint, text="记者已联系"))
    assert fresh(complaint).major_reasons == ["JUDGED"]
    for verb in (majors.flag, majors.declare):
        with pytest.raises(Refused):
            verb(complaint, actor=cast.max, **asked(complaint, text="再"))


def test_sending_the_declaration_twice_tells_once(cast):
    complaint = make_complaint(cast.anna)
    said = asked(complaint, text="记者")
    majors.declare(complaint, actor=cast.max, **said)
    with pytest.raises(SentBefore):
        majors.declare(complaint, actor=cast.max, **said)
    assert told_of(cast.dan, "major") == 1


def test_whoever_opens_its_page_is_seen_to_have_once(client, cast):
    complaint = make_complaint(cast.anna, channel="MEDIA")
    assert set(Sight.objects.values_list("seen_at", flat=True)) == {None}
    client.force_login(cast.max)
    client.get(complaint.get_absolute_url())
    first = Sight.objects.get(user=cast.max).seen_at
    assert first is not None
    client.get(complaint.get_absolute_url())
    assert Sight.objects.get(user=cast.max).seen_at == first
    assert Sight.objects.get(user=cast.dan).seen_at is None


def test_looking_through_his_eyes_is_not_his_seeing_it(client, cast):
    complaint = make_complaint(cast.anna, channel="MEDIA")
    client.force_login(cast.adam)
    client.post(f"/see-as/{cast.max.pk}/")
    client.get(complaint.get_absolute_url())
    assert Sight.objects.get(user=cast.max).seen_at is None


def test_who_declares_it_has_seen_it(cast):
    complaint = make_complaint(cast.anna)
    majors.declare(complaint, actor=cast.max, **asked(complaint, text="记者"))
    assert Sight.objects.get(user=cast.max).seen_at == NOON


def test_a_member_of_the_team_sees_it_as_long_as_he_is_in(client, cast):
    complaint = make_complaint(cast.anna, severity=4)
    client.force_login(cast.dora)
    assert client.get(complaint.get_absolute_url()).status_code == 404
    teams.join(
        complaint, actor=cast.max, **asked(complaint, user=cast.dora, role="法务")
    )
    assert told_of(cast.dora, "joined") == 1
    assert client.get(complaint.get_absolute_url()).status_code == 200
    teams.leave(complaint, actor=cast.max, member=TeamMember.objects.get(), at=NOON)
    assert client.get(complaint.get_absolute_url()).status_code == 404
    assert deeds(complaint)[-2:] == ["JOINED", "JOINED"]


def test_a_member_does_not_handle_it_by_that(cast):
    complaint = make_complaint(cast.anna, severity=4)
    teams.join(complaint, actor=cast.max, **asked(complaint, user=cast.dora))
    rows = Complaint.objects.for_user(cast.dora, "HANDLE_COMPLAINTS")
    assert not rows.filter(pk=complaint.pk).exists()


@pytest.mark.parametrize("who", ["lia", "cleo", "adam"])
def test_who_sees_no_complaints_is_in_no_team(cast, who):
    complaint = make_complaint(cast.anna, severity=4)
    with pytest.raises(Refused):
        teams.join(complaint, actor=cast.max,
                   **asked(complaint, user=getattr(cast, who)))  # fmt: skip
    assert not TeamMember.objects.exists()


def test_nobody_is_in_the_team_twice(cast):
    complaint = make_complaint(cast.anna, severity=4)
    teams.join(complaint, actor=cast.max, **asked(complaint, user=cast.ben))
    with pytest.raises(Refused):
        teams.join(complaint, actor=cast.max, **asked(complaint, user=cast.ben))


def test_decisions_are_of_who_leads_and_of_major_ones(cast):
    complaint = make_complaint(cast.anna, severity=4)
    said = {"decision": "召回同批次", "why": "批次缺陷", "people": "马可思、王安娜"}
    with pytest.raises(Refused):
        teams.decide(complaint, actor=cast.anna, **asked(complaint, **said))
    line = teams.decide(complaint, actor=cast.max, **asked(complaint, **said))
    assert (line.text, line.told["why"]) == ("召回同批次", "批次缺陷")
    plain = make_complaint(cast.anna)
    with pytest.raises(Refused):
        teams.decide(plain, actor=cast.max, **asked(plain, **said))


def test_the_daily_note_is_of_who_works_on_it(cast):
    complaint = make_complaint(cast.anna, severity=4)
    said = {"text": "已联系客户家属"}
    with pytest.raises(Refused):
        teams.note_the_day(complaint, actor=cast.ben, **asked(complaint, **said))
    teams.join(complaint, actor=cast.max, **asked(complaint, user=cast.ben))
    line = teams.note_the_day(complaint, actor=cast.ben, **asked(complaint, **said))
    assert line.told["daily"] is True
