"""Who may take which step of a complaint, asked of its pages by anybody at any time."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.permissions.actions import Can
from accounts.querysets import may_apply
from complaints import transitions
from complaints.choices import State, Step
from complaints.tests.complaint_builders import fresh
from complaints.tests.step_posts import POSTS, make_complaint, resolve, sent
from complaints.tests.test_orders import check, digest

EVERYBODY = ("anna", "ben", "carol", "max", "dan", "sam", "nina", "dora", "eve",
             "stray", "lia", "adam", "cleo")  # fmt: skip
STEP_OF = {name: Step[name.upper()] for name in POSTS if name != "miss"}
STEP_OF |= {"miss": Step.TRY}
MOVES = st.lists(
    st.tuples(st.sampled_from(sorted(POSTS)), st.sampled_from(EVERYBODY)),
    min_size=3, max_size=12,
)  # fmt: skip


def post(user, name: str, complaint, **more):
    client = Client()
    client.force_login(user)
    address = reverse(f"complaints:{name}", args=[complaint.code])
    return client.post(address, sent(name, complaint, **more))


def expected(user, name: str, complaint) -> int | None:
    """Return how who may not is answered; None for who may."""
    can = transitions.asks(STEP_OF[name])
    if not user.may(can):
        return 403
    return None if may_apply(user, can, complaint) else 404


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(severity=st.sampled_from([2, 4]), is_told=st.booleans(), moves=MOVES)
def test_nobody_does_what_is_not_his_and_no_refusal_leaves_a_trace(
    cast, severity, is_told, moves
):
    with transaction.atomic():
        complaint = make_complaint(cast.anna, severity=severity)
        if is_told:
            resolve(complaint, cast.anna)
        for name, who in moves:
            user, now, before = getattr(cast, who), fresh(complaint), digest()
            asked = expected(user, name, now)
            answer = post(user, name, now)
            assert answer.status_code in ((asked,) if asked else (302, 422)), (
                who,
                name,
            )
            if answer.status_code != 302:
                assert digest() == before, f"{who} {name}: refused and done"
            check(complaint)
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", ["verify", "miss", "withdraw"])
@pytest.mark.parametrize(
    ("who", "is_done"),
    [("anna", False), ("carol", False), ("max", True), ("dan", True)],
)
def test_only_who_leads_majors_and_did_not_handle_it_ends_one(cast, name, who, is_done):
    complaint = resolve(make_complaint(cast.anna, severity=4), cast.anna)
    answer = post(getattr(cast, who), name, complaint)
    assert answer.status_code == (302 if is_done else 422)
    assert (fresh(complaint).line_count > complaint.line_count) is is_done


def test_who_told_the_result_does_not_verify_it_having_given_it_away(cast):
    complaint = make_complaint(cast.max, severity=4)
    complaint = resolve(complaint, cast.max)
    post(cast.dan, "assign", complaint, handler=cast.anna.pk)
    assert fresh(complaint).handler == cast.anna
    assert post(cast.max, "verify", fresh(complaint)).status_code == 422
    assert post(cast.dan, "verify", fresh(complaint)).status_code == 302
    assert fresh(complaint).state == State.CLOSED


def test_whom_it_is_about_has_no_hand_in_it(cast):
    complaint = make_complaint(cast.anna, about_user=cast.carol)
    for name in sorted(set(POSTS) - {"add"}):
        before = digest()
        answer = post(cast.carol, name, fresh(complaint), handler=cast.ben.pk)
        assert answer.status_code == 422, name
        assert digest() == before
    assert may_apply(cast.carol, Can.HANDLE_COMPLAINTS, complaint)
